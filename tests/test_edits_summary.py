from __future__ import annotations

import json
from pathlib import Path

import pytest

from scraper.article import Article
from scraper.edits import compare

ROWS = json.loads((Path(__file__).parent / "cases" / "edits_summary.json").read_text("utf-8"))
LONG = "who had come to the old harbour at dawn to see the ferry leave for the outer islands one last time"


def told(before: str, after: str) -> str:
    old, new = (Article(headline=text, language="en") for text in (before, after))
    return compare(old, new)[0].summary


@pytest.mark.parametrize("row", [pytest.param(row, id=row["before"]) for row in ROWS])
def test_an_edit_is_told_in_few_words_that_read_alone(row: dict[str, str]) -> None:
    assert told(row["before"], row["after"]) == row["summary"]


@pytest.mark.parametrize(
    ("before", "after", "start", "end"),
    [
        (f"Crews wept {LONG}", "Crews wept", "dropped: who had come", "…"),
        ("Crews wept", f"Crews wept {LONG}", "added: who had come", "…"),
        (f"Relatives {LONG} wept", f"Nobody {LONG[::-1]} slept", "Relatives", "…"),
        (f"“We saw {LONG}”", f"“We saw Lind, {LONG}”", "Lind added", "Lind added"),
        ("船" * 90, "港" * 90, "船船船", "…"),
    ],
)
def test_what_is_too_long_is_cut_so_that_both_sides_and_the_verb_stay(
    before: str, after: str, start: str, end: str
) -> None:
    line = told(before, after)
    assert len(line) <= 72
    assert line.startswith(start)
    assert line.endswith(end)
    assert (" -> " in line) is (not line.startswith(("dropped", "added", "Lind")))
