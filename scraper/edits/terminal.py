"""Draw a comparison for a terminal: side by side where it is wide enough, inline where it is not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.text import Text

from scraper.edits.shown import fold
from scraper.marking import LOOKS, marked, parted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console, ConsoleOptions

    from scraper.article import Run
    from scraper.edits.shown import Row

WIDE = 100
"""From so many columns on, the sides stand beside each other."""

MARGIN = 16
_GAP = " | "
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Drawn:
    """A comparison to print on a rich console: in colour where there is colour, else with written marks."""

    rows: Sequence[Row]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield the lines for this width, none wider: signs of two columns count as two."""
        width = options.max_width
        draw = _beside if width >= WIDE else _inline
        for row in self.rows:
            if row.folded:
                yield Text(f"{fold(row):^{width}}".rstrip(), style="dim")
            else:
                yield from draw(row, console, width)
                yield Text()


def _inline(row: Row, console: Console, width: int) -> Iterator[Text]:
    yield from _lines(Text(f"{_named(row)}:", style="cyan"), console, width)
    for line in _lines(_words(row.inline, console), console, width - len(_INDENT)):
        yield Text.assemble(_INDENT, line)


def _beside(row: Row, console: Console, width: int) -> Iterator[Text]:
    cell = (width - MARGIN - 2 * len(_GAP)) // 2
    named = _lines(Text(_named(row), style="cyan"), console, MARGIN)
    sides = [_lines(_words(runs, console), console, cell) for runs in (row.old, row.new)]
    for margin, old, new in zip_longest(named, *sides, fillvalue=Text()):
        line = Text.assemble(_filled(margin, MARGIN), _GAP, _filled(old, cell), _GAP, new)
        line.rstrip()
        yield line


def _named(row: Row) -> str:
    return ", ".join((str(row.part), *row.margin))


def _words(runs: Sequence[Run], console: Console) -> Text:
    """Return runs in colour, or with written marks where there is none."""
    if console.color_system is None or console.no_color:
        return Text(marked(runs))
    return Text.assemble(*(part for run in runs for part in _coloured(run)))


def _coloured(run: Run) -> tuple[tuple[str, str], ...]:
    """Return a run's words in colour; the white space around them stays plain."""
    lead, words, tail = parted(run)
    return (lead, ""), (words, LOOKS[run.fate]), (tail, "")


def _lines(text: Text, console: Console, width: int) -> list[Text]:
    """Return a text in lines of so many columns."""
    lines = list(text.wrap(console, width))
    for line in lines:
        line.rstrip()
    return lines


def _filled(line: Text, width: int) -> Text:
    filled = line.copy()
    filled.pad_right(width - line.cell_len)
    return filled
