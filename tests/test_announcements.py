"""What a sentence announces, and for when: a table of cases, one a convention."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from scraper.announcements import announced, announcements, fate, instants
from scraper.article import Article

TABLES = ("announcements.json", "announcements_de.json")
CASES = [
    case
    for name in TABLES
    for case in json.loads((Path(__file__).parent / "cases" / name).read_text("utf-8"))
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["description"])
def test_a_sentence_announces_what_the_table_says(case: dict[str, Any]) -> None:
    found = announced(
        case["sentence"],
        datetime.fromisoformat(case["published"]),
        case.get("context"),
        zone=case.get("zone"),
        language=case.get("language", "en"),
    )
    if not case["announces"]:
        assert found is None
        return
    assert found is not None
    assert (_written(found.start), found.precision) == (_written(_read(case["start"])), case["precision"])
    if "latest" in case:
        assert _written(found.latest) == case["latest"]


def _read(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _written(when: date | datetime | None) -> str:
    return when.isoformat() if when else ""


PLAIN = json.loads((Path(__file__).parent / "cases" / "announcements_plain.json").read_text("utf-8"))
THEN = datetime.fromisoformat(PLAIN["published"])


@pytest.mark.parametrize(("sentence", "start", "precision"), PLAIN["dated"])
def test_a_plain_sentence_announces_a_moment(sentence: str, start: str, precision: str) -> None:
    found = announced(sentence, THEN)
    assert found is not None
    assert (_written(found.start), found.precision) == (start, precision)


@pytest.mark.parametrize("sentence", PLAIN["undated"])
def test_a_plan_without_a_date_is_an_announcement_too(sentence: str) -> None:
    found = announced(sentence, THEN)
    assert found is not None
    assert found.start is None


@pytest.mark.parametrize("sentence", PLAIN["nothing"])
def test_what_is_past_habit_or_forecast_announces_nothing(sentence: str) -> None:
    assert announced(sentence, THEN) is None


def test_a_language_without_a_lexicon_announces_nothing() -> None:
    assert announced("Wybory odbędą się w niedzielę.", THEN, language="pl") is None


def test_an_article_announces_each_event_once_and_in_order() -> None:
    article = Article(
        headline="Leaders to meet on Monday",
        published=THEN,
        paragraphs=(
            "The two presidents will sit down in Beijing on Monday.",
            "The meeting is set to take place at 4:30 pm local time (4:30 am ET). They last met in March.",
            "They last met in March.",
        ),
    )
    found = announcements(article)
    assert [_written(one.start) for one in found] == ["2024-05-06", "2024-05-06", "2024-05-06T16:30:00+08:00"]


def test_an_article_without_any_date_announces_nothing() -> None:
    assert announcements(Article(headline="Leaders to meet on Monday")) == ()


@pytest.mark.parametrize(
    ("sentence", "zone", "span"),
    [
        ("The vote starts at 9:00 am GMT on Thursday.", "Asia/Tokyo", ("02T09:00", "02T09:00")),
        ("The vote starts at 9:00 am on Thursday.", "Asia/Tokyo", ("02T00:00", "02T00:00")),
        ("The vote in Moscow starts at 9 am local time on Thursday.", "Asia/Tokyo", ("02T06:00", "02T06:00")),
        ("The vote will take place on Thursday.", "Europe/Berlin", ("01T22:00", "02T22:00")),
        ("The results will come on Thursday evening.", "UTC", ("02T17:00", "03T00:00")),
    ],
)
def test_an_announcement_has_a_first_and_a_last_instant(
    sentence: str, zone: str, span: tuple[str, str]
) -> None:
    found = announced(sentence, THEN)
    assert found is not None
    moments = instants(found, zone)
    assert moments is not None
    assert tuple(one.strftime("%dT%H:%M") for one in moments) == span


def test_an_undated_announcement_has_no_instant() -> None:
    found = announced("Boeing boss to step down", THEN)
    assert found is not None
    assert instants(found, "UTC") is None


FATES = json.loads((Path(__file__).parent / "cases" / "announcements_fate.json").read_text("utf-8"))


@pytest.mark.parametrize(("sentence", "later", "now", "expected"), FATES["pairs"])
def test_the_fate_of_an_announcement_shows_in_the_later_text(
    sentence: str, later: str, now: str, expected: str
) -> None:
    found = announced(sentence, datetime.fromisoformat(FATES["published"]))
    assert found is not None
    old, new = Article(paragraphs=(sentence, "It is raining.")), Article(paragraphs=(later, "It is raining."))
    assert fate(found, datetime.fromisoformat(now).replace(tzinfo=UTC), old, new) == expected
