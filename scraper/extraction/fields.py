"""What each witness on a page says of headline, dates, authors and the rest; the first that speaks wins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from scraper.extraction.linked import texts
from scraper.extraction.rules import select

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from scraper.extraction.page import Page
    from scraper.extraction.rules import Rules

    Said = Iterator[tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Witness:
    """One source's word on one field: `source` names it, `value` is what it says, several parts in order."""

    field: str
    source: str
    value: tuple[str, ...]


def testimony(page: Page, rules: Rules) -> tuple[Witness, ...]:
    """Return every witness that has something to say, of every field, the most trusted of a field first."""
    return tuple(
        Witness(field, source, value)
        for field, witnesses in FIELDS.items()
        for source, value in witnesses(page, rules)
        if value
    )


def chosen(page: Page, selector: str | None) -> tuple[str, ...]:
    """Return the texts of what a rule selects."""
    found = select(page.root, selector) if selector else []
    return tuple(text for element in found if (text := plain(element)))


def plain(element: HtmlElement) -> str:
    """Return an element's text with white space collapsed."""
    return " ".join(str(element.text_content()).split())


def meta(page: Page, *names: str) -> tuple[str, ...]:
    """Return the content of the first of these meta elements that is there."""
    return next(((page.metas[name],) for name in names if name in page.metas), ())


def headline(page: Page, rules: Rules) -> Said:
    """Yield what each witness says of the headline."""
    yield "rules", chosen(page, rules.headline)[:1]
    yield "json-ld", texts(page.article.get("headline"))[:1]
    yield "opengraph", meta(page, "og:title")
    yield "h1", tuple(text for h1 in page.root.iter("h1") if (text := plain(h1)))[:1]
    yield "meta", meta(page, "twitter:title", "title")
    yield "title", tuple(plain(title) for title in page.root.iterfind(".//head/title"))[:1]


def standfirst(page: Page, rules: Rules) -> Said:
    """Yield what each witness says of the standfirst."""
    yield "rules", chosen(page, rules.standfirst)[:1]
    yield "json-ld", texts(page.article.get("description"))[:1]
    yield "opengraph", meta(page, "og:description")
    yield "meta", meta(page, "description", "twitter:description")


def authors(page: Page, rules: Rules) -> Said:
    """Yield what each witness says of the authors."""
    yield "rules", chosen(page, rules.byline)
    yield "json-ld", texts(page.article.get("author"), "name")
    yield "meta", meta(page, "author", "article:author", "byl", "parsely-author", "dc.creator")


def published(page: Page, rules: Rules) -> Said:
    """Yield what each witness says of the published."""
    yield "rules", chosen(page, rules.published)[:1]
    yield "json-ld", texts(page.article.get("datePublished"))[:1]
    yield "opengraph", meta(page, "article:published_time", "og:published_time")
    yield "meta", meta(page, "datepublished", "date", "parsely-pub-date", "dc.date.issued", "pubdate")
    yield "time", tuple(time.get("datetime", "") for time in page.root.iterfind(".//time[@datetime]"))[:1]


def modified(page: Page, rules: Rules) -> Said:
    """Yield what each witness says of the modified."""
    yield "rules", chosen(page, rules.modified)[:1]
    yield "json-ld", texts(page.article.get("dateModified"))[:1]
    yield "opengraph", meta(page, "article:modified_time", "og:updated_time")
    yield "meta", meta(page, "datemodified", "last-modified")


def language(page: Page, rules: Rules) -> Said:
    """Yield what each witness says of the language."""
    yield "rules", (rules.language,) if rules.language else ()
    yield "html", tuple(filter(None, (page.root.get("lang"),)))
    yield "json-ld", texts(page.article.get("inLanguage"), "alternateName", "name")[:1]
    yield "opengraph", meta(page, "og:locale")


def section(page: Page, _: Rules) -> Said:
    """Yield what each witness says of the section."""
    yield "json-ld", texts(page.article.get("articleSection"))[:1]
    yield "opengraph", meta(page, "article:section")
    yield "meta", meta(page, "section", "parsely-section")


def canonical_url(page: Page, _: Rules) -> Said:
    """Yield what each witness says of the canonical url."""
    links = (link.get("href", "") for link in page.root.iterfind(".//link[@rel='canonical']"))
    yield "link", tuple(urljoin(page.url, href) for href in links if href.strip())[:1]
    yield "opengraph", tuple(urljoin(page.url, href) for href in meta(page, "og:url"))


def site_name(page: Page, _: Rules) -> Said:
    """Yield what each witness says of the site name."""
    yield "opengraph", meta(page, "og:site_name")
    yield "json-ld", texts(page.article.get("publisher"), "name")[:1]


FIELDS = {
    "headline": headline,
    "standfirst": standfirst,
    "authors": authors,
    "published": published,
    "modified": modified,
    "language": language,
    "section": section,
    "canonical_url": canonical_url,
    "site_name": site_name,
}
