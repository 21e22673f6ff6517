"""Find the edits between two versions of an article, in reading order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scraper.article import Article, Edit, Kind, Part, Run
from scraper.edits.alignment import Match, align
from scraper.edits.labels import label
from scraper.edits.marks import marks
from scraper.edits.phrases import clipped
from scraper.edits.rank import rank
from scraper.edits.side import tongue
from scraper.edits.summary import summary
from scraper.edits.words import plain
from scraper.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Placed = tuple[int, str]

_FIELDS = (Part.STANDFIRST, Part.BYLINE)

_LINE = 4
"""A line of at most so many words that ends like no sentence claims nothing: "Learn more:"."""


def compare(old: Article, new: Article) -> tuple[Edit, ...]:
    """Return what differs between `old` and `new`: fields first, then the body's sentences; () if nothing."""
    language = new.language or old.language
    fields = (_field(part, getattr(old, part), getattr(new, part), language) for part in _FIELDS)
    body = _body(_cut(old, language), _cut(new, language), language)
    return (*_titles(old, new, language), *(edit for edit in fields if edit), *body)


def _titles(old: Article, new: Article, language: str | None) -> Iterator[Edit]:
    """Yield the edit of the headline, and that of the title over the text if other words changed there."""
    told = _field(Part.HEADLINE, old.headline, new.headline, language)
    seen = _field(Part.HEADLINE, _seen(old), _seen(new), language)
    if told:
        yield told
    if seen and (told is None or _changed(seen) != _changed(told)):
        yield seen


def _seen(article: Article) -> str | None:
    return article.alternative_headline or article.headline


def _changed(edit: Edit) -> list[tuple[str, str]]:
    return [(run.fate, plain(run.text)) for run in edit.runs if run.fate != "same"]


def _cut(article: Article, language: str | None) -> tuple[str, ...]:
    return tuple(sentence for text in article.paragraphs for sentence in sentences(text, language))


def _field(part: Part, before: str | None, after: str | None, language: str | None) -> Edit | None:
    if plain(before or "") == plain(after or ""):
        return None
    return _edit(part, _told(before), _told(after), language)


def _told(text: str | None) -> Placed | None:
    return (0, text) if text and plain(text) else None


def _body(old: Sequence[str], new: Sequence[str], language: str | None) -> Iterator[Edit]:
    """Yield the body's edits; a removed sentence stands where its predecessor now is."""
    matches = align(old, new)
    origin = {match.new[0]: match for match in matches}
    parts = {at for match in matches for at in match.new[1:]}
    gone = _gone(len(old), {at: match.new[-1] for match in matches for at in match.old})
    yield from (_edit(Part.BODY, (at, old[at]), None, language) for at in gone.get(-1, ()))
    for at, text in enumerate(new):
        if at in origin:
            yield from _kept(_joined(old, origin[at].old), _joined(new, origin[at].new), origin[at], language)
        elif at not in parts:
            yield _edit(Part.BODY, None, (at, text), language)
        yield from (_edit(Part.BODY, (lost, old[lost]), None, language) for lost in gone.get(at, ()))


def _joined(texts: Sequence[str], places: tuple[int, ...]) -> Placed:
    return places[0], texts[places[0]] if len(places) == 1 else " ".join(texts[at] for at in places)


def _gone(count: int, partner: dict[int, int]) -> dict[int, list[int]]:
    """Return the old places without a partner, by the new place of the last that has one (-1 for none)."""
    gone: dict[int, list[int]] = {}
    last = -1
    for at in range(count):
        last = partner.get(at, last)
        if at not in partner:
            gone.setdefault(last, []).append(at)
    return gone


def _kept(old: Placed, new: Placed, match: Match, language: str | None) -> Iterator[Edit]:
    if old[1] != new[1] and plain(old[1]) != plain(new[1]):
        yield replace(_edit(Part.BODY, old, new, language), moved=match.moved)
    elif match.moved:
        yield Edit(
            Part.BODY, Kind.MOVED, old[1], new[1], (Run("same", new[1]),),
            substantive=False, moved=True, old_at=old[0], new_at=new[0],
            rank=rank(Part.BODY, Kind.MOVED, (), substantive=False), summary=clipped(f"moved: {new[1]}"),
        )  # fmt: skip


def _edit(part: Part, old: Placed | None, new: Placed | None, language: str | None) -> Edit:
    kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.REWORDED
    old_at, before = old or (None, None)
    new_at, after = new or (None, None)
    tag = tongue(language, f"{before} {after}")
    runs = marks(before or "", after or "", tag)
    meaning = label(before or "", after or "", tag)
    whole = "" if before and after else before or after or ""
    facts = meaning.substantive and not (part is Part.BODY and _is_line(whole))
    return Edit(
        part, kind, before, after, runs, meaning.labels, meaning.evidence, facts,
        old_at=old_at, new_at=new_at, rank=rank(part, kind, meaning.labels, substantive=facts, whole=whole),
        summary=summary(before, after, meaning.evidence, tag),
    )  # fmt: skip


def _is_line(whole: str) -> bool:
    """Tell whether what came or went is a short line that ends like no sentence: it claims nothing."""
    ended = whole.rstrip("\"'”’»)").endswith((".", "!", "?", "…", "。", "！", "？"))
    return 0 < len(whole.split()) <= _LINE and not (ended and any(sign.isalnum() for sign in whole))
