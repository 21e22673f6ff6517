"""What a paywall takes away or gives back of a text is told as that, and not as a silent edit (pure)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import Prefix

from scraper.article import Kind, Part
from scraper.extraction.gate.texts import size
from scraper.extraction.gate.walls import wall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.article import Article, Edit

SHORT = 0.8  # times the whole: a beginning that is longer than that withholds too little
SAME = 0.8  # share of a beginning that stands word for word at the beginning of the whole


def limits(old: Article, new: Article, *, stub: bool) -> str:
    """Return "stub" where only a beginning is shown now, "opened" where that was all that was shown before.

    `stub` says that the gate took the new capture for a subscription stub. "" where it is neither.
    """
    if stub:
        return "stub"
    return "opened" if old.withheld and begins(old, new) else ""


def begins(part: Article, whole: Article) -> bool:
    """Tell whether one text is the beginning of another, much longer one."""
    short, long = (" ".join(article.paragraphs) for article in (part, whole))
    alike = Prefix.similarity(short, long) >= SAME * len(short)
    return bool(short) and alike and size(part) < SHORT * size(whole)


def apart(edits: Sequence[Edit], limit: str) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
    """Return all edits, with those made by the paywall as minor, and the others alone."""
    if not limit:
        return tuple(edits), tuple(edits)
    by_wall = [is_walls(edit, limit) for edit in edits]
    marked = tuple(
        replace(edit, substantive=False, rank=0.0) if walls else edit
        for edit, walls in zip(edits, by_wall, strict=True)
    )
    return marked, tuple(edit for edit, walls in zip(edits, by_wall, strict=True) if not walls)


def is_walls(edit: Edit, limit: str) -> bool:
    """Tell whether an edit only takes text away or gives it back, breaks it off, or offers the rest.

    Where the article is shown for the first time, every edit is the wall's.
    """
    if limit == "first":
        return True
    if edit.part is not Part.BODY or edit.kind is Kind.MOVED:
        return False
    whole, part = (edit.before, edit.after) if limit == "stub" else (edit.after, edit.before)
    if part is None or whole is None:
        return part is None or wall("stub", part.lower()) != ""
    return whole.startswith(part.rstrip(" .…[]"))
