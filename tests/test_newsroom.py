"""The newsroom shows its articles, edits them by its script or on command, and answers as a good site."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from newsroom import Issue, Newsroom
from newsroom.timetable import clock, port_selene, timetable

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 6, 15, 6, 30, tzinfo=UTC)
LEAD = "lindqvist-visit"


@pytest.fixture
def room() -> Iterator[Newsroom]:
    with Newsroom(now=NOW) as room:
        yield room


def ask(url: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    """Send one request without following anything; header names are given with underscores."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    try:
        path = parts._replace(scheme="", netloc="").geturl()
        connection.request(
            method, path, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def text(url: str) -> str:
    return ask(url)[1].decode()


def linked_data(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert isinstance(data, dict)
    return data


def test_the_lead_announces_a_meeting_with_two_clocks_and_later_tells_of_it(room: Newsroom) -> None:
    before = text(room.article_url(LEAD))
    assert "is scheduled to meet with President Teodor Avelar on Monday" in before
    assert "at around 4:30 pm local time (4:30 am ET)" in before
    room.advance(timedelta(hours=2, minutes=30))
    after = text(room.article_url(LEAD))
    assert "Mara Lindqvist met with President" in after
    assert "The meeting took place at around 4:30 pm" in after
    assert "scheduled" not in re.sub(r"(?s)<aside.*?</aside>", "", after)


@pytest.mark.parametrize("hour", range(24))
def test_the_announced_hour_is_in_the_near_future_whenever_the_newsroom_opens(hour: int) -> None:
    now = NOW.replace(hour=hour, minute=47)
    with Newsroom(now=now) as room:
        assert timedelta(hours=2) <= room.times.event - now < timedelta(hours=2, minutes=5)
        assert re.search(
            r"at around [3-6]:\d\d pm local time \(\d+:\d\d [ap]m ET\)", text(room.article_url(LEAD))
        )


@pytest.mark.parametrize("hour", range(24))
def test_the_announced_clock_times_fit_one_offset_only(hour: int) -> None:
    times = timetable(NOW.replace(hour=hour))
    zones = [timezone(timedelta(hours=ahead)) for ahead in range(-12, 15)]
    fitting = [zone for zone in zones if clock(times.event.astimezone(zone)) == times.words()["local"]]
    assert fitting == [port_selene(times.event)]


def test_a_loud_edit_renews_date_modified_and_a_quiet_one_does_not(room: Newsroom) -> None:
    dates = []
    for version in (1, 2, 4):
        room.advance(timedelta(minutes=10))
        room.publish(LEAD, version)
        dates.append(linked_data(text(room.article_url(LEAD)))["dateModified"])
    assert dates == ["2026-06-15T07:40:01+01:00", "2026-06-15T07:50:02+01:00", "2026-06-15T07:50:02+01:00"]


def test_a_corrected_number_comes_with_a_note_and_a_softened_quote_without(room: Newsroom) -> None:
    pages = {}
    for version in (2, 3, 4):
        room.publish(LEAD, version)
        pages[version] = text(room.article_url(LEAD))
    assert "32 sailors" in pages[2]
    assert "Correction:" not in pages[2]
    assert "holds 47 sailors" in pages[3]
    assert "as 32. It is 47." in pages[3]
    assert "reckless" in pages[3]
    assert "unhelpful" in pages[4]
    assert pages[3].count("Correction:") == pages[4].count("Correction:") == 1


def test_a_withdrawn_article_is_gone_and_leaves_the_listings(room: Newsroom) -> None:
    url = room.article_url("councillor-mooring")
    path = urlsplit(url).path
    assert path in text(room.feed_url)
    room.publish("councillor-mooring", 3)
    assert ask(url)[0].status == 410
    assert all(
        path not in text(room.url + place) for place in ("/", "/harbour", "/feed.xml", "/sitemap-news.xml")
    )


def test_a_withdrawn_article_comes_back_with_a_clarification(room: Newsroom) -> None:
    url = room.article_url("dredging-contract")
    statuses = [ask(url)[0].status]
    for version in (2, 3):
        room.publish("dredging-contract", version)
        statuses.append(ask(url)[0].status)
    assert statuses == [200, 410, 200]
    assert "Clarification:" in text(url)


def test_an_old_slug_redirects_for_good_to_the_new_one(room: Newsroom) -> None:
    old = room.article_url("library-hours")
    new = old.replace("may-close", "to-stay-open")
    assert ask(new)[0].status == 404
    room.publish("library-hours", 2)
    response, _ = ask(old + "?utm_source=rss")
    assert (response.status, response.getheader("Location")) == (301, new)
    assert room.article_url("library-hours") == new
    assert ask(new)[0].status == 200


def test_other_addresses_of_an_article_name_the_canonical_one(room: Newsroom) -> None:
    url = room.article_url(LEAD)
    parts = urlsplit(url)
    for other in (f"{url}?utm_source=x&fbclid=1", f"{room.url}/amp{parts.path}"):
        assert f'<link rel="canonical" href="{url}">' in text(other)


def test_a_copy_still_held_is_answered_304_until_the_next_issue(room: Newsroom) -> None:
    url = room.article_url(LEAD)
    first, _ = ask(url)
    tag, date = first.getheader("ETag") or "", first.getheader("Last-Modified") or ""
    assert ask(url, If_None_Match=tag)[0].status == 304
    assert ask(url, If_Modified_Since=date)[0].status == 304
    assert ask(url, If_None_Match='"other"', If_Modified_Since=date)[0].status == 200
    room.publish(LEAD, 2)
    assert ask(url, If_None_Match=tag)[0].status == 200
    assert ask(url, If_Modified_Since=date)[0].status == 200


def test_a_listing_has_validators_that_change_with_every_issue(room: Newsroom) -> None:
    for place in ("/feed.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/sitemap-news.xml"):
        tag = ask(room.url + place)[0].getheader("ETag") or ""
        response, body = ask(room.url + place, If_None_Match=tag)
        assert (response.status, body) == (304, b"")
        room.publish("storm-warning", 2)
        room.publish("power-cut", 2)
        assert ask(room.url + place, If_None_Match=tag)[0].status == 200


def test_furniture_differs_at_every_request_and_wording_does_not(room: Newsroom) -> None:
    url = room.article_url("harbour-swim")
    first, second = unescape(text(url)), unescape(text(url))
    assert first != second
    assert re.findall(r"(\d+) comments", first) != re.findall(r"(\d+) comments", second)
    wording = room.desk.stories["harbour-swim"].edition(1)
    for said in (wording.headline, wording.standfirst, *wording.paragraphs):
        assert said in first
        assert said in second
    assert linked_data(first) == linked_data(second)
    assert ask(url)[0].getheader("ETag") is None


def test_pages_are_compressed_for_who_can_read_that(room: Newsroom) -> None:
    response, body = ask(room.article_url(LEAD), Accept_Encoding="gzip, deflate")
    assert response.getheader("Content-Encoding") == "gzip"
    assert b"Lindqvist" in gzip.decompress(body)
    assert ask(room.article_url(LEAD))[0].getheader("Content-Encoding") is None


def test_requests_are_logged_with_status_and_agent(room: Newsroom) -> None:
    ask(f"{room.url}/nowhere", "HEAD", User_Agent="Visitor/1", If_None_Match='"x"')
    (request,) = room.requests
    assert (request.method, request.path, request.status) == ("HEAD", "/nowhere", 404)
    assert (request.conditional, request.user_agent, request.at) == (True, "Visitor/1", NOW)


def test_the_clock_moves_to_the_next_issue_and_stops_after_the_last(room: Newsroom) -> None:
    seen: list[Issue] = []
    out = room.desk.issued()
    while issues := room.advance():
        seen += issues
    assert len(out) + len(seen) == sum(len(story.editions) for story in room.desk.stories.values())
    assert [issue.at for issue in seen] == sorted(issue.at for issue in seen)
    assert room.now == seen[-1].at
    assert room.desk.issued() == (*out, *seen)


def test_stale_validators_hide_an_edit() -> None:
    with Newsroom(now=NOW, validators="stale") as room:
        tag = ask(room.article_url(LEAD))[0].getheader("ETag") or ""
        room.publish(LEAD, 2)
        assert ask(room.article_url(LEAD), If_None_Match=tag)[0].status == 304


def test_no_page_leads_to_a_dead_end(room: Newsroom) -> None:
    room.publish(LEAD, 3)
    seen, waiting = set[str](), {"/", "/corrections"}
    while waiting:
        place = waiting.pop()
        seen.add(place)
        response, body = ask(room.url + place)
        assert response.status == 200, place
        if (response.getheader("Content-Type") or "").startswith("text/html"):
            waiting |= set(re.findall(r'(?:href|src|action)="(/[^"]*)"', body.decode())) - seen
    assert len(seen) > 40


def test_the_clock_runs_by_itself_at_the_speed_asked_for() -> None:
    with Newsroom(now=NOW, speed=3_600_000) as room:
        room.desk.advance(timedelta(0))
        while room.desk.coming():
            assert room.now < NOW + timedelta(days=365)
        assert "Mara Lindqvist met with" in text(room.article_url(LEAD))


def test_the_desk_takes_commands_over_http(room: Newsroom) -> None:
    assert json.loads(ask(f"{room.url}/_desk/advance?seconds=900", "POST")[1])[0]["name"] == "power-cut"
    assert json.loads(ask(f"{room.url}/_desk/publish?name={LEAD}&version=2", "POST")[1])[0]["version"] == 2
    assert json.loads(text(f"{room.url}/_desk/"))["stories"][LEAD] == 2
    for bad in ("publish?name=nobody&version=1", f"publish?name={LEAD}&version=99", "advance?seconds=soon"):
        response, body = ask(f"{room.url}/_desk/{bad}", "POST")
        assert response.status == 400
        assert "cannot" in json.loads(body)["error"]
    assert room.requests == ()
