"""What each witness on a page says of headline, dates, authors and the rest; the first that speaks wins."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from htmldate import find_date
from lxml.html import tostring

from scraper.extraction.bylines import is_house, names, people
from scraper.extraction.dates import instant
from scraper.extraction.headlines import settle
from scraper.extraction.landmarks import signed
from scraper.extraction.linked import texts
from scraper.extraction.titles import meta, parted, plain
from scraper.links import absolute, path_of
from scraper.selectors import select

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
    """Return every witness of every field, the most trusted of a field first; some have nothing to say."""
    return tuple(
        Witness(field, source, value if field not in DATES or instant("".join(value[:1])) else ())
        for field, witnesses in FIELDS.items()
        for source, value in witnesses(page, rules)
    )


def chosen(page: Page, selector: str | None) -> tuple[str, ...]:
    """Return the texts of what a rule selects."""
    found = select(page.root, selector) if selector else []
    return tuple(text for element in found if (text := plain(element)))


def headline(page: Page, rules: Rules) -> Said:
    """Yield what each witness says of the headline, the one that the others bear out first."""
    yield "rules", chosen(page, rules.headline)[:1]
    titles = page.titles
    linked, graph, title = titles.bare
    shown = titles.part
    best = settle(linked, graph, shown) or title
    said = {"h1": shown, "json-ld": titles.linked, "opengraph": titles.graph, "title": titles.title}
    where = (source for source, value in said.items() if value == best)
    first = next(where, "opengraph" if best == graph else "title")
    yield first, (best,) if best else ()
    others = ((source, value) for source, value in said.items() if (source, value) != (first, best))
    yield from ((source, (value,) if value else ()) for source, value in others)
    yield "meta", meta(page, "twitter:title", "title")


def alternative_headline(page: Page, rules: Rules) -> Said:
    """Yield the title that a reader sees over the article, which need not be the headline that is told."""
    shown = None if rules.headline else page.titles.shown
    yield "visible", (shown,) if shown else ()


def standfirst(page: Page, rules: Rules) -> Said:
    """Yield what each witness says of the standfirst."""
    yield "rules", chosen(page, rules.standfirst)[:1]
    yield "json-ld", texts(page.article.get("description"))[:1]
    yield "opengraph", meta(page, "og:description")
    yield "meta", meta(page, "description", "twitter:description")


def authors(page: Page, rules: Rules) -> Said:
    """Yield what each witness says of the authors; a publisher that names itself speaks last."""
    yield "rules", names(chosen(page, rules.byline))
    signature = signed(page.root)
    said = {
        "json-ld": names(texts(page.article.get("author"), "name")),
        "markup": people(parted(element) for element in page.landmarks.authors),
        "visible": people([] if signature is None else [parted(signature)]),
        "meta": names(meta(page, "author", "article:author", "byl", "parsely-author", "dc.creator")),
    }
    house = (*meta(page, "og:site_name"), *texts(page.article.get("publisher"), "name"))
    for last in (False, True):
        yield from ((source, value) for source, value in said.items() if is_house(value, *house) is last)


def published(page: Page, rules: Rules) -> Said:
    """Yield what each witness says of the day of publication; where none speaks, the page is searched."""
    yield "rules", chosen(page, rules.published)[:1]
    times = (time.get("datetime") or time.get("content") or plain(time) for time in page.landmarks.times)
    said = {
        "json-ld": texts(page.article.get("datePublished"))[:1],
        "opengraph": meta(page, "article:published_time", "og:published_time", "article:published"),
        "meta": meta(page, *PUBLISHED_METAS),
        "time": tuple(text for text in times if instant(text))[:1],
        "address": tuple("-".join(found) for found in _DATED.findall(path_of(page.url)))[:1],
    }
    yield from said.items()
    if not any(value and instant(value[0]) for value in said.values()):
        yield "htmldate", searched(page)


def searched(page: Page) -> tuple[str, ...]:
    """Return the day that htmldate reads off the page; its bounds are fixed: today is not known here.

    It makes a lone year the first of January and a lone month the month's first: these are no days.
    """
    root = without_rights(deepcopy(page.root))
    try:
        found = find_date(root, original_date=True, min_date="1990-01-01", max_date="2100-01-01")
    except (ValueError, TypeError, AttributeError):
        return ()
    return (found,) if found and (not found.endswith("-01") or says_first(page.root, found[:4])) else ()


def without_rights(root: HtmlElement) -> HtmlElement:
    """Return a tree without the years of its copyright lines, which tell nothing of an article."""
    for element in root.iter():
        if element.text:
            element.text = _RIGHTS.sub(" ", element.text)
        if element.tail:
            element.tail = _RIGHTS.sub(" ", element.tail)
    return root


def says_first(root: HtmlElement, year: str) -> bool:
    """Tell whether a source writes the first of some month of a year: 2031-05-01, 1st May 2031, 1.5.2031."""
    day, month = r"(?<!\d)0?1(?!\d)", r"[-/.]\d\d?[-/.]"
    near = rf"{day}\D{{0,20}}{year}|{day}{month}{year}|{year}{month}{day}"
    return re.search(near, str(tostring(root, encoding="unicode"))) is not None


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
    said = {"link": tuple(href for href in links if href.strip())[:1], "opengraph": meta(page, "og:url")}
    for source, hrefs in said.items():
        yield source, tuple(found for href in hrefs if (found := absolute(page.url, href)))


def site_name(page: Page, _: Rules) -> Said:
    """Yield what each witness says of the site name."""
    yield "opengraph", meta(page, "og:site_name")
    yield "json-ld", texts(page.article.get("publisher"), "name")[:1]


_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)[^\d]{0,60}(?:(?:19|20)\d\d\W{0,3})+|(?:(?:19|20)\d\d\W{0,3})+©", re.IGNORECASE
)
_DATED = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=\D|$)")
PUBLISHED_METAS = (
    "datepublished", "date", "parsely-pub-date", "dc.date.issued", "dcterms.created", "dc.date", "pubdate",
    "publishdate", "publish-date", "published_time", "sailthru.date", "cxenseparse:recs:publishtime",
)  # fmt: skip

DATES = frozenset({"published", "modified"})
FIELDS = {
    "headline": headline,
    "alternative_headline": alternative_headline,
    "standfirst": standfirst,
    "authors": authors,
    "published": published,
    "modified": modified,
    "language": language,
    "section": section,
    "canonical_url": canonical_url,
    "site_name": site_name,
}
