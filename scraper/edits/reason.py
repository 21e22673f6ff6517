"""Explain a revision in one sentence: "a quote changed, and the page carries no note"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.article import Kind, Part
from scraper.edits.summary import TELLING, clipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.article import Edit

_LABELS = {
    "polarity": "a claim was reversed",
    "number": "a number changed",
    "tense": "an event has another tense",
    "certainty": "a claim became more or less sure",
    "quote": "a quote changed",
    "attribution": "the source changed",
    "name": "a name changed",
    "when": "a time changed",
    "detail": "details changed",
    "wording": "only wording changed",
    "spelling": "only spelling changed",
}
_KINDS = {Kind.ADDED: "text was added", Kind.REMOVED: "text was removed", Kind.MOVED: "text was moved"}


def reason(edits: Sequence[Edit], flags: Sequence[str], note: str, returned: int) -> str:
    """Return one sentence on a step: its weightiest edit, then what the flags say.

    `note` is the page's own correction, `returned` the number of the version whose wording is back, or 0.
    """
    parts = [*_gone(flags), *_edit(edits), *_clauses(flags, note, returned)]
    return ", and ".join(parts)


def _gone(flags: Sequence[str]) -> Iterator[str]:
    if "withdrawn" in flags:
        yield "the article was withdrawn"
    if "restored" in flags:
        yield "the article is back"


def _edit(edits: Sequence[Edit]) -> Iterator[str]:
    if not edits:
        return
    first = max(edits, key=lambda edit: edit.rank)
    if first.kind is not Kind.REWORDED:
        yield _KINDS[first.kind]
        return
    label = min(first.labels, key=TELLING.index, default="wording")
    where = " in the headline" if first.part is Part.HEADLINE else ""
    yield f"{_LABELS[label]}{where} ({first.summary})"


def _clauses(flags: Sequence[str], note: str, returned: int) -> Iterator[str]:
    if "rewritten" in flags:
        yield "most of the text was rewritten"
    if "alternating" in flags:
        yield "two wordings take turns"
    elif "revert" in flags:
        yield f"the wording of version {returned} is back"
    if note:
        yield f"the page says so: “{clipped(note)}”"
    elif "unacknowledged" in flags:
        yield "the page carries no note"
    elif "updated" in flags:
        yield "the page's date was renewed"
