"""What of an article is its host's furniture: that it comes, goes or is reworded is no edit (pure)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from scraper.article import Article, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scraper.article import Edit, Revision

EVERYWHERE = 0.2  # share of a host's articles: a text that stands in so many is the page's, not the articles'
NEARLY = 80  # of 100: such a text reworded
LONG = 40  # characters below which two texts are alike by chance


def without(article: Article, other: Article, furniture: Mapping[str, float]) -> Article:
    """Return an article without its host's furniture, told by the share of articles that have each text.

    What the `other` version has too cannot be an edit; of the rest, what nearly reads like a text that
    stands everywhere is that text, reworded. A text of few articles is taken at its word: background that
    is told again and again has edits.
    """
    same = frozenset(other.paragraphs)
    everywhere = [text for text, share in furniture.items() if share >= EVERYWHERE and len(text) >= LONG]
    kept = (
        text
        for text in article.paragraphs
        if text not in furniture and (text in same or not is_nearly(text, everywhere))
    )
    return replace(article, paragraphs=tuple(kept))


def is_nearly(text: str, known: list[str]) -> bool:
    """Tell whether a text reads nearly like a known one."""
    return process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=NEARLY) is not None


def demoted(revision: Revision, furniture: Mapping[str, float]) -> Revision:
    """Return a revision whose edits in furniture are minor, and none of its reasons for alarm."""
    edits = tuple(
        replace(edit, substantive=False, rank=0.0) if lies_in(edit, furniture) else edit
        for edit in revision.edits
    )
    if any(edit.substantive for edit in edits) or edits == revision.edits:
        return replace(revision, edits=edits)
    flags = tuple(flag for flag in revision.flags if flag != "unacknowledged")
    rank = max(edit.rank for edit in edits)
    return replace(revision, edits=edits, flags=flags, rank=rank, reason="")


def lies_in(edit: Edit, furniture: Mapping[str, float]) -> bool:
    """Tell whether an edit touches furniture only."""
    return edit.part is Part.BODY and all(any(side in text for text in furniture) for side in sides(edit))


def sides(edit: Edit) -> Iterator[str]:
    """Yield the sentences of an edit."""
    yield from (side for side in (edit.before, edit.after) if side)
