"""A wall in its site's dress is a wall: footers, dated addresses and the site's own JSON-LD say nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scraper.article import Article, Outcome
from scraper.extraction import extract
from scraper.extraction.gate import Action, Fetched, Verdict, confirm, judge

HERE = Path(__file__).parent
WALLS: list[dict[str, Any]] = json.loads((HERE / "cases" / "walls.json").read_text("utf-8"))
URL = "https://courier.example/2031/05/04/ferry-talks"
FULL = extract((HERE / "sites" / "walls" / "article.html").read_bytes(), URL)

SITE = json.dumps(
    [
        {"@type": "WebSite", "name": "Courier", "url": "https://courier.example"},
        {"@type": "NewsMediaOrganization", "name": "Courier", "foundingDate": "1911-03-01"},
        {
            "@type": "BreadcrumbList",
            "itemListElement": [{"@type": "ListItem", "position": 1, "name": "Home"}],
        },
    ]
)
READ = "".join(
    f'<li><a href="/2031/05/0{day}/{word}">{word.title()} of the week</a> <time datetime="2031-05-0{day}">'
    f"{day} May</time></li>"
    for day, word in enumerate(("herring", "mussel", "plaice"), 1)
)
DRESS = {
    "bare": ("", ""),
    "copyright": ("", "<footer><p>© 1911–2031 The Harbour Courier Ltd. All rights reserved.</p></footer>"),
    "site data": (f'<script type="application/ld+json">{SITE}</script>', "<footer>Copyright 2031</footer>"),
    "most read": ("", f"<aside><h2>Most read</h2><ul>{READ}</ul></aside>"),
}


def dressed(wall: dict[str, Any], dress: str) -> bytes:
    head, foot = DRESS[dress]
    title = wall.get("title", f"{wall['heading']} | Harbour Courier")
    texts = "".join(f"<p>{text}</p>" for text in wall["texts"])
    menu = '<header><nav><a href="/">Front page</a> <a href="/harbour">Harbour</a></nav></header>'
    main = f"<main><h1><span>{wall['heading'].replace(chr(39), '&#39;')}</span></h1>{texts}</main>"
    top = f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head>"
    return f"{top}<body>{menu}{main}{foot}</body></html>".encode()


def judged(body: bytes, last: Article | None = None, **changes: Any) -> Verdict:
    fetch = replace(Fetched(URL, URL, 200, {"content-type": "text/html"}, body), **changes)
    return judge(fetch, extract(body, URL), last)


@pytest.mark.parametrize("dress", DRESS)
@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall["heading"])
@pytest.mark.parametrize("last", [None, FULL], ids=["first visit", "later"])
def test_a_wall_is_a_wall_in_every_dress(wall: dict[str, Any], dress: str, last: Article | None) -> None:
    verdict = judged(dressed(wall, dress), last)
    assert verdict.outcome in {Outcome.SUSPECT, Outcome.BLOCKED}
    assert verdict.reason.startswith(wall["why"])
    assert verdict.lasting == (wall["why"] == "soft 404")
    twice = confirm(confirm(None, verdict, None).pending, verdict, None)
    assert twice.action == (Action.GONE if verdict.lasting else Action.WAIT)


BRIEF = (
    "The harbour office shut the swing bridge at noon on Sunday, after a barge had struck its eastern pier."
)
DATE = '<meta property="article:published_time" content="2031-05-04T10:00:00Z">'
CAPTCHA = '<script src="https://www.google.com/recaptcha/api.js"></script>'
BANNER = "<div><h2>We value your privacy</h2><button>Accept all cookies and continue</button></div>"


def article(headline: str, *, times: int = 1, head: str = "", more: str = "") -> bytes:
    """Return a page of a real article; one time is a brief, ten are a full text."""
    texts = "".join(f"<p>{number}. {BRIEF}</p>" for number in range(times))
    top = f"<html><head><title>{headline} | Courier</title>{head}</head>"
    return f"{top}<body><article><h1>{headline}</h1>{texts}</article>{more}</body></html>".encode()


@pytest.mark.parametrize(
    "body",
    [
        article("Swing bridge shut", head=DATE + CAPTCHA),
        article("Swing bridge shut", more='<time datetime="2031-05-04">4 May</time>' + CAPTCHA),
        article("Swing bridge shut", times=10, more=CAPTCHA + BANNER),
        article("Missing skipper not found after storm", head=DATE),
        article("Access denied: islanders cut off by closed bridge", head=DATE),
        article("Security check at the ferry fails", head='<meta property="og:type" content="article">'),
        article("Große Zustimmung für die neue Brücke", times=10),
        article("Access denied", times=10, head=DATE),
        article("Swing bridge shut", head=DATE, more=BANNER),
    ],
    ids=range(9),
)
def test_an_article_stays_one_beside_captchas_and_banners_and_under_a_headline_like_a_wall(
    body: bytes,
) -> None:
    assert judged(body).outcome is Outcome.READ


def test_a_text_and_headline_that_are_known_are_no_wall() -> None:
    body = article("Page not found", more=CAPTCHA)
    assert judged(body, extract(body, URL)).outcome is Outcome.READ
    assert judged(body).reason == "soft 404"


def test_a_request_for_consent_is_told_by_its_text_where_the_head_is_the_articles() -> None:
    text = "<p>We and our 312 partners store and read information on your device. You may refuse.</p>" * 2
    body = (
        f"<html><head>{DATE}<title>Bridge shut</title></head><body><h1>Bridge shut</h1>{text}</body></html>"
    )
    assert judged(body.encode()) == Verdict(Outcome.SUSPECT, "consent wall", lasting=False)


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("/", "redirected to the home page"),
        ("/de/", "redirected to the home page"),
        ("/2031/05/04/", "redirected to a section page"),
        ("/404", "soft 404"),
        ("/error/page-not-found.html", "soft 404"),
        ("/login?back=ferry-talks", "redirected to a login page"),
        ("/2031/05/04/ferry-talks-resume", ""),
    ],
)
def test_where_a_redirect_leads_to_tells_what_it_means(where: str, reason: str) -> None:
    verdict = judged(article("Swing bridge shut", times=3), final_url=f"https://courier.example{where}")
    assert verdict.reason.startswith(reason)
    assert (verdict.outcome is Outcome.READ) == (reason == "")


def test_an_address_that_leads_home_twice_is_gone_and_no_version_of_the_front_page() -> None:
    verdict = judged(article("Harbour Courier", times=3), final_url="https://courier.example/")
    one = Article(headline="Courier", paragraphs=("Bridge shut.",))
    pending = confirm(None, verdict, one).pending
    assert confirm(pending, verdict, replace(one, paragraphs=("Bridge open.",))).action is Action.GONE


def test_another_short_article_is_suspect_and_a_rewritten_one_is_read() -> None:
    old = extract(article("Swing bridge shut"), URL)
    other = Article(headline="Lighthouse sold to museum", paragraphs=("A buyer paid two crowns for it.",))
    grown = Article(headline="Bridge open again", paragraphs=("The pier was mended by divers by night.",))
    assert judged(article("Lighthouse"), old).reason == ""
    assert judge(Fetched(URL, URL, 200, {}, article("x")), other, old).reason == "another article"
    assert judge(Fetched(URL, URL, 200, {}, article("x")), grown, old).outcome is Outcome.READ


def test_a_list_of_teasers_at_a_dated_address_is_a_listing() -> None:
    teasers = "".join(
        f'<article><h2><a href="/{day}">Boat {day} is in</a></h2><p>With {day} crates of cod.</p></article>'
        for day in range(9)
    )
    head = '<title>Harbour</title><meta property="og:type" content="website">'
    body = f"<html><head>{head}</head><body><h1>Harbour</h1>{teasers}<footer>© 2031</footer></body></html>"
    assert judged(body.encode()).reason == "a listing page"
