"""Which articles a feed, a sitemap or a section page lists."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import feedparser
from lxml.etree import LxmlError
from parsel import Selector
from scrapy.http import HtmlResponse
from scrapy.linkextractors import LinkExtractor
from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap

from scraper.errors import ListingError
from scraper.extraction.dates import instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from scrapy.http import Response


@dataclass(frozen=True, slots=True)
class Lead:
    """An address that a listing names, and when the listing says that it changed (aware UTC)."""

    url: str
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Leads:
    """What a listing names: articles, further listings of its kind, and what was wrong with it, if it was."""

    articles: tuple[Lead, ...] = ()
    further: tuple[Lead, ...] = ()
    complaint: str = ""


def read(kind: str, response: Response) -> Leads:
    """Read a listing of a kind: `feed`, `sitemap` or `section`.

    Raises:
        ListingError: nothing in it can be read as a listing of that kind.
    """
    return {"feed": read_feed, "sitemap": read_sitemap, "section": read_section}[kind](response)


def read_feed(response: Response) -> Leads:
    """Read an RSS, Atom or JSON feed; what can be saved of a broken one is, with a complaint."""
    if response.body.lstrip()[:1] == b"{":
        return read_json_feed(response)
    parsed = feedparser.parse(response.body, response_headers=feed_headers(response))
    leads = tuple(feed_leads(parsed.entries, response.url))
    complaint = f"is broken XML: {parsed.bozo_exception}" if broken(parsed) else ""
    if not leads and (complaint or not parsed.get("version")):
        complaint = complaint if parsed.get("version") else f"is not a feed: {what_it_is(response)}"
        raise ListingError(complaint, at=response.url, hint=better_feed(response))
    return Leads(leads, complaint=complaint)


def broken(parsed: Any) -> bool:
    """Say whether the XML itself was broken; a wrong content type or encoding name is no complaint."""
    mild = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    return bool(parsed.bozo) and not isinstance(parsed.bozo_exception, mild)


def feed_headers(response: Response) -> dict[str, str]:
    """Return the headers from which feedparser learns encoding and base address."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return {"content-type": content_type, "content-location": response.url}


def feed_leads(entries: Iterable[Any], base: str) -> Iterator[Lead]:
    """Yield the leads of feedparser's entries."""
    for entry in entries:
        if link := entry.get("link"):
            parsed = entry.get("updated_parsed") or entry.get("published_parsed")
            updated = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed) if parsed else ""
            yield Lead(urljoin(base, link), instant(updated))


def read_json_feed(response: Response) -> Leads:
    """Read a JSON Feed (jsonfeed.org, version 1.1)."""
    try:
        items = json.loads(response.body)["items"]
        leads = tuple(
            Lead(urljoin(response.url, item["url"]), changed(item)) for item in items if item.get("url")
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ListingError(
            f"is not a JSON feed: {error!r}", at=response.url, hint=better_feed(response)
        ) from error
    return Leads(leads)


def changed(item: dict[str, Any]) -> datetime | None:
    """Return when a JSON feed says that an item changed."""
    return instant(item.get("date_modified") or item.get("date_published") or "")


def what_it_is(response: Response) -> str:
    """Return in few words what stands where a listing should."""
    if not response.body.strip():
        return "the answer is empty"
    kind = (response.headers.get("Content-Type") or b"no content type").decode("latin-1")
    return f"the server answers with {kind.partition(';')[0]}"


def better_feed(response: Response) -> str:
    """Return the way out: the feed that an HTML page itself advertises, if it does."""
    advertised = 'link[rel~="alternate"][type*="rss"], link[rel~="alternate"][type*="atom"]'
    found = Selector(body=response.body or b"<p></p>").css(advertised).attrib.get("href")
    return (
        f"the page advertises {urljoin(response.url, found)}" if found else "correct or remove it in [[site]]"
    )


def read_sitemap(response: Response) -> Leads:
    """Read a sitemap or an index of sitemaps, gzipped or not (sitemaps.org, with the news extension)."""
    try:
        body = gunzip(response.body) if response.body[:2] == b"\x1f\x8b" else response.body
        sitemap = Sitemap(body)
        leads = tuple(
            Lead(urljoin(response.url, entry["loc"]), renewed(entry)) for entry in sitemap if entry.get("loc")
        )
    except (LxmlError, OSError, EOFError, StopIteration) as error:
        raise not_a_sitemap(response) from error
    if sitemap.type not in {"urlset", "sitemapindex"}:
        raise not_a_sitemap(response)
    return Leads(leads) if sitemap.type == "urlset" else Leads(further=leads)


def not_a_sitemap(response: Response) -> ListingError:
    """Return the error for what should be a sitemap."""
    hint = "robots.txt often names the right one"
    return ListingError(f"is not a sitemap: {what_it_is(response)}", at=response.url, hint=hint)


def renewed(entry: dict[str, Any]) -> datetime | None:
    """Return when a sitemap says that a page changed."""
    return instant(entry.get("lastmod") or "")


def read_section(response: Response) -> Leads:
    """Read the links of a section page; which are articles, the site's patterns say."""
    if not isinstance(response, HtmlResponse):
        raise ListingError(
            f"is not a page: {what_it_is(response)}", at=response.url, hint="correct it in [[site]]"
        )
    return Leads(tuple(Lead(link.url) for link in LinkExtractor().extract_links(response)))
