"""Which edits of a step the page's own corrections tell of, and how surely."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from scraper.article import Kind, normalise
from scraper.edits.lexicon import lexicon, singular
from scraper.edits.notes import corrected, formal
from scraper.edits.side import spoken
from scraper.edits.summary import leading
from scraper.edits.words import words
from scraper.notes import beyond_form, speaks_of
from scraper.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scraper.article import Edit, Evidence

_SLIPS = frozenset({"name", "spelling"})


class Told(IntEnum):
    """How surely a page tells of an edit: of something else, perhaps of it, of it."""

    ELSEWHERE = 0
    PERHAPS = 1
    OUTRIGHT = 2


def told(edit: Edit, edits: Sequence[Edit], notes: Iterable[str], fresh: Sequence[str]) -> Told:
    """Return how surely any of a page's notes tells of one of the `edits` of a step.

    `fresh` are those notes that came or changed with the step.
    """
    return max((_told(edit, edits, note, fresh=note in fresh) for note in notes), default=Told.ELSEWHERE)


def _told(edit: Edit, edits: Sequence[Edit], note: str, *, fresh: bool) -> Told:
    """Return how surely a note tells of an edit: by its changed words, by what kind of thing it mends.

    In doubt it may: a note is often about a change in words of its own. It is about something else where it
    only mends a name or a slip, or names what changed elsewhere.
    """
    kinds, said = speaks_of(note), _subject(note)
    best = leading(edit.evidence)
    if (not kinds and formal(note)) or not said.isdisjoint(_changed(edit) & _at(best, edit)):
        return Told.OUTRIGHT
    elsewhere = any(not said.isdisjoint(_changed(each)) for each in edits if not _holds(each, note))
    if best and best.label in kinds and not elsewhere:
        return Told.OUTRIGHT
    if edit.kind is Kind.ADDED:
        return Told.PERHAPS  # the story went on
    fits = not kinds.isdisjoint(edit.labels)
    if kinds and kinds <= _SLIPS:
        return Told.PERHAPS if fits and not elsewhere else Told.ELSEWHERE
    shared = not said.isdisjoint(_telling(f"{edit.before} {edit.after or ''}"))
    return Told.PERHAPS if fits or shared or (fresh and not (kinds or elsewhere)) else Told.ELSEWHERE


def _holds(edit: Edit, note: str) -> bool:
    """Tell whether an edit brings a note itself, or text that a note says nothing of by its words."""
    return edit.kind is not Kind.REWORDED or note in normalise(edit.after or "")


def _subject(note: str) -> frozenset[str]:
    """Return the telling words of a note, without its form and its own date."""
    return _telling(" ".join(map(beyond_form, sentences(corrected(note)))))


def _changed(edit: Edit) -> frozenset[str]:
    """Return the telling words that an edit took out or put in."""
    return _telling(" ".join(run.text for run in edit.runs if run.fate != "same"))


def _at(evidence: Evidence | None, edit: Edit) -> frozenset[str]:
    """Return the telling words that evidence points at, those of the whole edit where it points at none."""
    sides = ((edit.before, evidence.before), (edit.after, evidence.after)) if evidence else ()
    pointed = [text[start:end] for text, places in sides if text for start, end in places]
    return _telling(" ".join(pointed)) if pointed else _changed(edit)


def _telling(text: str) -> frozenset[str]:
    """Return the words of three letters or more that carry content, as singulars, and the figures."""
    language = spoken(text)
    small = frozenset().union(*(lexicon(language, name) for name in ("function", "light", "negation")))
    return frozenset(
        singular(word.small)
        for word in words(text)
        if any(map(str.isdigit, word.key)) or (len(word.key) > 2 and word.small not in small)
    )
