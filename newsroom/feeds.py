"""Where the newsroom lists its articles: RSS, Atom and JSON feeds, sitemaps and robots.txt."""

from __future__ import annotations

import json
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from newsroom.desk import Desk, Published

TITLE = "The Harbour Courier"
_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
register_namespace("dc", _DC)
register_namespace("news", _NEWS)


def rss(desk: Desk, url: str) -> bytes:
    """Return the RSS 2.0 feed; its links carry tracking parameters, as many do."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    _texts(channel, title=TITLE, link=f"{url}/", description="News from both sides of the breakwater")
    _texts(channel, language="en-gb", lastBuildDate=format_datetime(desk.changed))
    for piece in desk.front():
        item = SubElement(channel, "item")
        link = f"{url}{piece.path}?utm_source=rss&utm_medium=feed"
        _texts(item, title=piece.edition.headline, link=link, description=piece.edition.standfirst)
        _texts(item, category=piece.story.section.capitalize(), pubDate=format_datetime(piece.published))
        SubElement(item, "guid", isPermaLink="false").text = f"courier:{piece.story.name}"
        for author in piece.edition.authors:
            SubElement(item, f"{{{_DC}}}creator").text = author
    return _xml(root)


def atom(desk: Desk, url: str) -> bytes:
    """Return the Atom feed, with `updated` of every entry."""
    root = Element("feed", xmlns=_ATOM)
    _texts(root, id=f"{url}/", title=TITLE, updated=_iso(desk.changed))
    SubElement(root, "link", rel="self", href=f"{url}/atom.xml")
    for piece in desk.front():
        entry = SubElement(root, "entry")
        _texts(entry, id=f"tag:courier,2026:{piece.story.name}", title=piece.edition.headline)
        _texts(
            entry,
            published=_iso(piece.published),
            updated=_iso(piece.modified),
            summary=piece.edition.standfirst,
        )
        SubElement(entry, "link", rel="alternate", type="text/html", href=url + piece.path)
        for author in piece.edition.authors:
            _texts(SubElement(entry, "author"), name=author)
    return _xml(root)


def json_feed(desk: Desk, url: str) -> bytes:
    """Return the JSON Feed 1.1."""
    items = [
        {
            "id": f"courier:{piece.story.name}",
            "url": url + piece.path,
            "title": piece.edition.headline,
            "summary": piece.edition.standfirst,
            "date_published": _iso(piece.published),
            "date_modified": _iso(piece.modified),
            "authors": [{"name": author} for author in piece.edition.authors],
            "tags": [piece.story.section],
        }
        for piece in desk.front()
    ]
    head = {"version": "https://jsonfeed.org/version/1.1", "title": TITLE, "home_page_url": f"{url}/"}
    return json.dumps(head | {"feed_url": f"{url}/feed.json", "items": items}, ensure_ascii=False).encode()


def sitemap_index(desk: Desk, url: str) -> bytes:
    """Return the index of sitemaps: one for news, one for the standing pages."""
    root = Element("sitemapindex", xmlns=_MAP)
    for name in ("sitemap-news.xml", "sitemap-pages.xml"):
        _texts(SubElement(root, "sitemap"), loc=f"{url}/{name}", lastmod=_iso(desk.changed))
    return _xml(root)


def news_sitemap(desk: Desk, url: str) -> bytes:
    """Return the sitemap of all articles, with the news extension."""
    root = Element("urlset", xmlns=_MAP)
    for piece in desk.front():
        entry = SubElement(root, "url")
        _texts(entry, loc=url + piece.path, lastmod=_iso(piece.modified))
        _news(entry, piece)
    return _xml(root)


def _news(entry: Element, piece: Published) -> None:
    news = SubElement(entry, f"{{{_NEWS}}}news")
    publication = SubElement(news, f"{{{_NEWS}}}publication")
    SubElement(publication, f"{{{_NEWS}}}name").text = TITLE
    SubElement(publication, f"{{{_NEWS}}}language").text = "en"
    SubElement(news, f"{{{_NEWS}}}publication_date").text = _iso(piece.published)
    SubElement(news, f"{{{_NEWS}}}title").text = piece.edition.headline


def page_sitemap(desk: Desk, url: str) -> bytes:
    """Return the sitemap of the front page and the sections."""
    root = Element("urlset", xmlns=_MAP)
    for path in ("", *sorted({piece.story.section for piece in desk.front()})):
        _texts(SubElement(root, "url"), loc=f"{url}/{path}")
    return _xml(root)


def robots(_desk: Desk, url: str) -> bytes:
    """Return robots.txt: all welcome, but for the desk and one page of trouble."""
    rules = (
        "User-agent: *",
        "Disallow: /_desk/",
        "Disallow: /trouble/forbidden",
        "",
        f"Sitemap: {url}/sitemap.xml",
    )
    return "\n".join((*rules, "")).encode()


LISTINGS: dict[str, tuple[str, Callable[[Desk, str], bytes]]] = {
    "/feed.xml": ("application/rss+xml; charset=utf-8", rss),
    "/atom.xml": ("application/atom+xml; charset=utf-8", atom),
    "/feed.json": ("application/feed+json", json_feed),
    "/sitemap.xml": ("application/xml", sitemap_index),
    "/sitemap-news.xml": ("application/xml", news_sitemap),
    "/sitemap-pages.xml": ("application/xml", page_sitemap),
    "/robots.txt": ("text/plain; charset=utf-8", robots),
}


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")


def _xml(root: Element) -> bytes:
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
