"""What is a host's furniture when two versions are compared, and when a report looks back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scraper.article import Article, Edit, Kind, Part, Revision, Version
from scraper.furnishing import demoted, without

PLEA = "More than 2,300 islanders pay for the Courier. Join them from two crowns a month."
AGAIN = "More than 2,400 islanders pay for the Courier. Join them from two crowns a month."
NEWS = "The ferry was late on Sunday, by an hour."


@pytest.mark.parametrize(
    ("text", "share", "kept"),
    [
        (PLEA, 0.04, False),  # furniture itself
        (AGAIN, 0.9, False),  # of all pages, reworded
        (AGAIN, 0.04, True),  # background of a few articles, brought up to date: an edit
        (NEWS, 0.9, True),
    ],
)
def test_a_reworded_text_is_furniture_where_it_stood_everywhere(text: str, share: float, kept: bool) -> None:  # noqa: FBT001 - a row of the table
    new = without(Article(paragraphs=(NEWS, text)), Article(paragraphs=(NEWS, PLEA)), {PLEA: share})
    assert (text in new.paragraphs) is kept


def test_what_both_versions_have_is_not_doubted() -> None:
    both = Article(paragraphs=(NEWS, AGAIN))
    assert without(both, both, {PLEA: 1.0}) == both


def revision(*edits: Edit) -> Revision:
    version = Version(1, Article(paragraphs=(NEWS,)), datetime(2031, 5, 4, tzinfo=UTC), "x", "y")
    flags = ("unacknowledged", "expanded")
    return Revision(
        "courier", "https://a.example/b", version, version, edits, version.seen_at, None, flags, 0.7
    )


ADDED = Edit(Part.BODY, Kind.ADDED, None, "Join them from two crowns a month.", rank=0.6)


def test_in_hindsight_an_edit_in_furniture_is_minor_and_no_silence() -> None:
    seen = demoted(revision(ADDED), {AGAIN: 0.5})
    assert [edit.substantive for edit in seen.edits] == [False]
    assert (seen.flags, seen.rank) == (("expanded",), 0.0)


def test_in_hindsight_an_edit_of_the_text_stays_what_it_was() -> None:
    other = replace(ADDED, after="The ferry sank.")
    titled = replace(ADDED, part=Part.HEADLINE)
    assert demoted(revision(other), {AGAIN: 0.5}) == revision(other)
    assert demoted(revision(titled), {AGAIN: 0.5}) == revision(titled)
    mixed = demoted(revision(ADDED, other), {AGAIN: 0.5})
    assert [edit.substantive for edit in mixed.edits] == [False, True]
    assert "unacknowledged" in mixed.flags
