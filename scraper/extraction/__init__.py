"""Read an article off a page: bytes in, `Article` out; pure, and never raising on garbage."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from typing import TYPE_CHECKING

from scraper.extraction.reading import Explanation, explain
from scraper.extraction.rules import Rules

if TYPE_CHECKING:
    from scraper.article import Article

__all__ = ["EXTRACTOR", "Explanation", "Rules", "explain", "extract", "extractor"]

# Raised by hand whenever a page can come out differently; the libraries name their own versions, also those
# that trafilatura (justext) and htmldate (dateparser) read with.
_OWN = 6
_LIBRARIES = ("lxml", "trafilatura", "justext", "htmldate", "dateparser", "python-dateutil", "w3lib")
EXTRACTOR = " ".join([f"afterword/{_OWN}", *(f"{name}/{version(name)}" for name in _LIBRARIES)])


def extractor(rules: Rules) -> str:
    """Return the identity of the reading of a site's pages: equal means that a page is read alike.

    A site without rules of its own adds nothing to `EXTRACTOR`, so that its versions stay comparable.
    """
    given = rules.given()
    digest = hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()[:12]
    return f"{EXTRACTOR} rules/{digest}" if given else EXTRACTOR


def extract(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    rules: Rules | None = None,
) -> Article:
    """Return what the page says; a field that nothing on the page tells is `None` or empty."""
    return explain(body, url, content_type=content_type, rules=rules).article
