"""Draw a comparison as lines of plain text: side by side where it is wide enough, inline where it is not."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING

from scraper.edits.shown import fold
from scraper.marking import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.shown import Row

WIDE = 100
"""From so many columns on, the sides stand beside each other."""

MARGIN = 16
_GAP = " | "


def drawn(shown: Sequence[Row], width: int) -> Iterator[str]:
    """Yield the lines of a comparison, none wider than `width`; marks tell what was removed and added."""
    draw = _beside if width >= WIDE else _inline
    for row in shown:
        yield from [fold(row).center(width).rstrip()] if row.folded else draw(row, width)


def _inline(row: Row, width: int) -> Iterator[str]:
    yield f"{', '.join((str(row.part), *row.margin))}:"
    yield from wrap(marked(row.inline), width, initial_indent="  ", subsequent_indent="  ")
    yield ""


def _beside(row: Row, width: int) -> Iterator[str]:
    cell = (width - MARGIN - 2 * len(_GAP)) // 2
    left, right = wrap(marked(row.old), cell), wrap(marked(row.new), cell)
    margin = wrap(", ".join((str(row.part), *row.margin)), MARGIN)
    for cells in zip_longest(margin, left, right, fillvalue=""):
        yield f"{cells[0]:<{MARGIN}}{_GAP}{cells[1]:<{cell}}{_GAP}{cells[2]}".rstrip()
    yield ""
