"""Controls, halves of characters and overrides of the writing direction never leave a page."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from conftest import SITE

from newsroom import Answer
from scraper.article import fingerprint
from scraper.extraction import explain

if TYPE_CHECKING:
    from conftest import Afterword

    from newsroom import Newsroom

URL = "https://courier.example/quay"
UNFIT = "\x00\x07\x1b\x7f\x9b\x9d\u202d\u202e\ud83d"
LONG = "The quay opens again after a winter of repairs, the harbour board said. " * 12
LD = {
    "@type": "NewsArticle",
    "headline": "Quay to open \ud83d",
    "author": {"@type": "Person", "name": "Ann \x1b[31mLind"},
    "articleSection": "Har\u202ebour",
    "datePublished": "2026-06-15T08:00:00Z",
}
PAGE = (
    f'<title>Quay to open</title><script type="application/ld+json">{json.dumps(LD)}</script>'
    "<article><h1>Quay to open</h1><p>It&#27;[2J was late, &#x202e;the mayor said.</p>"
    f"<p>She\x92s \x9b31m late.</p><p>{LONG}</p><p>{LONG}</p></article></body></html>"
).encode()


def texts(found: object) -> list[str]:
    """Return every text in nested values."""
    if isinstance(found, dict):
        found = list(found.values())
    if isinstance(found, (list, tuple)):
        return [text for each in found for text in texts(each)]
    return [found] if isinstance(found, str) else []


def test_every_text_that_leaves_extraction_is_legible() -> None:
    found = explain(PAGE, URL, content_type="text/html; charset=utf-8")
    assert [text for text in texts(asdict(found)) if set(text) & set(UNFIT)] == []
    assert found.article.headline == "Quay to open"
    assert found.article.section == "Harbour"
    assert "She’s ›31m late." in found.article.paragraphs
    assert len(fingerprint(found.article)) == 64


@pytest.mark.parametrize("text", ["שלום \u202bעולם\u202c", "مرحبا \u2067بكم\u2069", "नमस्\u200dते", "a\u2014b"])
def test_what_languages_are_written_with_stays(text: str) -> None:
    page = f"<article><h1>Quay</h1><p>{text} {LONG}</p><p>{LONG}</p></article>".encode()
    assert any(text in paragraph for paragraph in explain(page, URL).article.paragraphs)


def test_a_page_with_half_a_character_is_read_kept_and_compared(afterword: Afterword, room: Newsroom) -> None:
    url = f"{room.url}/harbour/quay"
    room.put("/harbour/quay", Answer(body=PAGE))
    afterword.configure(f'{SITE}feeds = ["{room.feed_url}"]\n')
    for late in (b"late", b"early"):
        room.put("/harbour/quay", Answer(body=PAGE.replace(b"late", late)))
        done = afterword("crawl", "article", "-a", f"url={url}")
        assert (done.code, done.complained) == (0, "")
    for command in (("article", "--explain", url), ("diff", url), ("history", url)):
        done = afterword(*command)
        assert done.code == 0
        assert not set(done.said) & set(UNFIT), command
