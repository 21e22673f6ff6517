"""How much of one article's text is in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.extraction.headlines import words

if TYPE_CHECKING:
    from scraper.article import Article

RUN = 4  # words
ALIKE = 0.1  # share of runs of words below which two texts are of two articles


def size(article: Article | None) -> int:
    """Return the characters of the body."""
    return sum(map(len, article.paragraphs)) if article else 0


def runs(article: Article) -> set[tuple[str, ...]]:
    """Return the runs of four words of the body."""
    text = words(" ".join(article.paragraphs))
    return set(zip(*(text[at:] for at in range(RUN)), strict=False))


def shared(one: Article, other: Article) -> float:
    """Return the share of the shorter body that is also in the other, from 0 to 1; 1 where one has none."""
    ours, theirs = runs(one), runs(other)
    smaller = min(len(ours), len(theirs))
    return len(ours & theirs) / smaller if smaller else 1.0


def titles(article: Article | None) -> tuple[str, ...]:
    """Return the headlines of a page."""
    told = (article.headline, article.alternative_headline) if article else ()
    return tuple(title for title in told if title)


def headline_words(article: Article) -> set[str]:
    """Return the words of the headline."""
    return set(words(article.headline or ""))
