"""What comes next and why, and how well the policy has been doing: for `due` and the upkeep."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from scraper.recrawl import Due, calibration, capture, explain, rehearse
from scraper.reports.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.planning import Planner
    from scraper.visit import Known
    from storage.agenda import Planned

CONTROL_TIME = timedelta(hours=24)


def coming(planner: Planner, limit: int, now: datetime) -> Iterator[tuple[Planned, str]]:
    """Yield the next visits, soonest first, each with the reason in one line."""
    for planned in planner.store.upcoming(limit):
        known = planner.store.known(planned.url)
        yield planned, reason(planner, known, Due(planned.due_at, 0.0, planned.reason), now)


def reason(planner: Planner, known: Known | None, due: Due, now: datetime) -> str:
    """Return in one line why an article is visited when it is."""
    why = due.reason
    if due.at is None:
        return "retired: it is not tracked any more"
    if known is None or known.pace is None or why in {"failed", "suspect", "gone"}:
        return {"failed": "the last visit failed", "suspect": "the last capture was doubtful",
                "gone": "it was withdrawn; it may come back"}.get(why, why)  # fmt: skip
    text = explain(known.pace, planner.pool(), planner.policy(known.site), due.at, now)
    return f"final look; {text}" if why == "final" else text


def measured(planner: Planner, now: datetime, hours: float) -> dict[str, Any]:
    """Return what the last hours came to: visits, finds, calibration, and what the control sample says."""
    since = now - timedelta(hours=hours)
    done = planner.store.figures(since, now)
    bins = calibration(planner.store.predictions(since))
    told = {"tracked": done.tracked, "due_now": done.due, "threshold": planner.threshold(), "hours": hours}
    spent = {"visits": done.visits, "outcomes": done.outcomes, "bytes": done.bytes, "found": done.found}
    return {**told, **spent, "calibration": [asdict(each) for each in bins], "control": control(planner, now)}


def statistics(found: dict[str, Any]) -> Iterator[str]:
    """Yield what was `measured`, a line on each thing."""
    outcomes = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in found["outcomes"].items())
    tracked = count(found["tracked"], "article")
    yield f"tracked: {tracked}, {found['due_now']} due now; p* {found['threshold']:.3f}"
    done = f"{count(found['visits'], 'visit')} ({outcomes or 'none'}), {found['bytes'] / 1e6:.1f} MB"
    yield f"last {found['hours']:g} h: {done}"
    share = found["found"] / max(found["visits"], 1)
    yield f"found: {count(found['found'], 'new version')}, {share:.3f} of a visit"
    for bin_ in found["calibration"]:
        seen = f"observed {bin_['observed']:.2f} in {count(bin_['visits'], 'visit')}"
        yield f"predicted {bin_['predicted']:.2f}, {seen}"
    yield control_line(found["control"])


def control(planner: Planner, now: datetime) -> dict[str, Any]:
    """Return what the policy would have caught of the edits of the control sample."""
    sample = planner.store.control()
    pool = planner.pool()
    rehearsed = [
        rehearse(replace(pace, post_a=1.0, post_b=1.0, last_visit=pace.first_seen, last_change=None),
                 edits, pool, planner.policy(pace.source), min(now, pace.first_seen + CONTROL_TIME))
        for pace, edits in sample
    ]  # fmt: skip
    told = capture(rehearsed)
    delay = told.delay.total_seconds() / 3600 if told.delay is not None else None
    return {"articles": len(sample), "edits": told.edits, "captured": told.captured, "visits": told.visits,
            "median_delay_hours": delay}  # fmt: skip


def control_line(found: dict[str, Any]) -> str:
    """Return in a line what the control sample says."""
    if not found["edits"]:
        return f"control sample: {count(found['articles'], 'article')}, no edits yet"
    hours = found["median_delay_hours"]
    delay = f"{hours:.1f} h" if hours is not None else "none"
    caught = f"{found['captured'] / found['edits']:.0%} would be caught in {count(found['visits'], 'visit')}"
    known = f"{count(found['articles'], 'article')}, {count(found['edits'], 'edit')}"
    return f"control sample: {known}, {caught}, median delay {delay}"
