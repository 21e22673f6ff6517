"""A feed, a sitemap or a section page: what is no web address is passed over, and the rest is read."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from conftest import SITE
from scrapy.http import HtmlResponse, Response

from newsroom import Answer
from scraper.errors import ListingError
from spiders.listing import read

if TYPE_CHECKING:
    from conftest import Afterword

    from newsroom import Newsroom

AT = "https://courier.example/list"
PAGE_BYTES = 100_000
BAD = (
    "file:///etc/hosts", "file://localhost/etc/hosts", "data:text/html,x", "ftp://courier.example/a",
    "mailto:desk@courier.example", "javascript:void(0)", "http://[bad/", "http://courier.example:99999/",
)  # fmt: skip
NAMED = ["https://courier.example/1", *BAD, "/2 b"]
GOOD = ("https://courier.example/1", "https://courier.example/2%20b")
RSS = "".join(f"<item><title>t</title><link>{url}</link></item>" for url in NAMED)
SITEMAP = "".join(f"<url><loc>{url}</loc></url>" for url in NAMED)
LISTINGS = [
    ("feed", f"<rss version='2.0'><channel>{RSS}</channel></rss>"),
    ("feed", json.dumps({"items": [None, {"url": 7}, *({"url": url} for url in NAMED)]})),
    ("sitemap", f"<urlset>{SITEMAP}</urlset>"),
    ("section", "<p>" + "".join(f"<a href='{url}'>a</a>" for url in NAMED)),
]


def answered(kind: str, body: bytes) -> Response:
    return HtmlResponse(AT, body=body, encoding="utf-8") if kind == "section" else Response(AT, body=body)


@pytest.mark.parametrize(("kind", "text"), LISTINGS, ids=["rss", "json", "sitemap", "section"])
def test_what_is_no_web_address_is_passed_over_and_costs_no_other(kind: str, text: str) -> None:
    found = read(kind, answered(kind, text.encode()), PAGE_BYTES)
    assert tuple(lead.url for lead in found.articles) == GOOD


def test_an_index_of_sitemaps_leads_to_web_addresses_only() -> None:
    index = SITEMAP.replace("url>", "sitemap>")
    found = read("sitemap", Response(AT, body=f"<sitemapindex>{index}</sitemapindex>".encode()), PAGE_BYTES)
    assert tuple(lead.url for lead in found.further) == GOOD


@pytest.mark.parametrize("when", ["0001-01-01T00:00+14:00", 17, {}, "yesterday"])
def test_a_time_that_is_none_costs_no_article(when: object) -> None:
    text = json.dumps({"items": [{"url": GOOD[0], "date_modified": when}]})
    (lead,) = read("feed", Response(AT, body=text.encode()), PAGE_BYTES).articles
    assert (lead.url, lead.updated) == (GOOD[0], None)


REFUSED = [
    ("feed", b'{"error": "not found"}', "is not a JSON feed: it has no list of items"),
    ("feed", b'{"items": 3}', "is not a JSON feed: it has no list of items"),
    ("feed", b'{"items": [', "is broken JSON"),
    ("feed", b'{"items": ' + b"[" * 100_000, "is broken JSON"),
    ("feed", b'["not found"]', "is not a feed"),
    ("section", b"<base href='http://[bad/'><a href='/1'>a</a>", "broken base address"),
    ("sitemap", gzip.compress(b"<urlset>" + b" " * PAGE_BYTES), "larger, when unpacked, than [crawl] page_b"),
    ("sitemap", b"\x1f\x8bno gzip", "is not a sitemap"),
    ("sitemap", gzip.compress(b"<urlset/>")[:10] + b"\xff" * 9, "is not a sitemap"),
]


@pytest.mark.parametrize(("kind", "body", "complaint"), REFUSED, ids=[row[1][:24].hex() for row in REFUSED])
def test_what_is_no_listing_is_a_listing_error(kind: str, body: bytes, complaint: str) -> None:
    with pytest.raises(ListingError, match=complaint.replace("[", r"\[")):
        read(kind, answered(kind, body), PAGE_BYTES)


def test_a_feed_cannot_make_the_crawler_read_a_file(afterword: Afterword, room: Newsroom) -> None:
    """Nor can a redirect, nor an address typed by hand."""
    secret = afterword.folder / "secret.html"
    secret.write_text(f"<h1>Keep out</h1><p>{'It is kept on this disk. ' * 60}</p>", "utf-8")
    item = f"<item><link>file://localhost{secret}</link></item><item><link>{room.url}/away</link></item>"
    rss = f"<rss version='2.0'><channel>{item}</channel></rss>"
    room.put("/files.xml", Answer(body=rss.encode(), kind="application/rss+xml"))
    room.put("/away", Answer(302, headers=(("Location", f"file://{secret}"),)))
    afterword.configure(SITE.replace("keep = ", "# ") + f'feeds = ["{room.url}/files.xml"]\n')
    afterword("crawl", "courier")
    with afterword.store as store:
        visits = [(row["outcome"], row["url"]) for row in store.db.query("SELECT * FROM visit")]
    assert visits == [("failed", f"{room.url}/away")]
    assert "Keep out" not in afterword("fetch", f"file://{secret}", module="scrapy").said


def test_sites_reports_json_that_is_no_feed(afterword: Afterword, room: Newsroom) -> None:
    room.put("/api", Answer(body=b'{"error": "not found"}', kind="application/json"))
    afterword.configure(f'{SITE}feeds = ["{room.url}/api"]\n')
    done = afterword("sites")
    assert (done.code, done.complained) == (1, "")
    assert done.said.startswith("NO  courier")
    assert "is not a JSON feed: it has no list of items" in done.said
