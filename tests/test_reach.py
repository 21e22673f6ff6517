"""One gate for every connection: only public servers, private sites, and what was named by hand are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from conftest import MONDAY, SITE
from twisted.internet.address import IPv4Address

from newsroom import Answer, Newsroom
from newsroom.answer import redirect
from scraper.config import parse
from scraper.reach import Gate, NotPublicError, is_public

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Afterword

OPEN = SITE.replace("private = true\n", "").replace("keep = ", "# ")
ADDRESSES = [
    ("93.184.215.14", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.1.2.3", False),
    ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
    ("0.0.0.1", False), ("255.255.255.255", False), ("239.1.1.1", False), ("::1", False), ("::", False),
    ("fe80::1", False), ("fd00::1", False), ("ff02::1", False), ("::ffff:127.0.0.1", False),
    ("::ffff:93.184.215.14", True), ("2002:7f00:1::1", False), ("fe80::1%eth0", False),
]  # fmt: skip


@pytest.mark.parametrize(("address", "public"), ADDRESSES)
def test_an_address_is_public_or_not(address: str, public: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_public(address) is public


class Names:
    """A name server whose answers change from question to question."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)

    def resolveHostName(self, receiver: Any, name: str, port: int = 0, *_: Any) -> str:  # noqa: N802
        """Answer with the next addresses."""
        receiver.resolutionBegan(name)
        for address in self.answers.pop(0):
            receiver.addressResolved(IPv4Address("TCP", address, port))
        receiver.resolutionComplete()
        return name


class Heard:
    """What whoever connects is told."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.complete = False

    def resolutionBegan(self, _: Any) -> None:  # noqa: N802 - Twisted's interface
        """Hear that the search has begun."""
        assert not self.complete

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - likewise
        """Hear an address."""
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802 - likewise
        """Hear that there are no more."""
        self.complete = True


def told(gate: Gate, host: str, port: int) -> list[str]:
    heard = Heard()
    gate.resolveHostName(heard, host, port)
    assert heard.complete
    return heard.addresses


def test_a_name_that_turns_to_this_machine_is_refused_at_the_connection() -> None:
    gate = Gate(Names(("1.1.1.1",), ("127.0.0.1",), ("1.1.1.1", "10.0.0.1")))
    url = "http://news.example/a"
    assert told(gate, "news.example", 80) == ["1.1.1.1"]
    gate.check(url)
    assert told(gate, "news.example", 80) == []
    with pytest.raises(NotPublicError, match=r"news\.example \(127\.0\.0\.1\).*`private = true`"):
        gate.check(url)
    assert told(gate, "news.example", 80) == [], "one private address among them is enough"


def test_a_private_site_admits_its_domain_or_its_very_server() -> None:
    site = {"name": "in", "private": True, "feeds": ["https://cms.example.org/f", "http://wiki:8080/f"]}
    other = {"name": "out", "feeds": ["https://news.example/f"]}
    gate = Gate(Names(*[("10.0.0.1",)] * 5))
    gate.admit_sites(parse({"site": [site, other]}))
    places = [("www.example.org", 443), ("wiki", 8080), ("wiki", 22), ("news.example", 443), ("db", 80)]
    assert [bool(told(gate, *where)) for where in places] == [True, True, False, False, False]


@pytest.fixture
def other() -> Iterator[Newsroom]:
    """Return a second server on this machine, which nobody is to ask."""
    with Newsroom(now=MONDAY) as room:
        yield room


def rss(*urls: str) -> Answer:
    items = "".join(f"<item><link>{url}</link></item>" for url in urls)
    return Answer(body=f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), kind="text/xml")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433"])
def test_a_listing_on_this_machine_is_not_asked_unless_its_site_is_private(
    afterword: Afterword, room: Newsroom, host: str
) -> None:
    url = room.feed_url.replace("127.0.0.1", host)
    afterword.configure(f'{OPEN}feeds = ["{url}"]\n')
    for command in (("crawl", "courier"), ("sites",)):
        done = afterword(*command)
        assert done.code == 1
        said = done.complained or done.said
        assert len(said.splitlines()) == 1
        assert all(part in said for part in (url, "127.0.0.1", "no public address", "`private = true`")), said
    assert room.requests == ()


def test_what_a_private_site_leads_to_is_asked_only_if_it_is_public_or_of_it(
    afterword: Afterword, room: Newsroom, other: Newsroom
) -> None:
    port = urlsplit(other.url).port
    leads = [f"{other.url}/a", f"http://localhost:{port}/b", f"http://[::1]:{port}/c", f"{room.url}/d"]
    room.put("/leads.xml", rss(*leads, f"{room.url}/e"))
    room.put("/d", redirect(f"{other.url}/secret"))
    room.put("/e", redirect(urlsplit(room.article_url("fish-prices")).path))
    afterword.configure(f'{OPEN}private = true\nfeeds = ["{room.url}/leads.xml"]\n')
    afterword("crawl", "courier")
    with afterword.store as store:
        visits = {row["url"]: row for row in store.db.query("SELECT * FROM visit")}
    assert [visits[url]["outcome"] for url in leads] == ["failed"] * 4
    assert all("is no public address; `private = true`" in visits[url]["reason"] for url in leads)
    assert f"it redirects to {other.url}/secret; " in visits[leads[3]]["reason"]
    assert visits[f"{room.url}/e"]["outcome"] == "read"
    assert other.requests == ()


def test_an_address_typed_by_hand_is_asked_but_not_where_it_leads(
    afterword: Afterword, room: Newsroom, other: Newsroom
) -> None:
    afterword.configure("")
    url = room.article_url("fish-prices")
    assert afterword("article", url).code == 0
    room.put("/here", redirect(urlsplit(url).path))
    assert afterword("article", f"{room.url}/here").code == 0
    room.put("/away", redirect(other.article_url("fish-prices")))
    for command in (("article", f"{room.url}/away"), ("crawl", "article", "-a", f"url={room.url}/away")):
        done = afterword(*command)
        assert done.code == 1
        assert f"it redirects to {other.url}" in done.complained
        assert len(done.complained.splitlines()) == 1
    assert other.requests == ()


def test_the_operators_own_proxy_may_stand_on_this_machine(afterword: Afterword, room: Newsroom) -> None:
    afterword.configure(f'{OPEN}feeds = ["http://10.0.0.1/feed.xml", "http://news.example/feed.xml"]\n')
    afterword.environment["http_proxy"] = room.url.replace("127.0.0.1", "localhost")
    done = afterword("sites")
    assert "10.0.0.1 is no public address" in done.said
    assert room.requests != ()
