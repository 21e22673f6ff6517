"""The daily upkeep: a sound file, the price of a visit, habits that fade, furniture counted anew."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from scraper.outlook import measured, statistics
from scraper.recrawl import adjusted, next_due
from scraper.reports.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from scraper.planning import Planner
    from scraper.recrawl import Due, Pace

DAY = timedelta(days=1)
MOVED = 0.2  # a change of p* by more than this share makes every due time stale


def upkeep(planner: Planner, now: datetime) -> Iterator[str]:
    """Do what is done once a day and yield a line on each thing; what was done less than 20 h ago is left."""
    counted = planner.store.upkeep()
    held = ", ".join(f"{number} {name}s" for name, number in counted.items())
    yield f"{planner.store.path} is sound: {held}"
    yield f"furniture: {planner.store.decide_furniture(now)} repeated paragraphs are left out of articles"
    if planner.store.begin_day(now, timedelta(hours=20)):
        yield from price(planner, now)
    yield from statistics(measured(planner, now, 24))


def price(planner: Planner, now: datetime) -> Iterator[str]:
    """Move p* by how much of the budget yesterday's visits took; when it moves much, plan all anew."""
    before = planner.threshold()
    used = planner.store.figures(now - DAY, now).visits
    crawl = planner.config.crawl
    after = max(adjusted(before, used, 24 * crawl.visits_per_hour), crawl.threshold)
    planner.store.set_threshold(after)
    planner.reload()
    if abs(after - before) > MOVED * before:
        replanned = planner.store.replan(lambda pace: anew(planner, pace, now))
        yield f"p* moved from {before:.3f} to {after:.3f}: {count(replanned, 'visit')} planned anew"


def anew(planner: Planner, pace: Pace, now: datetime) -> Due:
    """Return when an article is due under the price of today."""
    return next_due(planner.local(pace, now), planner.pool(), planner.policy(pace.source), now)
