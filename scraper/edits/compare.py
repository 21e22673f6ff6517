"""Find the edits between two versions of an article, in reading order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scraper.article import Article, Edit, Kind, Part, Run, normalise
from scraper.edits.alignment import Alignment, align
from scraper.edits.labels import label
from scraper.edits.marks import marks
from scraper.edits.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Placed = tuple[int, str]

_FIELDS = (Part.HEADLINE, Part.STANDFIRST, Part.BYLINE)


def compare(old: Article, new: Article) -> tuple[Edit, ...]:
    """Return what differs between `old` and `new`: fields first, then the body's sentences; () if nothing."""
    fields = (_field(part, getattr(old, part), getattr(new, part)) for part in _FIELDS)
    language = new.language or old.language
    return (*(edit for edit in fields if edit), *_body(_cut(old, language), _cut(new, language)))


def _cut(article: Article, language: str | None) -> tuple[str, ...]:
    return tuple(sentence for text in article.paragraphs for sentence in sentences(text, language))


def _field(part: Part, before: str | None, after: str | None) -> Edit | None:
    if normalise(before or "") == normalise(after or ""):
        return None
    return _edit(part, (0, before) if before else None, (0, after) if after else None)


def _body(old: Sequence[str], new: Sequence[str]) -> Iterator[Edit]:
    """Yield the body's edits; a removed sentence stands where its predecessor now is."""
    alignment = align(old, new)
    origin = {to: at for at, to in alignment.pairs}
    gone = _gone(len(old), dict(alignment.pairs))
    yield from (_edit(Part.BODY, (at, old[at]), None) for at in gone.get(-1, ()))
    for at, text in enumerate(new):
        if at in origin:
            yield from _kept((origin[at], old[origin[at]]), (at, text), alignment)
        else:
            yield _edit(Part.BODY, None, (at, text))
        yield from (_edit(Part.BODY, (lost, old[lost]), None) for lost in gone.get(at, ()))


def _gone(count: int, partner: dict[int, int]) -> dict[int, list[int]]:
    """Return the old places without a partner, by the new place of the last that has one (-1 for none)."""
    gone: dict[int, list[int]] = {}
    last = -1
    for at in range(count):
        last = partner.get(at, last)
        if at not in partner:
            gone.setdefault(last, []).append(at)
    return gone


def _kept(old: Placed, new: Placed, alignment: Alignment) -> Iterator[Edit]:
    moved = (old[0], new[0]) in alignment.moved
    if normalise(old[1]) != normalise(new[1]):
        yield replace(_edit(Part.BODY, old, new), moved=moved)
    elif moved:
        yield Edit(
            Part.BODY, Kind.MOVED, old[1], new[1], (Run("same", new[1]),),
            substantive=False, moved=True, old_at=old[0], new_at=new[0],
        )  # fmt: skip


def _edit(part: Part, old: Placed | None, new: Placed | None) -> Edit:
    kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.REWORDED
    old_at, before = old or (None, None)
    new_at, after = new or (None, None)
    meaning = label(before or "", after or "")
    return Edit(
        part, kind, before, after, marks(before or "", after or ""),
        meaning.labels, meaning.evidence, meaning.substantive, old_at=old_at, new_at=new_at,
    )  # fmt: skip
