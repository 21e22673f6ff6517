"""Read an article off a page: bytes in, `Article` out; pure, and never raising on garbage."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from scraper.article import Article, normalise
from scraper.extraction.body import paragraphs
from scraper.extraction.dates import instant
from scraper.extraction.fields import testimony
from scraper.extraction.page import open_page
from scraper.extraction.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Collection

    from scraper.extraction.fields import Witness

__all__ = ["EXTRACTOR", "Rules", "extract"]

# Raised by hand whenever a page can come out differently; the libraries name their own versions.
_OWN = 1
EXTRACTOR = " ".join(
    [
        f"afterword/{_OWN}",
        *(f"{name}/{version(name)}" for name in ("trafilatura", "lxml", "htmldate", "w3lib")),
    ]
)


def extract(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    rules: Rules | None = None,
    boilerplate: Collection[str] = (),
) -> Article:
    """Return what the page says; a field that nothing on the page tells is `None` or empty.

    `boilerplate` are paragraphs known as this host's furniture: they are left out.
    """
    rules = rules or Rules()
    page = open_page(body, url, content_type)
    said = winners(testimony(page, rules))
    source, texts = paragraphs(page, rules)
    one = {name: witness.value[0] for name, witness in said.items()}
    furniture = {normalise(text) for text in (*boilerplate, one.get("headline") or "")}
    return Article(
        headline=one.get("headline"),
        standfirst=one.get("standfirst"),
        byline=", ".join(said["authors"].value) if "authors" in said else None,
        authors=said["authors"].value if "authors" in said else (),
        published=instant(one.get("published", ""), rules.zone),
        modified=instant(one.get("modified", ""), rules.zone),
        language=one.get("language"),
        section=one.get("section"),
        canonical_url=one.get("canonical_url"),
        site_name=one.get("site_name"),
        paragraphs=tuple(text for text in texts if normalise(text) not in furniture),
        witnesses=(*((name, witness.source) for name, witness in said.items()), ("paragraphs", source)),
    )


def winners(witnesses: tuple[Witness, ...]) -> dict[str, Witness]:
    """Return for each field the first witness that has something to say."""
    return {witness.field: witness for witness in reversed(witnesses)}
