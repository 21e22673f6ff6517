"""What a page says of its kind, in the ways in which pages say it, and of its day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.article import Article, fingerprint
from scraper.extraction import extract

URL = "https://courier.example/harbour/bridge"
TEXTS = (
    "The swing bridge was shut on Sunday after a barge had struck its eastern pier in the fog.",
    "Divers found a crack as long as a rowing boat, and the harbour office called in the builders.",
    "Islanders will have to take the ferry until the bridge has been mended, the office said.",
)
NEWS = 'itemscope itemtype="https://schema.org/NewsArticle"'


def page(inside: str = "", *, head: str = "", of: str = "", beside: str = "") -> bytes:
    texts = "".join(f"<p>{text}</p>" for text in TEXTS)
    top = f"<html><head><title>Bridge shut | Courier</title>{head}</head>"
    body = f"<article {of}><h1>Bridge shut</h1><div class=text>{texts}</div>{inside}</article>"
    return f"{top}<body>{body}{beside}</body></html>".encode()


def data(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


FREE = '<meta itemprop="isAccessibleForFree" content="{}">'
PAYWALLED = {
    "microdata": page(FREE.format("False"), of=NEWS),
    "microdata in a link": page(
        '<link itemprop="isAccessibleForFree" href="http://schema.org/False">', of=NEWS
    ),
    "microdata in the head": page(head=FREE.format("false")),
    "the page's node": page(head=data('{"@type": "WebPage", "isAccessibleForFree": false}')),
    "a part's node": page(
        head=data('{"@graph": [{"@type": "WebPageElement", "isAccessibleForFree": "False"}]}')
    ),
    "an offer in a box": page('<div class="paywall"><p>Subscribe to continue reading.</p></div>'),
    "an offer without one": page("<p>You have read your share. Sign in to read the full story.</p>"),
    "an offer in German": page("<section><p>Jetzt weiterlesen im Probe-Abo.</p></section>"),
    "an offer in French": page("<div><p>Cet article est réservé aux abonnés. Déjà abonné ?</p></div>"),
    "an offer in Spanish": page("<div><p>Contenido exclusivo para suscriptores del periódico.</p></div>"),
}
OPEN = {
    "nothing said": page(),
    "said to be free": page(FREE.format("True"), of=NEWS),
    "another article that is not": page(
        beside=f"<aside>{2 * (f'<div {NEWS}>' + FREE.format('no') + '<h3>Boat</h3></div>')}</aside>"
    ),
    "another article's node": page(head=data('{"@type": "Product", "isAccessibleForFree": false}')),
    "a newsletter": page("<p>Sign up for the harbour letter, every evening at six.</p>"),
    "an article on subscribing": page().replace(
        b"<p>Divers", b"<p>Readers must subscribe to read the full story, the paper said. Divers"
    ),
}


@pytest.mark.parametrize("body", PAYWALLED.values(), ids=PAYWALLED)
def test_a_page_for_subscribers_says_so_in_many_ways(body: bytes) -> None:
    assert extract(body, URL).paywalled


@pytest.mark.parametrize(
    ("body", "withheld"),
    [
        (page('<div class="paywall"><p>Subscribe to continue reading.</p></div>'), True),
        (PAYWALLED["the page's node"], False),
        (page(head=data('{"@type": "NewsArticle", "isAccessibleForFree": false, "wordCount": 400}')), True),
        (page(head=data('{"@type": "NewsArticle", "isAccessibleForFree": false, "wordCount": 55}')), False),
        (page(head=data('{"@type": "NewsArticle", "wordCount": 400}')), False),
        (page(of=NEWS).replace(b"mended, the office said.", b"mended, the ..."), False),
        (PAYWALLED["microdata"].replace(b"mended, the office said.", b"mended, the ..."), True),
    ],
)
def test_a_text_that_ends_before_its_end_is_told_from_one_that_some_may_not_read(
    body: bytes, *, withheld: bool
) -> None:
    assert extract(body, URL).withheld is withheld


@pytest.mark.parametrize("body", OPEN.values(), ids=OPEN)
def test_a_page_for_all_is_not_taken_for_one_for_subscribers(body: bytes) -> None:
    assert not extract(body, URL).paywalled


@pytest.mark.parametrize(
    ("kind", "live"),
    [
        ("http://schema.org/LiveBlogPosting", True),
        ("https://schema.org/LiveBlogPosting", True),
        ("https://schema.org/NewsArticle https://schema.org/LiveBlogPosting", True),
        ("https://schema.org/BlogPosting", False),
        ("", False),
    ],
)
def test_a_live_blog_is_known_by_its_type(kind: str, *, live: bool) -> None:
    assert extract(page(of=f'itemscope itemtype="{kind}"'), URL).live_blog is live


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("", None),
        ("<p>Copyright 1999-2031</p>", None),
        ("<p>© The Courier Ltd 2029, 2031</p>", None),
        ("<p>The bridge was built in 1998.</p>", None),
        ("<p>Published in May 2031</p>", None),
        ("<p>Published 1 January 2031</p>", datetime(2031, 1, 1, tzinfo=UTC)),
        ("<p>Published on May 1, 2030</p>", datetime(2030, 5, 1, tzinfo=UTC)),
        ("<p>2031-01-01</p>", datetime(2031, 1, 1, tzinfo=UTC)),
        ("<p>1er mai 2031</p>", datetime(2031, 5, 1, tzinfo=UTC)),
        ("<p>Published 12 June 2029</p>", datetime(2029, 6, 12, tzinfo=UTC)),
    ],
)
def test_a_year_or_a_month_alone_is_no_day(said: str, day: datetime | None) -> None:
    body = page(beside=f"{said}<footer><p>© 2031 The Harbour Courier Ltd</p></footer>")
    assert extract(body, URL).published == day


@given(st.lists(st.sampled_from(["a", "bb.", "c d", "Ee!"]), min_size=1), st.data())
def test_where_paragraphs_end_is_no_wording(texts: list[str], chance: st.DataObject) -> None:
    cut = chance.draw(st.integers(0, len(texts)))
    joined = (" ".join(texts[:cut]), " ".join(texts[cut:]))
    assert fingerprint(Article(paragraphs=tuple(texts))) == fingerprint(Article(paragraphs=joined))
    assert fingerprint(Article(paragraphs=(*texts, "x"))) != fingerprint(Article(paragraphs=joined))
    assert fingerprint(Article(standfirst="x", paragraphs=joined)) != fingerprint(
        Article(paragraphs=("x", *joined))
    )
