"""The page of `afterword diff --html`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from lxml import html

from scraper.article import Article, Revision, Version
from scraper.edits import compare
from scraper.edits.shown import rows
from scraper.reports.markup import comparison
from scraper.reports.wording import Style

if TYPE_CHECKING:
    from conftest import Afterword

    from newsroom import Newsroom

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OLD = Article(
    headline="32 hurt in <fire>",
    site_name="The Courier",
    language="en",
    paragraphs=("Rain fell. Ferries stayed in port.", "It hurt 32 people & a dog.", "Schools shut."),
)
NEW = Article(
    headline="47 hurt in <fire>",
    site_name="The Courier",
    language="en",
    paragraphs=("Rain fell. Ferries stayed in port.", "It hurt 47 people & a dog.", "Trains run."),
)


def stepped(**more: object) -> Revision:
    old, new = (
        Version(number, article, NOON + timedelta(days=number), "t1", "")
        for number, article in ((1, OLD), (2, NEW))
    )
    url = "https://courier.example/fire"
    return Revision("courier", url, old, new, compare(OLD, NEW), new.seen_at, **more)  # type: ignore[arg-type]


def page(step: Revision) -> html.HtmlElement:
    return html.document_fromstring(comparison(step, rows(NEW, step.edits), Style()))


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_comparison_says_what_of_and_when() -> None:
    tree = page(stepped(flags=("unacknowledged",), reason="a number changed"))
    (head,) = tree.xpath("//header")
    assert [said(title) for title in tree.xpath("//h1")] == ["47 hurt in <fire>"]
    assert [link.get("href") for link in head.xpath(".//a")] == ["https://courier.example/fire"]
    for words in ("The Courier", "Version 1, first seen Tue 3 Mar 2026, 12:00 UTC", "A number changed."):
        assert words in said(head)
    assert "Version 2, first seen Wed 4 Mar 2026, 12:00 UTC; 4 edits" in said(head)
    assert [chip.get("class") for chip in head.xpath(".//span")] == ["chip alert"]


def test_both_sides_stand_marked_and_named_without_colour() -> None:
    tree = page(stepped())
    assert [(mark.tag, said(mark)) for mark in tree.xpath("//del|//ins")][:2] == [
        ("del", "32"),
        ("ins", "47"),
    ]
    assert [said(name) for name in tree.xpath("//div[@class='name']")] == [
        "Was", "Now", "Was", "Now", "Removed", "Added",
    ]  # fmt: skip
    assert "2 sentences unchanged" in said(tree)
    assert "people & a dog" in said(tree)
    assert next(said(deed) for deed in tree.xpath("//h2")) == "Headline reworded number: rose by 15"


def test_the_page_fits_phones_and_the_dark_and_loads_nothing() -> None:
    step = stepped()
    markup = comparison(step, rows(NEW, step.edits), Style())
    assert 'name="viewport"' in markup
    assert "prefers-color-scheme: dark" in markup
    assert page(step).xpath("//script|//link|//img|//*[@src]") == []


def test_the_command_shows_what_the_archive_knows_of_the_step(watching: Afterword, room: Newsroom) -> None:
    url = room.article_url("lindqvist-visit")
    for _ in range(2):
        watching("crawl", "article", "-a", f"url={url}")
        room.advance(timedelta(hours=2, minutes=30))
        watching.now = room.now
    done = watching("diff", "--html", url)
    assert (done.code, done.complained) == (0, "")
    tree = html.document_fromstring(done.said)
    assert "The page dates its last change Mon 15 Jun 2026, 10:20 UTC" in said(tree)
    assert "is scheduled to meet" in [said(mark) for mark in tree.xpath("//del")]
    lines = watching("diff", url).said.splitlines()
    assert lines[1:3] == [url, "version 1 -> version 2: 4 edits"]
    assert lines[3].startswith("first seen Mon 15 Jun 2026, ")
    assert lines[4].startswith("An event moved from future to past ")
    assert "Not a word of the two differs." in watching("diff", url, "2", "2").said
