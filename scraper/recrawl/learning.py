"""What one visit teaches about an article and about all of them."""

from __future__ import annotations

from dataclasses import replace
from math import exp
from typing import TYPE_CHECKING

from scraper.recrawl.evidence import Outlook, outlook, stretches
from scraper.recrawl.pool import PoolDelta, Row

if TYPE_CHECKING:
    from datetime import datetime

    from scraper.recrawl.pace import Pace
    from scraper.recrawl.pool import Pool

_MOST = 20.0
"""No single visit may speak for more edits than this."""


def learn(
    pace: Pace, pool: Pool, at: datetime, *, changed: bool, hinted: bool = False
) -> tuple[Pace, PoolDelta]:
    """Return the article's pace after a visit, and what the visit adds to the pool.

    `changed` is false for trivial edits and for returns to known wording. `hinted` tells that a "modified"
    hint caused the visit. One step of expectation maximisation: the edits that the bit speaks for are shared
    out over age, site, hour, event and burst as predicted. Exposures are weighted by the liveliness believed
    *before* the visit, which keeps adaptive sampling unbiased. Source: the study's section 4.
    """
    if pace.last_visit is None:
        return replace(pace, last_visit=at), PoolDelta()
    if at <= pace.last_visit:
        return pace, PoolDelta()
    look = outlook(pace, pool)
    until = look.hour(at)
    mass, mean = look.mass(until), look.a / look.b
    total = mean * mass + pool.cue * look.event(until) + pool.burst * look.burst(until)
    edits = _edits(look, until, total, mass, hinted=hinted) if changed else 0.0
    own = mean * mass / total if total else 0.0
    later = replace(
        pace,
        last_visit=at,
        last_change=at if changed else pace.last_change,
        post_a=pace.post_a + (own if changed else 0.0),
        post_b=pace.post_b + mass,
    )
    rows = [
        *_shared(look, until, edits / total if total else 0.0, pace.source),
        *_hint(pace, changed=changed, hinted=hinted),
    ]
    return later, PoolDelta(tuple(rows))


def _edits(look: Outlook, until: float, total: float, mass: float, *, hinted: bool) -> float:
    """Return how many edits to expect behind one seen change; after a hint, which comes at once, just one."""
    if hinted:
        return 1.0
    chance = 1 - exp(-look.evidence(until, mass))
    return min(total / chance, _MOST) if chance > 0 else 1.0


def _shared(look: Outlook, until: float, share: float, source: str) -> list[Row]:
    """Return the pool's increments; `share` is the edits per unit of predicted mass."""
    mean, pool = look.a / look.b, look.pool
    expected, clock, rows = 0.0, [0.0] * 24, []
    for bucket, start, stop in stretches(look.born, look.last, until):
        span = look.day(stop) - look.day(start)
        weighted = mean * look.level * span
        rows.append(("hazard", str(bucket), share * weighted * pool.hazard[bucket], weighted))
        expected += mean * pool.hazard[bucket] * span
        _add_hours(clock, start, stop, mean * look.rate(bucket))
    rows.append(("level", source, share * expected * look.level, expected))
    rows += [
        ("clock", str(hour), share * spent * pool.clock[hour], spent)
        for hour, spent in enumerate(clock)
        if spent
    ]
    for table, weight, exposure in (
        ("cue", pool.cue, look.event(until)),
        ("burst", pool.burst, look.burst(until)),
    ):
        if exposure > 1e-9:
            rows.append((table, "", share * weight * exposure, exposure))
    return rows


def _add_hours(clock: list[float], start: float, stop: float, rate: float) -> None:
    """Add `rate` times the time spent in each hour of the day between two moments."""
    days = (stop - start) // 24
    if days:
        clock[:] = [spent + rate * days for spent in clock]
        start += 24 * days
    while start < stop:
        edge = min(stop, start // 1 + 1)
        clock[int(start % 24)] += rate * (edge - start)
        start = edge


def _hint(pace: Pace, *, changed: bool, hinted: bool) -> list[Row]:
    return [("hint", pace.source, float(changed), 1.0)] if hinted else []
