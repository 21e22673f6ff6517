"""Which articles a feed, a sitemap or a section page lists."""

from __future__ import annotations

import json
from dataclasses import dataclass
from struct import error as StructError  # noqa: N812 - it is a class
from typing import TYPE_CHECKING, Any
from zlib import error as ZlibError  # noqa: N812 - likewise

import feedparser
from lxml.etree import LxmlError
from parsel import Selector
from scrapy.http import HtmlResponse
from scrapy.linkextractors import LinkExtractor
from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap

from scraper.article import legible
from scraper.errors import ListingError
from scraper.extraction.dates import instant
from scraper.links import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable
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


def read(kind: str, response: Response, most: int) -> Leads:
    """Read a listing of a kind: `feed`, `sitemap` or `section`; unpacked it may have `most` bytes.

    Raises:
        ListingError: nothing in it can be read as a listing of that kind.
    """
    if kind == "sitemap":
        return read_sitemap(response, unpacked(response, most))
    return {"feed": read_feed, "section": read_section}[kind](response)


def read_feed(response: Response) -> Leads:
    """Read an RSS, Atom or JSON feed; what can be saved of a broken one is, with a complaint."""
    if response.body.lstrip()[:1] == b"{":
        return read_json_feed(response)
    parsed = feedparser.parse(response.body, response_headers=feed_headers(response))
    found = leads(response.url, ((entry.get("link"), feed_time(entry)) for entry in parsed.entries))
    complaint = f"is broken XML: {parsed.bozo_exception}" if broken(parsed) else ""
    if not found and (complaint or not parsed.get("version")):
        complaint = complaint if parsed.get("version") else f"is not a feed: {what_it_is(response)}"
        raise ListingError(complaint, at=response.url, hint=better_feed(response))
    return Leads(found, complaint=complaint)


def broken(parsed: Any) -> bool:
    """Say whether the XML itself was broken; a wrong content type or encoding name is no complaint."""
    mild = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    return bool(parsed.bozo) and not isinstance(parsed.bozo_exception, mild)


def feed_headers(response: Response) -> dict[str, str]:
    """Return the headers from which feedparser learns encoding and base address."""
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return {"content-type": content_type, "content-location": response.url}


def leads(base: str, named: Iterable[tuple[object, datetime | None]]) -> tuple[Lead, ...]:
    """Return what a listing names that is a web address; what is none (`mailto:`, `file:`) is passed over."""
    found = ((absolute(base, href), updated) for href, updated in named if isinstance(href, str) and href)
    return tuple(Lead(url, updated) for url, updated in found if url)


def feed_time(entry: Any) -> datetime | None:
    """Return when a feed says that an entry changed; `None` for a year that no calendar has."""
    parsed = entry.get("updated_parsed") or entry.get("published_parsed")
    return instant("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed)) if parsed else None


def read_json_feed(response: Response) -> Leads:
    """Read a JSON Feed (jsonfeed.org, version 1.1)."""
    try:
        items = json.loads(response.body).get("items")
    except (ValueError, RecursionError) as error:
        complaint = f"is broken JSON: {error}"
        raise ListingError(complaint, at=response.url, hint=better_feed(response)) from error
    if not isinstance(items, list):
        complaint = "is not a JSON feed: it has no list of items"
        raise ListingError(complaint, at=response.url, hint=better_feed(response))
    named = [item for item in items if isinstance(item, dict)]
    return Leads(leads(response.url, ((item.get("url"), changed(item)) for item in named)))


def changed(item: dict[str, Any]) -> datetime | None:
    """Return when a JSON feed says that an item changed."""
    return instant(str(item.get("date_modified") or item.get("date_published") or ""))


def what_it_is(response: Response) -> str:
    """Return in few words what stands where a listing should."""
    if not response.body.strip():
        return "the answer is empty"
    kind = (response.headers.get("Content-Type") or b"no content type").decode("latin-1")
    return f"the server answers with {legible(kind.partition(';')[0])}"


def better_feed(response: Response) -> str:
    """Return the way out: the feed that an HTML page itself advertises, if it does."""
    advertised = 'link[rel~="alternate"][type*="rss"], link[rel~="alternate"][type*="atom"]'
    href = Selector(body=response.body or b"<p></p>", type="html").css(advertised).attrib.get("href")
    found = absolute(response.url, href) if href else None
    return f"the page advertises {found}" if found else "correct or remove it in [[site]]"


def unpacked(response: Response, most: int) -> bytes:
    """Return what an answer holds, gzipped or not.

    Raises:
        ListingError: it is no gzip, or holds more than `most` bytes.
    """
    if response.body[:2] != b"\x1f\x8b":
        return response.body
    try:
        return gunzip(response.body, max_size=most)
    except (OSError, EOFError, StructError, ZlibError) as error:
        raise not_a_sitemap(response) from error
    except ValueError as error:
        large = "is larger, when unpacked, than [crawl] page_bytes"
        raise ListingError(large, at=response.url, hint="raise it, or correct the address") from error


def read_sitemap(response: Response, body: bytes) -> Leads:
    """Read a sitemap or an index of sitemaps (sitemaps.org, with the news extension)."""
    try:
        sitemap = Sitemap(body)
        found = leads(response.url, ((entry.get("loc"), renewed(entry)) for entry in sitemap))
    except (LxmlError, StopIteration) as error:
        raise not_a_sitemap(response) from error
    if sitemap.type not in {"urlset", "sitemapindex"}:
        raise not_a_sitemap(response)
    return Leads(found) if sitemap.type == "urlset" else Leads(further=found)


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
    try:
        links = LinkExtractor().extract_links(response)
    except ValueError as error:  # its <base> is no address
        raise ListingError(f"is a page with a broken base address: {error}", at=response.url) from error
    return Leads(leads(response.url, ((link.url, None) for link in links)))
