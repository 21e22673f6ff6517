"""Mark the words that differ between two wordings of one sentence."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from scraper.article import Run
from scraper.edits.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.words import Word

Stretch = tuple[bool, int, int, int, int]  # alike?, then half-open word positions before and after


def opcodes(old: Sequence[Word], new: Sequence[Word]) -> list[Stretch]:
    """Return the shortest way from `old` to `new` as alike and changed stretches in turn."""
    codes = Indel.opcodes([word.key for word in old], [word.key for word in new])
    raw = [
        (code.tag == "equal", code.src_start, code.src_end, code.dest_start, code.dest_end) for code in codes
    ]
    return [_joined(list(group)) for _, group in groupby(raw, key=lambda stretch: stretch[0])]


def stretches(old: Sequence[Word], new: Sequence[Word]) -> list[Stretch]:
    """Return alike and changed stretches in turn, with no lone scrap of likeness between changes."""
    raw = opcodes(old, new)
    inner = [
        (alike and not _scrap(old[start:end], 0 < at < len(raw) - 1), start, end, left, right)
        for at, (alike, start, end, left, right) in enumerate(raw)
    ]
    return [_joined(list(group)) for _, group in groupby(inner, key=lambda stretch: stretch[0])]


def _scrap(shared: Sequence[Word], between: bool) -> bool:  # noqa: FBT001 -- a plain fact of the place
    return between and len(shared) == 1 and len(shared[0].text) <= 3


def _joined(group: list[Stretch]) -> Stretch:
    return (group[0][0], group[0][1], group[-1][2], group[0][3], group[-1][4])


def marks(before: str, after: str, language: str = "en") -> tuple[Run, ...]:
    """Return `before` and `after` as one line of runs; joined without the added runs it is `before` again.

    >>> [(run.fate, run.text) for run in marks("32 people died.", "47 people died.")]
    [('removed', '32'), ('added', '47'), ('same', ' people died.')]
    """
    return tuple(run for run in _runs(before, after, language) if run.text)


def _runs(before: str, after: str, language: str) -> Iterator[Run]:
    old, new = words(before, language), words(after, language)
    for alike, start, end, left, right in stretches(old, new):
        if alike:
            yield Run("same", _slice(after, new, left, right))
        else:
            yield Run("removed", _slice(before, old, start, end))
            yield Run("added", _slice(after, new, left, right))


def _slice(text: str, cut: tuple[Word, ...], start: int, end: int) -> str:
    """Return the words from `start` to `end` with the white space before each but the text's first."""
    if start == end:
        return ""
    return text[cut[start - 1].end if start else 0 : len(text) if end == len(cut) else cut[end - 1].end]
