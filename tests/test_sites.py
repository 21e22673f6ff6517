"""`sites` says of each listing, as its own site reads it, whether it leads to articles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from newsroom import Answer

if TYPE_CHECKING:
    from conftest import Afterword

    from newsroom import Newsroom

LINKS = b"<html><body>" + b"".join(b"<a href='/news/%d'>A</a>" % n for n in range(4)) + b"</body></html>"


def site(name: str, listing: str = "", **patterns: str) -> str:
    """Return the configuration of a site."""
    keys = "".join(f"{key} = ['{pattern}']\n" for key, pattern in patterns.items())
    return f"[[site]]\nname = '{name}'\ncrawl_delay = 0.0\nprivate = true\n{listing}\n{keys}"


@pytest.mark.parametrize(
    ("patterns", "said"),
    [
        ({"keep": "/newz/"}, "4 links, none fits `keep`"),
        ({"keep": "/news/", "skip": "/news"}, "4 links, `skip` leaves none"),
    ],
)
def test_a_listing_whose_links_fit_nothing_is_not_well(
    afterword: Afterword, room: Newsroom, patterns: dict[str, str], said: str
) -> None:
    room.put("/links", Answer(body=LINKS))
    afterword.configure(site("courier", f"sections = ['{room.url}/links']", **patterns))
    done = afterword("sites")
    assert (done.code, done.said) == (1, f"NO  courier          section  {room.url}/links  {said}\n")
    crawled = afterword("crawl", "courier")
    assert "courier: 0 visits (4 links listed, none fits `keep` and `skip`)" in crawled.said


def test_a_crawl_that_finds_all_known_and_not_due_says_that_none_is_needed(watching: Afterword) -> None:
    watching("crawl", "courier")
    assert "0 visits (none needed)" in watching("crawl", "courier", "-a", "known=due").said


def test_a_crawl_whose_listing_failed_does_not_say_that_nothing_was_needed(
    watching: Afterword, room: Newsroom
) -> None:
    room.trouble("/feed.xml", "html-feed.xml")
    assert "0 visits (no listing could be read)" in watching("crawl", "courier").said


def test_sites_that_share_an_address_are_told_apart(afterword: Afterword, room: Newsroom) -> None:
    feed, page = f"feeds = ['{room.feed_url}']", f"{room.url}/links"
    room.put("/links", Answer(body=LINKS))
    afterword.configure(
        site("all", feed)
        + site("prices", feed, keep="/[a-z-]*herring[a-z-]*")
        + site("links", f"sections = ['{page}']", keep="/news/")
        + site("slip", f"feeds = ['{page}']")
    )
    done = afterword("sites", "--json")
    told = {row["site"]: (row["ok"], row["answer"]) for row in json.loads(done.said)}
    assert told["all"] == (True, "12 articles")
    assert told["prices"] == (True, "1 article")
    assert told["links"] == (True, "4 articles")
    ok, reason = told["slip"]
    assert not ok
    assert "is not a feed" in reason
    assert done.code == 1


def test_a_site_without_listings_is_listed(afterword: Afterword) -> None:
    afterword.configure(site("single-pages"))
    done = afterword("sites")
    assert done.code == 0
    assert done.said.split(maxsplit=1)[0] == "single-pages"
    assert "no feed, sitemap or section" in done.said
