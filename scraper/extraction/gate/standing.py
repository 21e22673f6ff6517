"""What speaks for a page to be an article: the text on it, and what it says of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.article import fingerprint
from scraper.extraction.gate.texts import ALIKE, shared
from scraper.extraction.gate.walls import wall

if TYPE_CHECKING:
    from scraper.article import Article
    from scraper.extraction.gate.verdict import Copies

FULL = 700  # characters of body above which a page is an article, whatever scripts it carries
SOME = 80  # likewise where the page tells its day
MANY = 2  # other addresses; at one more, an article may simply stand twice
# A dated address leads to a wall as well as to an article, and a day found by search may be any other's.
_UNSURE = frozenset({"address", "htmldate"})
_STATED = re.compile(
    r"<meta\b[^>]*\bog:type[^>]*[\"']article[\"']|itemtype=[\"'][^\"']*(?:article|posting)[\"']"
)


def is_dated(article: Article | None) -> bool:
    """Tell whether the page itself gives its day, for readers or for machines."""
    return bool(article and article.published and dict(article.witnesses)["published"] not in _UNSURE)


def is_stated(article: Article | None, text: str) -> bool:
    """Tell whether a page says to machines that it is an article; `text` is its source in lower case."""
    told = dict(article.witnesses) if article else {}
    return (
        "json-ld" in told.values()
        or (is_dated(article) and told["published"] != "time")
        or bool(_STATED.search(text))
    )


def is_known(article: Article | None, last: Article | None) -> bool:
    """Tell whether a page has the headline and some of the words of the last version."""
    if article is None or last is None or article.headline != last.headline:
        return False
    return shared(article, last) >= ALIKE


def asks_consent(article: Article | None) -> bool:
    """Tell whether the text itself, all there is, is a request for consent."""
    return bool(article and wall("consent text", " ".join(article.paragraphs).lower()))


def is_of_many(article: Article, last: Article | None, copies: Copies) -> bool:
    """Tell whether a text is no article's own, in whatever language: it also stands at others of the host.

    An article that stood elsewhere before is a double, and is edited there, too.
    """
    if last is None:
        return copies.here >= MANY
    return copies.here > 0 and copies.last == 0 and fingerprint(article) != fingerprint(last)


def was_of_many(copies: Copies) -> bool:
    """Tell whether what was taken for the article stands at others, and the text at hand at none."""
    return copies.last >= MANY and copies.here == 0
