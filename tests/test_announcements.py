"""What a sentence announces, and for when: a table of cases, one a convention."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from scraper.announcements import announced

CASES = json.loads((Path(__file__).parent / "cases" / "announcements.json").read_text("utf-8"))


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
