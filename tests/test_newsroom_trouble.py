"""The newsroom's bad pages are bad in just the way they say."""

from __future__ import annotations

import gzip
import re
import socket
from datetime import UTC, datetime
from http.client import HTTPConnection, IncompleteRead
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from newsroom import Answer, Newsroom
from newsroom.trouble import TROUBLES

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 6, 15, 6, 30, tzinfo=UTC)
QUOTED = "“naïve”"


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom(now=NOW) as room:
        yield room


def ask(url: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request(method, parts._replace(scheme="", netloc="").geturl())
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("empty", 200),
        ("pdf", 200),
        ("500", 500),
        ("503", 503),
        ("403", 403),
        ("429", 429),
        ("404", 404),
        ("410", 410),
        ("soft-404", 200),
        ("home-redirect", 302),
        ("redirect-loop", 302),
        ("redirect-maze", 302),
        ("wrong-article", 200),
        ("forbidden", 200),
        ("no-such-trouble", 404),
    ],
)
def test_a_trouble_has_its_status(room: Newsroom, name: str, status: int) -> None:
    assert ask(f"{room.url}/trouble/{name}")[0] == status


def test_every_trouble_says_what_it_is_and_is_listed(room: Newsroom) -> None:
    page = ask(f"{room.url}/trouble")[2].decode()
    assert all(name in page and (make.__doc__ or "") in page for name, make in TROUBLES.items())
    assert all(make.__doc__ for make in TROUBLES.values())


def test_a_broken_feed_is_not_xml_and_a_feed_of_trouble_is(room: Newsroom) -> None:
    with pytest.raises(ET.ParseError):
        ET.fromstring(ask(f"{room.url}/trouble/broken-feed.xml")[2])  # noqa: S314 - our own text
    feed = ET.fromstring(ask(f"{room.url}/trouble/feed.xml")[2])  # noqa: S314 - our own text
    links = [link.text or "" for link in feed.iterfind(".//item/link")]
    assert f"{room.url}/trouble/soft-404" in links
    assert len(links) == sum(not name.endswith(".xml") for name in TROUBLES)


def test_a_sitemap_lists_itself_for_ever(room: Newsroom) -> None:
    assert b"/trouble/sitemap-loop.xml</loc>" in ask(f"{room.url}/trouble/sitemap-loop.xml")[2]
    assert b"sitemap-ring.xml?turn=5</loc>" in ask(f"{room.url}/trouble/sitemap-ring.xml?turn=4")[2]


def test_a_redirect_loop_comes_back_to_where_it_was(room: Newsroom) -> None:
    place = f"{room.url}/trouble/redirect-loop?turn=1"
    seen = []
    for _ in range(3):
        place = ask(place)[1]["Location"]
        seen.append(place)
    assert seen[0] == seen[2] != seen[1]


def test_a_redirect_maze_never_comes_back(room: Newsroom) -> None:
    place = f"{room.url}/trouble/redirect-maze"
    seen = {place}
    for _ in range(5):
        place = ask(place)[1]["Location"]
        assert place not in seen
        seen.add(place)


def test_a_compressed_page_may_break_off_or_burst(room: Newsroom) -> None:
    _, headers, cut = ask(f"{room.url}/trouble/broken-gzip")
    assert headers["Content-Encoding"] == "gzip"
    with pytest.raises(EOFError):
        gzip.decompress(cut)
    _, headers, bomb = ask(f"{room.url}/trouble/gzip-bomb?bytes=3000000")
    assert int(headers["Content-Length"]) == len(bomb) < 10_000
    assert len(gzip.decompress(bomb)) == 3_000_000


def test_an_xml_bomb_grows_tenfold_at_each_of_nine_steps(room: Newsroom) -> None:
    body = ask(f"{room.url}/trouble/xml-bomb.xml")[2].decode()
    steps = re.findall(r'<!ENTITY e(\d) "((?:&e\d;){10})">', body)
    assert [(int(name), value) for name, value in steps] == [(n, f"&e{n - 1};" * 10) for n in range(1, 10)]


def test_a_page_may_come_without_a_type(room: Newsroom) -> None:
    assert "Content-Type" not in ask(f"{room.url}/trouble/untyped")[1]


def test_a_large_page_is_as_large_as_asked_and_has_no_length(room: Newsroom) -> None:
    _, headers, body = ask(f"{room.url}/trouble/large?bytes=300000")
    assert 300_000 <= len(body) < 301_000
    assert "Content-Length" not in headers


def test_a_truncated_page_breaks_off(room: Newsroom) -> None:
    with pytest.raises(IncompleteRead):
        ask(f"{room.url}/trouble/truncated")


def test_too_many_requests_says_how_long_to_wait(room: Newsroom) -> None:
    assert ask(f"{room.url}/trouble/429?after=7")[1]["Retry-After"] == "7"


def test_a_slow_page_takes_its_time_before_the_first_byte(room: Newsroom) -> None:
    parts = urlsplit(room.url)
    connection = HTTPConnection(parts.netloc, timeout=0.2)
    connection.request("GET", "/trouble/slow?seconds=1")
    with pytest.raises(TimeoutError):
        connection.getresponse()
    connection.close()


@pytest.mark.parametrize(
    ("name", "true", "told"),
    [
        ("windows-1252", "windows-1252", "windows-1252"),
        ("windows-1252-as-latin-1", "windows-1252", "iso-8859-1"),
        ("windows-1252-as-utf-8", "windows-1252", "utf-8"),
        ("utf-8-as-latin-1", "utf-8", "iso-8859-1"),
        ("meta-windows-1252", "windows-1252", ""),
    ],
)
def test_encodings_are_true_or_false_as_named(room: Newsroom, name: str, true: str, told: str) -> None:
    _, headers, body = ask(f"{room.url}/trouble/{name}")
    assert headers["Content-Type"].lower().partition("charset=")[2] == told
    assert QUOTED in body.decode(true)
    if told not in ("", true):
        assert QUOTED not in body.decode(told, "replace")


def test_a_number_that_is_none_is_a_bad_request(room: Newsroom) -> None:
    status, _, body = ask(f"{room.url}/trouble/large?bytes=many")
    assert status == 400
    assert b"many" in body


def test_robots_are_asked_to_leave_one_page_alone(room: Newsroom) -> None:
    assert b"Disallow: /trouble/forbidden\n" in ask(f"{room.url}/robots.txt")[2]


def test_an_article_falls_into_trouble_and_out_of_it(room: Newsroom) -> None:
    url = room.article_url("fish-prices")
    statuses = []
    for kind in ("500", "redirect-loop", None):
        room.trouble("fish-prices", kind)
        statuses.append(ask(url)[0])
    assert statuses == [500, 302, 200]
    assert ask(f"{room.url}/_desk/trouble?name=fish-prices&kind=403", "POST")[0] == 200
    assert ask(url)[0] == 403
    assert ask(f"{room.url}/_desk/trouble?name=fish-prices", "POST")[0] == 200
    assert ask(url)[0] == 200
    for name, kind in (("nobody", "500"), ("fish-prices", "flood")):
        with pytest.raises(KeyError, match="no such"):
            room.trouble(name, kind)


def test_a_listing_falls_into_trouble_too(room: Newsroom) -> None:
    room.trouble("/feed.xml", "broken-feed.xml")
    assert b"Fish & chips" in ask(room.feed_url)[2]
    room.trouble("/feed.xml", None)
    assert b"The Harbour Courier" in ask(room.feed_url)[2]


def test_any_path_may_be_given_an_answer(room: Newsroom) -> None:
    room.put("/robots.txt", Answer(503, b"closed", "text/plain"))
    assert ask(f"{room.url}/robots.txt")[::2] == (503, b"closed")
    room.put("/robots.txt", None)
    assert ask(f"{room.url}/robots.txt")[0] == 200


def test_a_closed_newsroom_serves_nobody_not_even_on_an_open_line() -> None:
    with Newsroom(now=NOW) as room:
        parts = urlsplit(room.url)
        line = HTTPConnection(parts.netloc, timeout=5)
        line.request("GET", "/robots.txt")
        line.getresponse().read()
    assert line.sock.recv(1) == b""
    line.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=5)
