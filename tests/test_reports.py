from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from itertools import pairwise

from scraper.article import Article, Edit, Kind, Part, Revision, Run, Version
from scraper.reports.digest import digest
from scraper.reports.message import message

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def version(number: int, *paragraphs: str, headline: str = "Mayor visits the harbour") -> Version:
    article = Article(headline=headline, paragraphs=paragraphs, language="en", site_name="Harbour Courier")
    return Version(number, article, NOON + timedelta(hours=number), "t1", f"d{number}")


def reworded(before: str, after: str, *, rank: float = 0.5, substantive: bool = True) -> Edit:
    runs = (Run("removed", before), Run("added", after))
    return Edit(Part.BODY, Kind.REWORDED, before, after, runs, rank=rank, substantive=substantive)


def revision(
    number: int, *edits: Edit, url: str = "https://courier.example/mayor", **more: object
) -> Revision:
    old, new = version(number), version(number + 1)
    step = Revision("courier", url, old, new, edits, new.seen_at, old.seen_at, ident=number)
    return replace(step, **more)  # type: ignore[arg-type] # a test names the fields it sets


def test_a_sentence_that_changed_twice_is_told_as_one_change_in_order() -> None:
    steps = [revision(number, reworded(*pair)) for number, pair in enumerate(pairwise("abc"), 1)]
    (story,) = digest(steps[::-1], "desk", None, NOON).stories
    (change,) = story.told
    assert (change.before, change.after, len(change.links)) == ("a", "c", 2)


def test_a_message_has_text_and_html() -> None:
    found = digest([revision(1, reworded("It is due.", "It came."))], "desk", None, NOON)
    mail = message(found, sender="a@x.test", recipient="b@y.test", message_id="<1@x.test>", date=NOON)
    parsed = message_from_bytes(mail.as_bytes(), policy=default)
    assert [part.get_content_type() for part in parsed.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert "[-It is due.-]" in parsed.get_body(("plain",)).get_content()  # type: ignore[union-attr]
