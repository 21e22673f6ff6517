"""Golden pages: tests/sites/SITE/CASE/page.html is read as expected.json says, for the fields named there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scraper.article import fingerprint
from scraper.extraction import extract
from scraper.golden import check_case

SITES = Path(__file__).parent / "sites"
CASES = sorted(path.parent for path in SITES.glob("*/*/expected.json"))
# What changes on a page from one visit to the next while the article stands.
RESTLESS = [
    (r"1,204 shares", "1,377 shares"),
    (r"Monday 12:41", "Tuesday 08:02"),
    (r"5 min read", "6 min read"),
    (r"312 likes", "2,418 likes"),
    (r"87 comments", "140 comments"),
    (r"Whale seen in the bay", "Tanker runs aground off the southern cape, crew is safe"),
    (r"Storm takes the old pier</a></li>", "Eleven boats go out</a></li><li><a href='/7'>Ice</a></li>"),
    (r"<div class=\"ad-slot\">", '<div class="ad-slot"><p>Buy a boat today.</p>'),
    (r"class=\"story", 'data-build="42" class="v2 story'),
]  # fmt: skip


def expected(case: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((case / "expected.json").read_text("utf-8"))
    return loaded


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_golden_page_is_read_as_expected(case: Path) -> None:
    assert check_case(case) == {}


@pytest.mark.parametrize(("old", "new"), RESTLESS)
def test_what_moves_around_the_text_does_not_change_it(old: str, new: str) -> None:
    page = (SITES / "harbour-post" / "widgets" / "page.html").read_text("utf-8")
    moved = re.sub(old, new, page)
    assert moved != page
    before, after = (extract(each.encode(), "https://harbourpost.example/x") for each in (page, moved))
    assert fingerprint(before) == fingerprint(after)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_each_word_that_changes_in_the_text_is_seen(case: Path) -> None:
    page = (case / "page.html").read_text("utf-8")
    url = expected(case)["url"]
    before = extract(page.encode(), url)
    for text in (before.standfirst or "", *before.paragraphs):
        word = max((each for each in text.split() if each in page), key=len, default="")
        edited = page.replace(word, "tamarind")
        assert not word or fingerprint(extract(edited.encode(), url)) != fingerprint(before), word
