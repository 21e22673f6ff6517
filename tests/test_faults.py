"""A fault of ours is said once, and the visit that met it is not made for ever."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from conftest import MONDAY
from scrapy.utils.test import get_crawler

from scraper.article import Article, Outcome
from scraper.clock import Clock
from scraper.config import Config
from scraper.errors import OutrunError
from scraper.noticing import notice
from scraper.pipelines import Remember
from scraper.visit import Visit

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://courier.example/quay"


TEXT = Article("Quay to open", paragraphs=("The quay will open. " * 60,))
GOOD = Visit(
    "courier",
    URL,
    MONDAY,
    Outcome.READ,
    status=200,
    article=TEXT,
    body=b"<html>" + b"<p>It sails.</p>" * 99 + b"</body></html>",
    extractor="t",
)


def remembering(folder: Path) -> Remember:
    facts = {
        "TWISTED_REACTOR_ENABLED": False,
        "AFTERWORD": Config(),
        "AFTERWORD_STORE": str(folder / "a.db"),
        "AFTERWORD_CLOCK": Clock(),
    }
    return Remember(get_crawler(settings_dict=facts))


def test_two_processes_that_see_a_take_down_tell_of_it_once(tmp_path: Path) -> None:
    one, other = remembering(tmp_path), remembering(tmp_path)
    one.recorded(GOOD)
    gone = [
        Visit("courier", URL, MONDAY + timedelta(hours=hour), Outcome.FAILED, status=410, final_url=URL)
        for hour in (1, 2, 3)
    ]
    one.recorded(gone[0])
    judged = notice(one.scene(gone[1]))
    other.recorded(gone[2])
    with pytest.raises(OutrunError):
        one.store.record(judged)
    one.recorded(gone[1])
    assert [step.flags for step in one.store.revisions(URL)] == [("withdrawn",)]


def test_a_visit_that_cannot_be_recorded_fails_and_backs_off(tmp_path: Path) -> None:
    remember = remembering(tmp_path)
    asyncio.run(remember.process_item(GOOD))
    later = MONDAY + timedelta(hours=1)
    # SQLite takes no lone surrogate: what a fault in reading could let through.
    broken = replace(GOOD, at=later, article=replace(TEXT, headline="Quay \ud800"))
    asyncio.run(remember.process_item(broken))
    row = next(remember.store.db.query("SELECT * FROM visit ORDER BY id DESC LIMIT 1"))
    assert (row["outcome"], row["reason"]) == ("failed", "a fault of ours")
    plan = remember.store.plan_of(URL)
    assert plan
    assert plan[1].at == later + timedelta(minutes=5)
    assert remember.crawler.stats
    assert remember.crawler.stats.get_value("afterword/fault") == 1
