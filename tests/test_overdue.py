"""What should have happened by now, and the article does not say so: found, told once, and shown."""

from __future__ import annotations

import email
import json
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from conftest import DESK, SITE, Afterword

from scraper.article import Announcement, Article
from scraper.overdue import overdue
from scraper.visit import Standing
from storage import Store

if TYPE_CHECKING:
    from newsroom import Newsroom
    from newsroom.postbox import Postbox
    from scraper.article import Overdue

COURIER = f'{SITE}timezone = "Europe/London"\n'
NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ARTICLE = Article(
    "Quay to open on Monday", "It has taken a year.", paragraphs=("The quay will open at noon.", "Rain.")
)


def standing(ident: int, sentence: str, start: date | None, **more: object) -> Standing:
    """Return an overdue announcement of an article that was last read at five in the afternoon."""
    said = Announcement(sentence, sentence, start, start, "hour" if isinstance(start, datetime) else "day")
    facts = {"site": "courier", "url": "https://courier.example/quay", "told": False, **more}
    return Standing(ident=ident, article=ARTICLE, announcement=said, last_seen=NOON + 5 * HOUR, **facts)  # type: ignore[arg-type]


def found(*rows: Standing, hours: float = 0.0) -> list[Overdue]:
    return overdue(rows, lambda _: "UTC", hours)


AT_NOON = standing(1, "The quay will open at noon.", NOON)
YESTERDAY = standing(2, "Quay to open on Sunday", date(2026, 6, 14))


@pytest.mark.parametrize(("hours", "many"), [(0.0, 1), (5.0, 1), (5.1, 0), (float("inf"), 0)])
def test_it_is_told_so_many_hours_after_its_time_as_the_article_was_last_read(
    hours: float, many: int
) -> None:
    assert len(found(AT_NOON, hours=hours)) == many


def test_sentences_whose_times_overlap_are_one_event_and_the_closest_time_counts() -> None:
    (one,) = found(standing(3, "Quay to open on Monday", date(2026, 6, 15)), AT_NOON)
    assert (one.said.sentence, one.closes, one.idents) == ("The quay will open at noon.", NOON, (1, 3))


def test_an_event_is_not_told_again_by_another_of_its_sentences() -> None:
    assert found(standing(1, "The quay will open at noon.", NOON, told=True),
                 standing(3, "Quay to open on Monday", date(2026, 6, 15))) == []  # fmt: skip
    assert len(found(standing(1, "The quay will open at noon.", NOON, told=True), YESTERDAY)) == 1


def test_what_the_headline_says_comes_first() -> None:
    deep = standing(4, "Rain.", NOON - 9 * HOUR, url="https://courier.example/a")
    top = standing(5, "Quay to open on Monday", NOON, url="https://courier.example/z")
    assert [one.idents for one in found(deep, AT_NOON, top)] == [(5,), (1,), (4,)]


def test_what_names_no_time_is_never_overdue() -> None:
    assert found(standing(6, "The quay will open.", None)) == []


@pytest.fixture
def late(watching: Afterword, room: Newsroom, postbox: Postbox) -> Afterword:
    """Return a monitor that has seen the council's vote pass without a word of it in the article."""
    watching.configure(f'{COURIER}feeds = ["{room.feed_url}"]\n{DESK}port = {postbox.port}\n')
    url = room.article_url("budget-vote")
    watching("crawl", "article", "-a", f"url={url}")
    for hours in (10, 4):
        room.advance(hours * HOUR)
        watching.now = room.now
        watching("crawl", "article", "-a", f"url={url}")
    return watching


def test_an_overdue_announcement_is_told_once_by_mail_and_page(late: Afterword, postbox: Postbox) -> None:
    told = late("report", "--out", "out")
    assert (told.code, told.complained) == (0, "")
    mail = email.message_from_bytes(postbox.mails[0], policy=default)
    assert isinstance(mail, EmailMessage)
    assert "1 announcement overdue" in mail["Subject"]
    plain, rich = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain
    assert rich
    said = " ".join(plain.get_content().split())
    assert "*is due to vote on the harbour budget at 6:30 pm on Monday 15 June*" in said
    assert "Time Mon 15 Jun 2026, 17:30 UTC" in said
    assert "Overdue by 4 hours, when last seen Mon 15 Jun 2026, 22:00 UTC" in said
    for markup in (rich.get_content(), (late.folder / "out/desk.html").read_text("utf-8")):
        assert "<strong>is due to vote on the harbour budget at 6:30 pm on Monday 15 June</strong>" in markup
        assert "by 4 hours, when last seen" in markup
    late.now += HOUR
    assert "nothing to tell" in late("report").said
    assert len(postbox.mails) == 2, "one for each reader, and never again"


def test_a_report_that_was_not_sent_has_told_nothing(late: Afterword) -> None:
    for _ in range(2):
        assert "OVERDUE" in late("report", "--dry-run").said


@pytest.mark.parametrize(("hours", "told"), [("0.0", True), ("4.0", True), ("5.0", False), ("inf", False)])
def test_a_subscription_says_how_late_is_overdue(
    late: Afterword, room: Newsroom, hours: str, *, told: bool
) -> None:
    late.configure(f'{COURIER}feeds = ["{room.feed_url}"]\n'
                   + DESK.replace('tell = "all"', f'tell = "all"\noverdue_hours = {hours}'))  # fmt: skip
    assert ("OVERDUE" in late("report", "--dry-run").said) is told


def test_all_that_is_overdue_is_listed(late: Afterword) -> None:
    listed = late("overdue")
    assert "was to happen Mon 15 Jun 2026, 17:30 UTC; overdue by 4 hours" in listed.said
    (row,) = json.loads(late("overdue", "--json").said)
    assert row["closes"] == "2026-06-15T17:30:00+00:00"


def test_where_nothing_is_overdue_it_says_so(watching: Afterword) -> None:
    watching("crawl", "courier")
    assert watching("overdue").said == "nothing is overdue\n"


def test_new_words_for_an_event_that_was_told_are_not_told_as_another(late: Afterword) -> None:
    late("report")
    with Store(str(late.folder / "afterword.db")) as store:
        store.db.execute("UPDATE announcement SET fate = 'dropped' WHERE fate = 'overdue'")
        store.db.execute(REWORDED)
        store.db.conn.commit()
    assert "is to decide" in late("overdue").said
    assert "nothing to tell" in late("report").said


REWORDED = """
INSERT INTO announcement (article_id, version_id, sentence, words, start, latest, precision, fate, fate_at)
SELECT article_id, version_id, 'The council is to decide.', 'is to decide', start, latest, precision,
    'overdue', fate_at
FROM announcement WHERE fate = 'dropped'
"""
