"""Feeds and sitemaps that a reader must survive."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from newsroom.answer import Answer
from newsroom.trouble.page import page

if TYPE_CHECKING:
    from newsroom.answer import Ask


def broken_feed(ask: Ask) -> Answer:
    """RSS that ends in the middle of an item and has a bare ampersand before."""
    text = (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>Fish & chips</title><item><link>{ask.url}"
    )
    return Answer(body=text.encode(), kind="application/rss+xml")


def html_feed(_ask: Ask) -> Answer:
    """An HTML page where a feed should be."""
    return Answer(body=page("Our feeds have moved", "Please look at our new subscription page.").encode())


def empty_feed(_ask: Ask) -> Answer:
    """A correct feed without a single item."""
    text = "<?xml version='1.0'?><rss version='2.0'><channel><title>Quiet</title></channel></rss>"
    return Answer(body=text.encode(), kind="application/rss+xml")


def sitemap_loop(ask: Ask) -> Answer:
    """A sitemap index that lists itself."""
    return _index(ask, "sitemap-loop.xml")


def sitemap_ring(ask: Ask) -> Answer:
    """A sitemap index that lists another, which lists it again, with a new address at every round."""
    turn = int(ask.query.get("turn", "0")) + 1
    return _index(ask, f"sitemap-ring.xml?turn={turn}")


def _index(ask: Ask, name: str) -> Answer:
    loc = escape(f"{ask.url}/trouble/{name}")
    text = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{loc}</loc></sitemap></sitemapindex>"
    return Answer(body=text.encode(), kind="application/xml")


def xml_bomb(_ask: Ask) -> Answer:
    """A feed whose title grows to gigabytes when its entities are expanded."""
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{steps}]>'
    text = f"{head}<rss version='2.0'><channel><title>&e9;</title></channel></rss>"
    return Answer(body=text.encode(), kind="application/rss+xml")
