from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scraper.article import Article, Outcome, fingerprint
from scraper.edits import Earlier, compare, review

ROWS = json.loads((Path(__file__).parent / "cases" / "edits_review.json").read_text("utf-8"))


def article(fields: dict[str, Any]) -> Article:
    given: dict[str, Any] = {
        name: tuple(told) if isinstance(told, list) else told for name, told in fields.items()
    }
    if "modified" in given:
        given["modified"] = datetime.fromisoformat(given["modified"])
    return Article(**given)


@pytest.mark.parametrize("row", [pytest.param(row, id=row["case"]) for row in ROWS])
def test_a_step_between_versions_has_flags_and_a_reason(row: dict[str, Any]) -> None:
    old, new = article(row["old"]), article(row["new"])
    past = [article(fields) for fields in row.get("history", ())]
    history = [Earlier(number, fingerprint(each), each.headline) for number, each in enumerate(past, 1)]
    before, after = row.get("outcomes", ["read", "read"])
    found = review(old, new, compare(old, new), history, outcomes=(Outcome(before), Outcome(after)))
    assert sorted(found.flags) == sorted(row["flags"])
    assert 0 <= found.rank <= 1
    if "reason" in row:
        assert found.reason == row["reason"]


def test_a_silent_change_of_fact_ranks_above_the_same_with_a_note_and_above_spelling() -> None:
    def ranked(after: str, notes: tuple[str, ...] = ()) -> float:
        old, new = Article(paragraphs=("It killed 32.",)), Article(paragraphs=(after,), notes=notes)
        return review(old, new, compare(old, new)).rank

    assert ranked("It killed 47.") > ranked("It killed 47.", ("Updated",)) > ranked("It killed, 32.")


def test_a_silent_change_of_a_quote_ranks_above_a_greater_one_that_the_page_dates() -> None:
    quote = (
        Article(paragraphs=('"They hit us twice," she said.',)),
        Article(paragraphs=('"They came near us," she said.',)),
    )
    dated = (
        Article(headline="No power in 300 homes", modified=datetime.fromisoformat("2026-05-04T06:00Z")),
        Article(headline="Power is back in 900 homes", modified=datetime.fromisoformat("2026-05-04T08:00Z")),
    )
    silent, told = (review(*pair, compare(*pair)) for pair in (quote, dated))
    assert silent.flags == ("unacknowledged",)
    assert "updated" in told.flags
    assert silent.rank > told.rank
