"""A fault of ours is said once, and the visit that met it is not made for ever."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from conftest import MONDAY
from scrapy.utils.test import get_crawler

from scraper.article import Article, Outcome
from scraper.clock import Clock
from scraper.config import Config
from scraper.pipelines import Remember
from scraper.visit import Visit

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://courier.example/quay"


def test_a_visit_that_cannot_be_recorded_fails_and_backs_off(tmp_path: Path) -> None:
    facts = {
        "TWISTED_REACTOR_ENABLED": False,
        "AFTERWORD": Config(),
        "AFTERWORD_STORE": str(tmp_path / "a.db"),
        "AFTERWORD_CLOCK": Clock(),
    }
    remember = Remember(get_crawler(settings_dict=facts))
    text = Article("Quay to open", paragraphs=("The quay will open. " * 60,))
    good = Visit(
        "courier",
        URL,
        MONDAY,
        Outcome.READ,
        status=200,
        article=text,
        body=b"<html>" + b"<p>It sails.</p>" * 99 + b"</body></html>",
        extractor="t",
    )
    asyncio.run(remember.process_item(good))
    later = MONDAY + timedelta(hours=1)
    # SQLite takes no lone surrogate: what a fault in reading could let through.
    broken = replace(good, at=later, article=replace(text, headline="Quay \ud800"))
    asyncio.run(remember.process_item(broken))
    row = next(remember.store.db.query("SELECT * FROM visit ORDER BY id DESC LIMIT 1"))
    assert (row["outcome"], row["reason"]) == ("failed", "a fault of ours")
    plan = remember.store.plan_of(URL)
    assert plan
    assert plan[1].at == later + timedelta(minutes=5)
    assert remember.crawler.stats
    assert remember.crawler.stats.get_value("afterword/fault") == 1
