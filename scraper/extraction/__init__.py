"""Read an article off a page: bytes in, `Article` out; pure, and never raising on garbage."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from scraper.extraction.reading import Explanation, explain
from scraper.extraction.rules import Rules

if TYPE_CHECKING:
    from scraper.article import Article

__all__ = ["EXTRACTOR", "Explanation", "Rules", "explain", "extract"]

# Raised by hand whenever a page can come out differently; the libraries name their own versions.
_OWN = 5
EXTRACTOR = " ".join(
    [
        f"afterword/{_OWN}",
        *(f"{name}/{version(name)}" for name in ("lxml", "trafilatura", "htmldate", "w3lib")),
    ]
)


def extract(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    rules: Rules | None = None,
) -> Article:
    """Return what the page says; a field that nothing on the page tells is `None` or empty."""
    return explain(body, url, content_type=content_type, rules=rules).article
