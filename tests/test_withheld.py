"""A paywall that comes down over a text, or is lifted, is told as that, and hides no real edit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from newsroom import Answer
from scraper.article import Article, Edit, Kind, Part
from scraper.withheld import apart, limits

if TYPE_CHECKING:
    from conftest import Afterword

    from newsroom import Newsroom

TEXTS = tuple(
    f"On day {day} the harbour board heard {day + 3} skippers, who spoke of the sea wall and its price."
    for day in range(1, 10)
)
OFFER = '<div class="paywall"><p>Subscribe to continue reading this article.</p></div>'
METERED = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
STUB = Article(headline="Sea wall", paragraphs=TEXTS[:2], paywalled=True, withheld=True)
WHOLE = Article(headline="Sea wall", paragraphs=TEXTS)


def page(texts: tuple[str, ...], headline: str = "Sea wall", more: str = "") -> Answer:
    body = "".join(f"<p>{text}</p>" for text in texts)
    html = f"<html lang=en><body><article><h1>{headline}</h1><div>{body}</div>{more}</article></body></html>"
    return Answer(body=html.encode())


def tell(watching: Afterword, room: Newsroom, *answers: Answer) -> str:
    """Show the article in each of these ways, one after the other; return its history."""
    for answer in answers:
        room.put("/harbour/sea-wall", answer)
        done = watching("crawl", "article", "-a", f"url={room.url}/harbour/sea-wall")
        assert done.code == 0, done.complained
        watching.now += timedelta(hours=1)
    return " ".join(watching("history", f"{room.url}/harbour/sea-wall").said.split())


def test_an_article_that_becomes_a_stub_and_comes_back_is_no_silent_cut(
    watching: Afterword, room: Newsroom
) -> None:
    whole, stub = page(TEXTS), page(TEXTS[:2], more=OFFER)
    told = tell(watching, room, whole, stub, stub, whole)
    assert "Only the beginning is shown; the rest is for subscribers." in told
    assert "The whole text is shown; before, only its beginning was." in told
    assert "Not acknowledged on the page" not in told
    assert "Much was" not in told
    assert told.count("minor") == 2 * len(TEXTS[2:])


def test_a_headline_that_changes_with_the_wall_is_still_a_silent_change(
    watching: Afterword, room: Newsroom
) -> None:
    stub = page(TEXTS[:2], "Sea wall will cost 9 million", more=OFFER)
    told = tell(watching, room, page(TEXTS, "Sea wall will cost 3 million"), stub, stub)
    assert "Only the beginning is shown" in told
    assert "the page carries no note" in told, told
    assert "a number changed in the headline" in told.lower()


def test_a_first_version_that_is_a_stub_says_so_and_the_whole_text_is_no_expansion(
    watching: Afterword, room: Newsroom
) -> None:
    long = (*TEXTS, *(text.replace("harbour", "island") for text in TEXTS))
    told = tell(watching, room, page(TEXTS, more=OFFER), page(long))
    begun, _, later = told.partition("Version 2")
    assert "Only the beginning is shown; the rest is for subscribers." in begun
    assert "The whole text is shown; before, only its beginning was." in later
    assert "Much was added" not in later
    assert later.count("minor") == len(TEXTS)


def test_a_report_of_a_metered_site_that_grows_is_an_expansion(watching: Afterword, room: Newsroom) -> None:
    long = (*TEXTS, *(text.replace("harbour", "island") for text in TEXTS))
    told = tell(watching, room, page(TEXTS, more=METERED), page(long, more=METERED))
    assert "Only the beginning" not in told
    assert "Much was added." in told


def test_one_look_at_a_stub_is_no_version(watching: Afterword, room: Newsroom) -> None:
    told = tell(watching, room, page(TEXTS), page(TEXTS[:2], more=OFFER), page(TEXTS))
    assert "1 version," in told


@pytest.mark.parametrize(
    ("old", "new", "stub", "limit"),
    [
        (WHOLE, STUB, True, "stub"),
        (WHOLE, STUB, False, ""),
        (STUB, WHOLE, False, "opened"),
        (Article(paragraphs=TEXTS[:2]), WHOLE, False, ""),  # a first report that grew
        (Article(paragraphs=TEXTS[:2], paywalled=True), WHOLE, False, ""),  # so did one of a metered site
        (Article(paragraphs=TEXTS[:8], withheld=True), WHOLE, False, ""),  # a paragraph came
        (Article(paragraphs=("Other words.",), withheld=True), WHOLE, False, ""),
    ],
)
def test_what_shows_only_a_beginning(old: Article, new: Article, stub: bool, limit: str) -> None:  # noqa: FBT001 - a row of the table
    assert limits(old, new, stub=stub) == limit


@pytest.mark.parametrize(
    ("part", "before", "after", "own"),
    [
        (Part.BODY, "The wall is long.", None, False),
        (Part.BODY, "The wall is long and dear.", "The wall is long …", False),
        (Part.BODY, None, "Subscribe to continue reading.", False),
        (Part.BODY, None, "The wall is short.", True),
        (Part.BODY, "The wall is long.", "The wall is short.", True),
        (Part.HEADLINE, "Wall long and dear", "Wall long", True),
    ],
)
def test_which_edits_are_the_walls(part: Part, before: str | None, after: str | None, own: bool) -> None:  # noqa: FBT001 - a row of the table
    kind = Kind.ADDED if before is None else Kind.REMOVED if after is None else Kind.REWORDED
    edit = Edit(part, kind, before, after, rank=0.5)
    every, rest = apart([edit], "stub")
    assert (rest == (edit,)) is own
    assert every[0].substantive is own
