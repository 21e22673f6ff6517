"""When listings are looked at again: adaptively, politely, and under the name they were asked for by."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from conftest import MONDAY, SITE, Afterword
from scrapy.http import Response

from newsroom import Answer
from spiders.listing import Lead, read

if TYPE_CHECKING:
    from newsroom import Newsroom

MINUTE = timedelta(minutes=1)


def following(afterword: Afterword) -> dict[str, timedelta]:
    """Return how long from now each crawl is next worth its start."""
    done = afterword("due", "--next")
    assert done.code == 0, done.complained
    lines = (line.split() for line in done.said.splitlines())
    return {name: datetime.fromisoformat(at) - afterword.now for at, name in lines}


def crawl(afterword: Afterword) -> str:
    """Crawl the site as the scheduler does; return what it says and complains of."""
    done = afterword("crawl", "courier", "-a", "known=due")
    return done.said + done.complained


def test_before_there_is_a_database_every_site_is_due_now_and_nothing_else(watching: Afterword) -> None:
    assert list(following(watching)) == ["courier"]
    assert following(watching)["courier"] < MINUTE


def test_a_feed_is_polled_the_less_often_the_less_news_it_brings(watching: Afterword, room: Newsroom) -> None:
    assert room.url
    waits = []
    for _ in range(4):
        crawl(watching)
        waits.append(following(watching)["courier"])
        watching.now += waits[-1]
    assert 10 * MINUTE <= waits[0] < waits[1] < waits[2] < waits[3] <= 15 * MINUTE + timedelta(seconds=10)


def test_poll_minutes_are_the_shortest_wait(watching: Afterword, room: Newsroom) -> None:
    watching.configure(f'{SITE}feeds = ["{room.feed_url}"]\npoll_minutes = 60.0\n')
    crawl(watching)
    assert 60 * MINUTE < following(watching)["courier"] < 90 * MINUTE


def test_a_new_article_and_a_changed_one_are_news(watching: Afterword, room: Newsroom) -> None:
    crawl(watching)
    watching.now += 12 * MINUTE
    crawl(watching)
    with watching.store as store:
        assert store.listings()[0].fresh == 0
        before = store.listings()[0].share
    room.advance(timedelta(hours=3))
    watching.now = room.now
    crawl(watching)
    with watching.store as store:
        assert store.listings()[0].fresh > 0
        assert store.listings()[0].share > before


@pytest.mark.parametrize("known", ["due", "visit"])
def test_a_change_that_only_one_of_two_listings_tells_of_is_looked_at_once(
    watching: Afterword, room: Newsroom, known: str
) -> None:
    """The RSS feed says when an article was published, the sitemap when it was last modified."""
    both = f'feeds = ["{room.feed_url}"]\nsitemaps = ["{room.sitemap_url}"]\n'
    watching.configure(f"{SITE}{both}")
    assert "12 visits (12 read)" in crawl(watching)
    room.advance(10 * MINUTE)
    room.publish("power-cut", 2)
    watching.now = room.now + 12 * MINUTE
    done = watching("crawl", "courier", "-a", f"known={known}")
    assert ("1 visit (" if known == "due" else "12 visits") in done.said
    assert "1 new version with" in done.said


def hints(afterword: Afterword) -> tuple[int, list[tuple[float, float]]]:
    """Return how many visits of the last crawl a listing's word caused, and what such visits have taught."""
    with afterword.store as store:
        lessons = [(seen, expected) for name, _, seen, expected in store.pool() if name == "hint"]
        query = "SELECT count(*) FROM visit WHERE cause = 'hint' AND at >= ?"
        since = afterword.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return int(store.db.execute(query, [since]).fetchone()[0]), lessons


def test_a_listing_that_tells_the_truth_keeps_the_right_to_pull(watching: Afterword, room: Newsroom) -> None:
    watching.configure(f'{SITE}sitemaps = ["{room.sitemap_url}"]\n')
    crawl(watching)
    for number in range(2, 4):
        room.advance(10 * MINUTE)
        room.publish("power-cut", number)
        watching.now = room.now
        assert "1 new version" in crawl(watching)
        assert hints(watching) == (1, [(number - 1.0, number - 1.0)])


def test_a_feed_that_stamps_every_item_anew_loses_the_right_to_pull(
    watching: Afterword, room: Newsroom
) -> None:
    crawl(watching)
    with watching.store as store:
        urls = store.urls()
    watching.configure(f'{SITE}feeds = ["{room.url}/stamped.xml"]\n')
    pulled = []
    for _ in range(4):
        watching.now += 10 * MINUTE
        entries = "".join(
            f"<entry><link href='{url}'/><updated>{watching.now.isoformat()}</updated></entry>"
            for url in urls
        )
        feed = f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>"
        room.put("/stamped.xml", Answer(body=feed.encode(), kind="application/atom+xml"))
        crawl(watching)
        pulled.append(hints(watching)[0])
    assert pulled[0] > 0
    assert pulled[-1] == 0
    assert 17 <= sum(pulled) <= 30


def list_as_changed(room: Newsroom, at: datetime) -> None:
    """Let a sitemap of the newsroom's say that an article has changed."""
    url = f"<loc>{room.article_url('power-cut')}</loc><lastmod>{at.isoformat()}</lastmod>"
    sitemap = f"<urlset><url>{url}</url></urlset>"
    room.put("/map.xml", Answer(body=sitemap.encode(), kind="application/xml"))


FAILED = "SELECT at FROM visit WHERE url = ? AND outcome <> 'read' ORDER BY at"


@pytest.mark.parametrize(
    ("kind", "minutes"), [("500", [11, 11, 22, 44]), ("consent-wall", [11, 22, 44]), ("410", [11])]
)
def test_what_a_listing_tells_does_not_hurry_a_page_that_fails(
    watching: Afterword, room: Newsroom, kind: str, minutes: list[int]
) -> None:
    crawl(watching)
    watching.configure(f'{SITE}sitemaps = ["{room.url}/map.xml"]\n')
    room.advance(10 * MINUTE)
    room.trouble("power-cut", kind)
    list_as_changed(room, room.now)
    for number in range(9):
        watching.now = room.now + number * (11 * MINUTE)
        crawl(watching)
    with watching.store as store:
        found = store.db.execute(FAILED, [room.article_url("power-cut")]).fetchall()
    times = [datetime.fromisoformat(at) for (at,) in found]
    waits = [(after - before) / MINUTE for before, after in pairwise(times)]
    assert waits == pytest.approx(minutes, abs=1)


def test_a_listing_may_tell_that_a_withdrawn_article_is_back(watching: Afterword, room: Newsroom) -> None:
    crawl(watching)
    watching.configure(f'{SITE}sitemaps = ["{room.url}/map.xml"]\n')
    for minutes, trouble, said in ((10, "410", 1), (25, "410", 1), (40, "410", 0), (50, None, 1)):
        watching.now = MONDAY + minutes * MINUTE
        room.trouble("power-cut", trouble)
        list_as_changed(room, watching.now if minutes in {10, 50} else MONDAY + 10 * MINUTE)
        assert f"courier: {said} visit" in crawl(watching)


def test_a_feed_that_turns_us_away_rests_the_host_for_the_recheck_too(
    watching: Afterword, room: Newsroom
) -> None:
    crawl(watching)
    make_all_due(watching)
    watching.configure(f'{SITE}feeds = ["{room.url}/trouble/429?after=1800"]\n')
    assert "answers 429" in crawl(watching)
    before = len(room.requests)
    assert "0 visits" in watching("crawl", "recheck").said
    assert crawl(watching).startswith("courier: 0 visits"), "no complaint about a host that rests"
    assert all(request.path == "/robots.txt" for request in room.requests[before:])
    waits = following(watching)
    assert [29 * MINUTE < waits[name] <= 30 * MINUTE + timedelta(seconds=30) for name in waits] == [
        True,
        True,
    ]
    watching.now += 31 * MINUTE
    assert "12 visits" in watching("crawl", "recheck").said


def test_a_page_that_turns_us_away_keeps_discovery_from_its_host(watching: Afterword, room: Newsroom) -> None:
    crawl(watching)
    room.trouble("fish-prices", "429")
    watching("crawl", "article", "-a", f"url={room.article_url('fish-prices')}")
    watching.now += 20 * timedelta(seconds=1)
    before = len(room.requests)
    assert f"({room.url.removeprefix('http://')} turned us away and is left alone until " in crawl(watching)
    assert all(request.path == "/robots.txt" for request in room.requests[before:])


def test_a_listing_that_redirects_is_known_by_the_address_that_is_configured(
    watching: Afterword, room: Newsroom
) -> None:
    former = f"{room.url}/trouble/home-redirect"
    watching.configure(f'{SITE}sections = ["{former}"]\n')
    assert "(none needed)" not in crawl(watching)
    assert following(watching)["courier"] > 10 * MINUTE
    with watching.store as store:
        assert [listing.url for listing in store.listings()] == [former]


def test_sites_that_share_a_feed_are_asked_each_for_its_own(watching: Afterword, room: Newsroom) -> None:
    harbour = SITE.replace("/[a-z]+/", "/harbour/").replace("courier", "harbour")
    (_, sport) = SITE.replace("/[a-z]+/", "/sport/").replace("courier", "sport").split("[[site]]")
    feed = f'feeds = ["{room.feed_url}"]\n'
    watching.configure(f"{harbour}{feed}[[site]]{sport}{feed}")
    first = watching("crawl", "harbour", "-a", "known=due").said
    assert following(watching)["sport"] < MINUTE, "it was not looked at yet"
    other = watching("crawl", "sport", "-a", "known=due").said
    assert (first[:12], other[:16]) == ("harbour: 5 v", "sport: 1 visit (")
    assert following(watching)["sport"] > MINUTE


def test_a_host_that_rests_does_not_delay_the_visits_to_others(watching: Afterword, room: Newsroom) -> None:
    assert room.url
    crawl(watching)
    with sqlite3.connect(watching.folder / "afterword.db") as db:
        soon = watching.now + 2 * MINUTE
        db.execute("UPDATE article SET next_due = ?", [watching.now.timestamp() - 60])
        db.execute("UPDATE article SET host = 'other.example', next_due = ? WHERE id = 1", [soon.timestamp()])
        until = (watching.now + 9 * MINUTE).astimezone(UTC).isoformat(timespec="milliseconds")
        host = db.execute("SELECT host FROM article WHERE id = 2").fetchone()[0]
        db.execute("INSERT INTO host VALUES (?, ?, 1)", [host, until.replace("+00:00", "Z")])
    assert following(watching)["recheck"] == pytest.approx(2 * MINUTE, abs=timedelta(seconds=1))


def make_all_due(afterword: Afterword) -> None:
    with sqlite3.connect(afterword.folder / "afterword.db") as db:
        db.execute("UPDATE article SET next_due = ?", [afterword.now.timestamp() - 60])


NO_DATES = ("0001-01-01T00:00:00+01:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")
LISTINGS = {
    "feed": '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><link href="/a"/>'
    "<updated>{}</updated></entry></feed>",
    "JSON feed": '{{"items": [{{"url": "/a", "date_modified": "{}"}}]}}',
    "sitemap": "<urlset><url><loc>https://x.example/a</loc><lastmod>{}</lastmod></url></urlset>",
}


@pytest.mark.parametrize("kind", LISTINGS)
@pytest.mark.parametrize("date", NO_DATES)
def test_a_date_that_programs_write_for_none_is_none(kind: str, date: str) -> None:
    answer = Response("https://x.example/listing", body=LISTINGS[kind].format(date).encode())
    found = read(kind.rpartition(" ")[2], answer, most=100_000)
    assert found.articles == (Lead("https://x.example/a"),)
