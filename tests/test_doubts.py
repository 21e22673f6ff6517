"""Suspect captures: a text that stands at other addresses too, and what proves nothing however often seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from newsroom import Answer
from scraper.article import Article, Outcome
from scraper.extraction.gate import FIRST, Copies, Fetched, judge

if TYPE_CHECKING:
    from conftest import Afterword

    from newsroom import Newsroom

WALL = Answer(
    body=b"<html lang=cy><head><title>Y Llanw</title></head><body><h1>Y Llanw</h1>"
    b"<p>Arhoswch funud tra byddwn yn edrych ar eich porwr; yna cewch ddarllen ymlaen.</p>"
    b"<p>Nid yw hyn yn cymryd mwy nag eiliad neu ddwy fel arfer, ac ni ofynnir dim gennych.</p></body></html>"
)
NAMES = ("herring", "mussel", "plaice", "cockle")


def page(name: str, word: str = "calm") -> Answer:
    texts = "".join(
        f"<p>The {name} boat came in on a {word} {day} with {at + 40} crates, and all went to the inn.</p>"
        for at, day in enumerate(("Monday", "Tuesday", "Thursday", "Friday", "Saturday", "Sunday"))
    )
    html = f"<html lang=en><body><article><h1>The {name} are back</h1>{texts}</article></body></html>"
    return Answer(body=html.encode())


def visit(watching: Afterword, room: Newsroom, **pages: Answer) -> str:
    """Put out these pages and look at each, in this order; return what the crawl says."""
    for name, answer in pages.items():
        room.put(f"/harbour/{name}", answer)
    urls = " ".join(f"{room.url}/harbour/{name}" for name in pages)
    done = watching("crawl", "article", "-a", f"url={urls}")
    assert done.code == 0, done.complained
    watching.now += timedelta(hours=1)
    return done.said


def history(watching: Afterword, room: Newsroom, name: str) -> str:
    return " ".join(watching("history", f"{room.url}/harbour/{name}").said.split())


@pytest.mark.parametrize("head", [b"", b"<link rel=canonical href=/llanw/aros>"])
def test_a_wall_before_known_articles_never_becomes_a_version(
    watching: Afterword, room: Newsroom, head: bytes
) -> None:
    three, wall = NAMES[:3], Answer(body=WALL.body.replace(b"</head>", head + b"</head>"))
    visit(watching, room, **{name: page(name) for name in three})
    for _ in range(3):
        said = visit(watching, room, **dict.fromkeys(three, wall))
        assert "3 suspect" in said
        assert "0 new versions" in said
    assert "0 new versions" in visit(watching, room, **{name: page(name) for name in three})
    assert all("1 version," in history(watching, room, name) for name in three)


def test_a_wall_that_was_taken_for_articles_is_told_apart_from_them_when_it_falls(
    watching: Afterword, room: Newsroom
) -> None:
    said = visit(watching, room, **dict.fromkeys(NAMES, WALL))
    assert "2 suspect" in said, said
    said = visit(watching, room, **{name: page(name) for name in NAMES})
    assert "2 new articles, 2 new versions" in said, said
    told = history(watching, room, NAMES[0])
    assert "First seen now; before, a page stood here that stands at other addresses, too." in told
    assert "Not acknowledged on the page" not in told


def test_two_addresses_of_one_article_are_no_wall(watching: Afterword, room: Newsroom) -> None:
    visit(watching, room, north=page("plaice"), south=page("plaice"))
    said = visit(watching, room, north=page("plaice", "stormy"), south=page("plaice", "stormy"))
    assert "2 new versions" in said, said


def test_what_proves_nothing_is_looked_at_ever_more_slowly(watching: Afterword, room: Newsroom) -> None:
    visit(watching, room, herring=page("herring"))
    waits = []
    for _ in range(4):
        visit(watching, room, herring=Answer(body=b" "))
        with watching.store as store:
            plan = store.plan_of(f"{room.url}/harbour/herring")
        assert plan
        due = plan[1]
        assert due.at
        waits.append(round((due.at - watching.now + timedelta(hours=1)) / timedelta(minutes=1)))
    assert waits == [10, 20, 40, 80]
    visit(watching, room, herring=page("herring"))
    with watching.store as store:
        known = store.known(f"{room.url}/harbour/herring")
    assert known
    assert known.failures == 0


def test_a_doubt_that_did_not_last_is_forgotten(watching: Afterword, room: Newsroom) -> None:
    url, gone = f"{room.url}/harbour/herring", Answer(status=404)
    visit(watching, room, herring=page("herring"))
    for answer, doubts in ((gone, 1), (page("herring"), 0), (gone, 1)):
        visit(watching, room, herring=answer)
        with watching.store as store:
            known = store.known(url)
        assert known
        assert (known.doubt_count, known.gone_at) == (doubts, None)


TEXT = Article(headline="Y Llanw", paragraphs=("Arhoswch funud tra byddwn yn edrych ar eich porwr.",))
OTHER = Article(
    headline="The plaice are back", paragraphs=("The plaice boat came in on Monday with 40 crates.",)
)


def endless(name: str, word: str = "calm") -> Answer:
    return Answer(body=page(name, word).body.replace(b"</body></html>", b""))


def test_pages_that_are_never_closed_are_read_when_seen_twice(watching: Afterword, room: Newsroom) -> None:
    assert "1 suspect" in visit(watching, room, herring=endless("herring"))
    assert "1 new article" in visit(watching, room, herring=endless("herring"))
    shorter = endless("herring", "wet")
    assert "0 new versions" in visit(watching, room, herring=shorter)
    assert "1 new version" in visit(watching, room, herring=shorter)


def test_a_short_stub_seen_twice_is_the_first_version_and_says_so(
    watching: Afterword, room: Newsroom
) -> None:
    offer = b"<p>Subscribe now to continue reading this article.</p>"
    text = (
        b"<p>The herring boat came in on Monday with forty crates, and all went to the inn that evening.</p>"
    )
    stub = b"<html lang=en><body><article><h1>The herring are back</h1>%b%b</article></body></html>"
    answer = Answer(body=stub % (text, offer))
    assert "1 suspect" in visit(watching, room, herring=answer)
    assert "1 new article" in visit(watching, room, herring=answer)
    assert "Only the beginning is shown" in history(watching, room, "herring")


@pytest.mark.parametrize(
    ("last", "copies", "outcome", "reason"),
    [
        (None, Copies(), Outcome.READ, ""),
        (None, Copies(here=1), Outcome.READ, ""),
        (None, Copies(here=2), Outcome.SUSPECT, "the same text as at 2 other addresses of the host"),
        (OTHER, Copies(here=1), Outcome.SUSPECT, "the same text as at 1 other address of the host"),
        (OTHER, Copies(here=1, last=1), Outcome.SUSPECT, "another article"),
        (TEXT, Copies(here=3, last=3), Outcome.READ, ""),
        (OTHER, Copies(last=2), Outcome.READ, FIRST),
        (OTHER, Copies(last=1), Outcome.SUSPECT, "another article"),
        (replace(TEXT, byline="A. Quill"), Copies(last=2), Outcome.READ, ""),
    ],
)
def test_the_verdict_says_where_else_a_text_stands(
    last: Article | None, copies: Copies, outcome: Outcome, reason: str
) -> None:
    verdict = judge(
        Fetched("https://e.example/a", "https://e.example/a", 200, {}, WALL.body), TEXT, last, copies
    )
    assert (verdict.outcome, verdict.reason) == (outcome, reason)
