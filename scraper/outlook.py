"""What comes next and why, and how well the policy has been doing: for `due` and the upkeep."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from scraper.recrawl import calibration, capture, explain, rehearse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.planning import Planner
    from storage.agenda import Planned

CONTROL_TIME = timedelta(hours=24)


def coming(planner: Planner, limit: int) -> Iterator[tuple[Planned, str]]:
    """Yield the next visits, soonest first, each with the reason in one line."""
    for planned in planner.store.upcoming(limit):
        yield planned, reason(planner, planned.url, planned.due_at, planned.reason)


def reason(planner: Planner, url: str, at: datetime, why: str) -> str:
    """Return in one line why an article is visited when it is."""
    known = planner.store.known(url)
    if known is None or known.pace is None or why in {"failed", "suspect", "gone"}:
        return {"failed": "the last visit failed", "suspect": "the last capture was doubtful",
                "gone": "it was withdrawn; it may come back"}.get(why, why)  # fmt: skip
    text = explain(known.pace, planner.pool(), planner.policy(known.site), at)
    return f"final look; {text}" if why == "final" else text


def statistics(planner: Planner, now: datetime, hours: float) -> Iterator[str]:
    """Yield lines on the last hours: visits, finds, calibration, and what the control sample says."""
    since = now - timedelta(hours=hours)
    done = planner.store.figures(since, now)
    outcomes = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in done.outcomes.items())
    yield f"tracked: {done.tracked} articles, {done.due} due now; p* {planner.threshold():.3f}"
    yield f"last {hours:g} h: {done.visits} visits ({outcomes or 'none'}), {done.bytes / 1e6:.1f} MB"
    yield f"found: {done.found} new versions, {done.found / max(done.visits, 1):.3f} of a visit"
    for bin_ in calibration(planner.store.predictions(since)):
        yield f"predicted {bin_.predicted:.2f}, observed {bin_.observed:.2f} in {bin_.visits} visits"
    yield control_line(planner, now)


def control_line(planner: Planner, now: datetime) -> str:
    """Return what the policy would have caught of the edits of the control sample."""
    sample = planner.store.control()
    pool = planner.pool()
    rehearsed = [
        rehearse(replace(pace, post_a=1.0, post_b=1.0, last_visit=pace.first_seen, last_change=None),
                 edits, pool, planner.policy(pace.source), min(now, pace.first_seen + CONTROL_TIME))
        for pace, edits in sample
    ]  # fmt: skip
    told = capture(rehearsed)
    if not told.edits:
        return f"control sample: {len(sample)} articles, no edits yet"
    delay = f"{told.delay.total_seconds() / 3600:.1f} h" if told.delay is not None else "none"
    caught = f"{told.captured / told.edits:.0%} would be caught in {told.visits} visits"
    return f"control sample: {told.articles} articles, {told.edits} edits, {caught}, median delay {delay}"
