"""Pages of the shapes publishers use, and what must come off them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.article import fingerprint
from scraper.extraction import EXTRACTOR, Rules, extract, extractor

if TYPE_CHECKING:
    from scraper.article import Article

URL = "https://news.example/2031/ferry"
PAGE = """<!doctype html><html lang="en"><head><title>Ferry talks | Example News</title>
<link rel="canonical" href="/2031/ferry-talks">
<meta property="og:title" content="Ferry talks resume"><meta property="og:site_name" content="Example News">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry talks resume on Monday",
 "description": "The two sides meet again.", "author": [{"@type": "Person", "name": "Ada Quill"}],
 "datePublished": "2031-05-04T10:00:00+02:00", "dateModified": "2031-05-04T12:30:00+02:00"}</script></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Ferry talks resume on Monday</h1>
<p>The harbour company and the sailors' union will meet on Monday for the first time since the strike.</p>
<p>Both sides said on Friday that they would bring new figures, and neither would say what these are.</p>
<h2>What is at stake</h2>
<p>Some twelve hundred islanders depend on the morning crossing, which has not run for three weeks now.</p>
</article><footer>Copyright Example News</footer></body></html>"""


def test_a_plain_article_is_read_whole() -> None:
    article = extract(PAGE.encode(), URL)
    assert article.headline == "Ferry talks resume on Monday"
    assert article.standfirst is None  # nobody sees the description
    assert article.authors == ("Ada Quill",)
    assert article.published == datetime(2031, 5, 4, 8, tzinfo=UTC)
    assert article.modified == datetime(2031, 5, 4, 10, 30, tzinfo=UTC)
    assert article.language == "en"
    assert article.canonical_url == "https://news.example/2031/ferry-talks"
    assert [text[:10] for text in article.paragraphs] == [
        "The harbou",
        "Both sides",
        "What is at",
        "Some twelv",
    ]
    assert dict(article.witnesses)["headline"] == "h1"


def test_a_sites_own_selectors_win() -> None:
    rules = Rules(headline="h1", body="//article", drop="h1, h2")
    article = extract(PAGE.encode(), URL, rules=rules)
    assert dict(article.witnesses)["headline"] == "rules"
    assert len(article.paragraphs) == 3


def test_a_witness_whose_date_cannot_be_read_gives_way() -> None:
    page = PAGE.replace("2031-05-04T10:00:00+02:00", "soon").replace(
        "<title>", '<meta property="article:published_time" content="2031-05-04T09:00:00Z"><title>'
    )
    article = extract(page.encode(), URL)
    assert article.published == datetime(2031, 5, 4, 9, tzinfo=UTC)
    assert dict(article.witnesses)["published"] == "opengraph"


LINKED = '<script type="application/ld+json">{}</script><h1>Ferry</h1>'
GARBAGE = [
    b"",
    b"\x00\x00\xff",
    b"%PDF-1.7 binary",
    b"<",
    b"{}",
    b"<html>",
    "ы".encode("cp1251") * 50,
    b"<div>" * 5000 + b"Ferry",
    b"<p>" + b"<span>" * 5000 + b"Ferry",
    b"<link rel=canonical href='http://[::1'><meta property=og:url content='http://['>",
    LINKED.format("[" * 5000).encode(),
    LINKED.format('{"@graph":' * 500 + "1" + "}" * 500).encode(),
    LINKED.format(
        '{"@type": ["NewsArticle", 3], "headline": 5, "datePublished": [{}], "hasPart": [3]}'
    ).encode(),
    LINKED.format(
        '{"@type": "NewsArticle", "url": 4, "datePublished": "9999-12-31T23:59:59-14:00"}'
    ).encode(),
]


@pytest.mark.parametrize("body", GARBAGE, ids=range(len(GARBAGE)))
@pytest.mark.parametrize("url", [URL, "", "http://[bad"])
def test_garbage_gives_an_empty_article(body: bytes, url: str) -> None:
    article = extract(body, url)
    assert article.published is None
    assert article.authors == ()
    assert article.canonical_url is None


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange(body: bytes) -> None:
    assert extract(body, URL).published is None


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<h1>Søndag på øya</h1>".encode("latin-1"), "text/html; charset=iso-8859-1"),
        ("<meta charset=windows-1252><h1>Søndag på øya</h1>".encode("cp1252"), None),
        ("<h1>Søndag på øya</h1>".encode(), None),
        ("<h1>Søndag på øya</h1>".encode("utf-8-sig"), "text/html; charset=iso-8859-1"),
        ("<h1>Søndag på øya</h1>".encode("utf-16"), None),
    ],
)
def test_the_encoding_comes_from_mark_header_meta_or_bytes(body: bytes, content_type: str | None) -> None:
    assert extract(body, URL, content_type=content_type).headline == "Søndag på øya"


def test_few_signs_are_a_body_and_their_headline_is_no_part_of_it() -> None:
    told = (
        "市長は火曜日、港の拡張計画を発表した。工事は来年6月に始まる予定だ。",
        "費用は約45億円と見込まれている。",
        "議会は採決した。",
    )
    body = "".join(f"<p>{text}</p>" for text in told)
    page = (
        f"<html lang=ja><title>港の計画</title><article><h1>港の計画</h1><div>{body}</div></article></html>"
    )
    assert extract(page.encode(), URL).paragraphs == told


def test_the_extractor_names_the_libraries_that_decide_text() -> None:
    assert EXTRACTOR.startswith("afterword/")
    assert "trafilatura/" in EXTRACTOR
    assert "lxml/" in EXTRACTOR
    assert "dateparser/" in EXTRACTOR


def test_a_sites_rules_are_part_of_the_extractor_unless_it_has_none() -> None:
    assert extractor(Rules()) == EXTRACTOR
    others = [
        Rules(drop=".a"),
        Rules(drop=".b"),
        Rules(body=".a"),
        Rules(zone="Asia/Tokyo"),
        Rules(language="en"),
    ]
    assert len({EXTRACTOR, *map(extractor, others)}) == 6
    assert extractor(Rules(drop=".a")) == f"{EXTRACTOR} rules/42f805af1a5c", (
        "the same on any machine, any day"
    )


def test_a_note_below_the_article_is_a_note_and_a_link_to_other_corrections_is_not() -> None:
    text = "".join(
        f"<p>The harbour board met on day {n} and heard the engineers on the new sea wall.</p>"
        for n in range(9)
    )
    below = "<p class=c><em>Correction: an earlier version gave the length of the wall as 32 metres.</em></p>"
    link = "<p><a href=/c>Correction: what we got wrong this week</a></p>"
    page = f"<html><body><article><h1>Sea wall</h1><div>{text}</div>{below}</article>{link}</body></html>"
    article = extract(page.encode(), "https://example.org/news/sea-wall")
    assert article.notes == ("Correction: an earlier version gave the length of the wall as 32 metres.",)
    assert len(article.paragraphs) == 9


def titled(shown: str, linked: str = "", graph: str = "", title: str = "", more: str = "") -> Article:
    """Return the article of a page whose titles differ."""
    told = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{linked}"}}</script>'
    text = "".join(
        f"<p>The harbour board met on day {n} and heard the engineers of the wall.</p>" for n in range(4)
    )
    page = (
        f'<html lang=en><head><title>{title}</title><meta property="og:title" content="{graph}">'
        f'<meta property="og:site_name" content="Harbour Post">{told if linked else ""}</head>'
        f"<body>{more}<article>{shown}{text}</article></body></html>"
    )
    return extract(page.encode(), URL)


@pytest.mark.parametrize(
    ("shown", "linked", "graph", "headline", "other"),
    [
        (
            "<h1>Sea wall holds firm tonight</h1><h1>Sea wall holds on tonight</h1>",
            "Sea wall holds firm tonight",
            "",
            "Sea wall holds firm tonight",
            "Sea wall holds on tonight",
        ),
        ("<h1>Wall holds</h1>", "Wall holds", "Wall holds", "Wall holds", None),
        ("<h1>Wall holds</h1>", "Sea wall proof", "Wall holds | Harbour Post", "Wall holds", None),
        ("<h1>Wall holds</h1>", "Sea wall proof", "Sea wall proof", "Sea wall proof", "Wall holds"),
        ("<h1>Wall holds firm</h1>", "Wall holds firm ...", "", "Wall holds firm ...", "Wall holds firm"),
        ("<h1><b>Storm</b><i>Wall holds</i></h1>", "Wall holds", "", "Wall holds", "Storm Wall holds"),
        ("<h1><a href='/'>The Post</a></h1>", "Wall holds", "", "Wall holds", None),
        ("<h1>Harbour Post</h1>", "Wall holds", "", "Wall holds", None),
        ("<h1>Wall holds</h1>", "", "", "Wall holds", None),
        ("<h1>No ferry now</h1>", "Islands cut off", "Islands cut off", "Islands cut off", "No ferry now"),
        ("<nav><h1>Wall holds</h1></nav><h2>Sea wall holds firm</h2>", "Sea wall holds", "", "Sea wall holds",
         "Sea wall holds firm"),
    ],
)  # fmt: skip
def test_the_headline_and_the_title_over_the_text(
    shown: str, linked: str, graph: str, headline: str, other: str | None
) -> None:
    article = titled(shown, linked, graph, title="Wall | Harbour Post")
    assert (article.headline, article.alternative_headline) == (headline, other)


def test_a_title_in_a_hidden_window_is_not_the_articles() -> None:
    hidden = '<div class="search" hidden><h1>No matches</h1></div>'
    assert titled("<h2>Wall</h2>", "Sea wall holds", more=hidden).alternative_headline is None


def test_of_several_titles_the_one_in_the_main_part_is_the_articles() -> None:
    article = titled(
        "<h1>No ferry today</h1>", "Islands cut off", more="<div><h1>The islander's friend</h1></div>"
    )
    assert article.alternative_headline == "No ferry today"


def test_a_sites_own_rule_for_the_headline_leaves_no_other() -> None:
    page = PAGE.replace("<h1>Ferry talks resume on Monday", "<h1>Talks again")
    assert extract(page.encode(), URL).alternative_headline == "Talks again"
    ruled = extract(page.encode(), URL, rules=Rules(headline="title"))
    assert (ruled.headline, ruled.alternative_headline) == ("Ferry talks | Example News", None)


TOLD = "Sea wall holds after the worst storm of the century, and nobody on the islands can say why it did"
PAID = {"isAccessibleForFree": False}


@pytest.mark.parametrize(("linked", "count"), [({}, 4), (PAID, 0)], ids=["free", "for subscribers"])
def test_a_text_that_only_scripts_hold_is_read_unless_readers_must_pay(
    linked: dict[str, object], count: int
) -> None:
    html = "".join(
        f"<p>The harbour board met on day {n} and heard the engineers on the new sea wall.</p>"
        for n in range(4)
    )
    data = json.dumps(["$", json.dumps({"story": {"body": html}, "teaser": "<p>Whale in the bay.</p>"})])
    told = json.dumps({"@type": "NewsArticle", "headline": "Sea wall", **linked})
    page = (
        f'<html><head><script type="application/ld+json">{told}</script></head><body><h1>Sea wall</h1>'
        f"<div id=app></div><script>next.push({data})</script></body></html>"
    )
    article = extract(page.encode(), URL)
    assert len(article.paragraphs) == count
    assert (dict(article.witnesses)["paragraphs"] == "script") is bool(count)


@pytest.mark.parametrize(
    ("under", "found"),
    [
        ("<h2>Engineers say that it may stand for another fifty years</h2>", True),
        ("<div>Engineers say that it may stand for another fifty years</div>", True),
        ("<div>Monday, 4 May 2031</div>", False),
        ("<div>Updated 3 minutes ago by the people of our harbour news desk</div>", False),
        (f"<h2>{TOLD}</h2>", False),
    ],
)  # fmt: skip
def test_what_stands_under_the_headline_is_the_standfirst_but_for_stamps_and_titles(
    under: str, *, found: bool
) -> None:
    article = titled(f"<header><h1>Sea wall holds</h1>{under}</header><div>", "Sea wall holds", TOLD)
    assert bool(article.standfirst) is found
    assert len(article.paragraphs) == 4


STOOD = "The margin of nine votes is to be checked by hand before Friday."


@pytest.mark.parametrize(
    "now", ["", "It rains.", "Both sides have asked the judge for more time, and for chairs."]
)
def test_a_description_in_the_head_hides_no_edit_of_what_stands_under_the_headline(now: str) -> None:
    page = (Path(__file__).parent / "cases" / "extraction_manners" / "headed-standfirst.html").read_text(
        "utf-8"
    )
    before = extract(page.encode(), URL)
    after = extract(page.replace(f">{STOOD}<", f">{now}<").encode(), URL)
    assert before.standfirst == STOOD
    assert after.standfirst != STOOD
    assert fingerprint(before) != fingerprint(after)


def test_a_long_standfirst_over_a_short_text_stays_before_it() -> None:
    page = f"<h1>Ferry talks</h1><p class=standfirst>{STOOD * 2}</p><div class=body><p>{STOOD}</p></div>"
    article = extract(page.encode(), URL)
    assert (article.standfirst, article.paragraphs) == (STOOD * 2, (STOOD,))


@pytest.mark.parametrize(
    ("under", "standfirst"),
    [(f"<p class=intro>{STOOD}</p>", STOOD), (f"<h2>{STOOD}</h2>", STOOD), ("<time>4 May 2031</time>", None)],
)
def test_a_site_that_names_its_text_need_not_name_its_standfirst(under: str, standfirst: str | None) -> None:
    text = "".join(
        f"<p>Ballot box {n} was opened in the town hall, and its votes were read out.</p>" for n in range(4)
    )
    page = (
        '<head><meta name="description" content="All about the vote on both of the islands."></head>'
        f"<body><h1>Recount on Friday</h1>{under}<div id=text>{text}</div></body>"
    )
    article = extract(page.encode(), URL, rules=Rules(body="#text"))
    assert (article.standfirst, len(article.paragraphs)) == (standfirst, 4)


def test_a_title_rewritten_whole_is_seen_whatever_the_page_around_it_is_called() -> None:
    texts = "".join(
        f"<p>Skipper {n} said that the new quay was too short for his boat, by a yard.</p>" for n in range(9)
    )
    told = '{"@type": "NewsArticle", "headline": "Quay too short"}'
    page = (
        f'<head><script type="application/ld+json">{told}</script></head><body class="has-sidebar menu-open">'
        "<div class='card story'><div class=modal><h1>Sign in</h1></div>"
        f"<h1>Nobody measured the boats</h1><div>{texts}</div></div></body>"
    )
    before = extract(page.encode(), URL)
    after = extract(page.replace("Nobody measured the boats", "Skippers blame the architect").encode(), URL)
    assert (before.headline, before.alternative_headline) == ("Quay too short", "Nobody measured the boats")
    assert after.alternative_headline == "Skippers blame the architect"


FORDS = "<br><br>".join(
    f"The bridge at ford {at} was shut when the storm took its piers, it said." for at in "abcd"
)
TYPESET = (
    "<font size=6><b>Bridge shut</b></font><br>\n<font><i>The river rose by two metres, it said.</i></font>"
    "<br>By Ada Quill<br><br>"
)
SUNG = (
    "<i>Low water</i>, he sang as the crew went down,<br>and no boat came home that night, they said.<br><br>"
)


def test_lines_in_type_of_their_own_stand_alone_on_a_page_without_paragraphs() -> None:
    page = f"<html><head><title>Bridge shut</title></head><body><td>{TYPESET}{FORDS}</td></body></html>"
    article = extract(page.encode(), URL)
    assert article.headline == "Bridge shut"
    assert article.paragraphs == ("The river rose by two metres, it said.", *FORDS.split("<br><br>"))
    sung = extract(page.replace(TYPESET, SUNG).encode(), URL).paragraphs[0]
    assert sung == "Low water, he sang as the crew went down, and no boat came home that night, they said."
