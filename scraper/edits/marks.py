"""Mark the words that differ between two wordings of one sentence."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from scraper.article import Run
from scraper.edits.lexicon import lexicon
from scraper.edits.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.words import Word

Stretch = tuple[bool, int, int, int, int]  # alike?, then half-open word positions before and after

_LONG = 8
"""From so many changed words on, of both sides and changes, small words between two changes are no hold."""


def opcodes(old: Sequence[Word], new: Sequence[Word]) -> list[Stretch]:
    """Return the shortest way from `old` to `new` as alike and changed stretches in turn."""
    codes = Indel.opcodes([word.key for word in old], [word.key for word in new])
    raw = [
        (code.tag == "equal", code.src_start, code.src_end, code.dest_start, code.dest_end) for code in codes
    ]
    return [_joined(list(group)) for _, group in groupby(raw, key=lambda stretch: stretch[0])]


@lru_cache(maxsize=16)
def stretches(before: str, after: str, language: str = "en") -> tuple[Stretch, ...]:
    """Return alike and changed stretches in turn, with no lone scrap of likeness between changes."""
    old, new = words(before, language), words(after, language)
    raw = opcodes(old, new)
    if len(raw) == 1 and raw[0][0]:
        return tuple(_spaced(old, new))
    inner = [
        (
            alike and not _scrap(old[start:end], raw[max(0, at - 1) : at + 2], language),
            start,
            end,
            left,
            right,
        )
        for at, (alike, start, end, left, right) in enumerate(raw)
    ]
    return tuple(_joined(list(group)) for _, group in groupby(inner, key=lambda stretch: stretch[0]))


def _spaced(old: Sequence[Word], new: Sequence[Word]) -> Iterator[Stretch]:
    """Yield the stretches of equal words; two that are parted by a blank on one side only are a change."""
    done = 0
    for at in range(1, len(old)):
        if at > done and (old[at - 1].end < old[at].start) is not (new[at - 1].end < new[at].start):
            if at - 1 > done:
                yield True, done, at - 1, done, at - 1
            yield False, at - 1, at + 1, at - 1, at + 1
            done = at + 1
    if done < len(old):
        yield True, done, len(old), done, len(old)


def _scrap(shared: Sequence[Word], around: Sequence[Stretch], language: str) -> bool:
    """Tell whether words between two changes are a short one, or small words between long changes."""
    if len(around) < 3 or len(shared) > 2:
        return False
    if len(shared) == 1 and len(shared[0].text) <= 3:
        return True
    long = sum(end - start + right - left for alike, start, end, left, right in around if not alike) >= _LONG
    return long and all(tells_little(word, language) for word in shared)


def tells_little(word: Word, language: str) -> bool:
    """Tell whether a word is a mark or a small word."""
    return not word.key[0].isalnum() or word.small in lexicon(language, "function")


def _joined(group: list[Stretch]) -> Stretch:
    return (group[0][0], group[0][1], group[-1][2], group[0][3], group[-1][4])


def marks(before: str, after: str, language: str = "en") -> tuple[Run, ...]:
    """Return `before` and `after` as one line of runs; without the added runs it reads as `before` again.

    >>> [(run.fate, run.text) for run in marks("32 people died.", "47 people died.")]
    [('removed', '32'), ('added', '47'), ('same', ' people died.')]
    >>> [(run.fate, run.text) for run in marks("It was 'safe' then.", "It was safe then.")]
    [('same', 'It was '), ('removed', "'"), ('same', 'safe'), ('removed', "'"), ('same', ' then.')]
    """
    fates = groupby(_runs(before, after, language), key=lambda run: run.fate)
    joined = (Run(fate, "".join(run.text for run in runs)) for fate, runs in fates)
    return tuple(run for run in joined if run.text)


def _runs(before: str, after: str, language: str) -> Iterator[Run]:
    """Yield the runs; a blank that only one side has behind a change belongs to the change."""
    old, new = words(before, language), words(after, language)
    spaced = True
    for alike, start, end, left, right in stretches(before, after, language):
        gone, come = _slice(before, old, start, end), _slice(after, new, left, right)
        if alike:
            yield Run("same", come if spaced else come.lstrip())
            continue
        spare, fresh = _gap(before, old, end), _gap(after, new, right)
        spaced = bool(spare) is bool(fresh)
        yield from _change(gone, come, *(("", "") if spaced else (spare, fresh)))


def _change(gone: str, come: str, spare: str, fresh: str) -> Iterator[Run]:
    """Yield a change with the white space behind it; what one side has anyway stays unmarked before it."""
    if not come and fresh and gone[:1].isspace():
        yield Run("same", fresh)
        gone, fresh = gone.lstrip(), ""
    elif not gone and spare and come[:1].isspace():
        yield Run("same", spare)
        come, spare = come.lstrip(), ""
    yield Run("removed", gone + spare)
    yield Run("added", come + fresh)


def _gap(text: str, cut: tuple[Word, ...], at: int) -> str:
    """Return what stands between the word at a place and the one before it."""
    return text[cut[at - 1].end if at else 0 : cut[at].start] if at < len(cut) else ""


def _slice(text: str, cut: tuple[Word, ...], start: int, end: int) -> str:
    """Return the words from `start` to `end` with the white space before each but the text's first."""
    if start == end:
        return ""
    return text[cut[start - 1].end if start else 0 : len(text) if end == len(cut) else cut[end - 1].end]
