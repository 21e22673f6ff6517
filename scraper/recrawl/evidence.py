"""How many unseen edits to expect in a gap between two moments: age, site, hour, event and burst."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime
from math import exp, inf, log
from typing import TYPE_CHECKING

from scraper.recrawl.pool import EDGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.recrawl.pace import Pace
    from scraper.recrawl.pool import Pool

SCALE = 0.7
"""Hours: the scale of the edits that follow an event (Gamma, shape 2) and a seen change (exponential)."""

_ENDS = (*EDGES[1:-1], inf)


def stretches(born: float, start: float, stop: float) -> Iterator[tuple[int, float, float]]:
    """Yield (age bucket, from, to) for the parts of start..stop; all in hours."""
    bucket = max(bisect_right(EDGES, start - born, hi=len(_ENDS)) - 1, 0)
    while start < stop:
        edge = min(stop, born + _ENDS[bucket])
        if edge > start:
            yield bucket, start, edge
            start = edge
        bucket += 1


def _event_sum(since: float) -> float:
    """Return the integral of the Gamma(2, SCALE) distribution function from 0 to `since`."""
    if since <= 0:
        return 0.0
    return since - 2 * SCALE + exp(-since / SCALE) * (since + 2 * SCALE)


def event_share(since: float, window: float) -> float:
    """Return the share of an event's edits made `since` hours after it could begin at the earliest.

    `window` is how many hours later it could begin at the latest; every moment between is as likely.
    """
    if since <= 0:
        return 0.0
    if window <= 0:
        return 1 - exp(-since / SCALE) * (1 + since / SCALE)
    return (_event_sum(since) - _event_sum(since - window)) / window


@dataclass(frozen=True, slots=True)
class Outlook:
    """One article under one pool; times are hours since 1970 by the site's clock."""

    a: float
    b: float
    level: float
    born: float
    last: float
    cue_at: float
    cue_window: float
    changed: float
    offset: float
    pool: Pool

    def hour(self, moment: datetime) -> float:
        """Return a moment as hours of the site's clock since 1970."""
        return moment.timestamp() / 3600 + self.offset

    def moment(self, hour: float) -> datetime:
        """Return hours of the site's clock as an aware UTC datetime."""
        return datetime.fromtimestamp((hour - self.offset) * 3600, UTC)

    def day(self, moment: float) -> float:
        """Return the clock's factors added up from 1970 to `moment`."""
        sums = self.pool.clock_sums
        whole, rest = divmod(moment, 24.0)
        hour = int(rest)
        return whole * sums[24] + sums[hour] + (rest - hour) * (sums[hour + 1] - sums[hour])

    def rate(self, bucket: int) -> float:
        """Return edits per hour by age and site alone."""
        return self.level * self.pool.hazard[bucket]

    def mass(self, until: float) -> float:
        """Return the edits expected since the last visit of an article with liveliness 1."""
        return sum(
            self.rate(bucket) * (self.day(stop) - self.day(start))
            for bucket, start, stop in stretches(self.born, self.last, until)
        )

    def event(self, until: float) -> float:
        """Return the share of the announced event's edits that falls between the last visit and `until`."""
        if until <= self.cue_at:
            return 0.0
        window = self.cue_window
        return event_share(until - self.cue_at, window) - event_share(self.last - self.cue_at, window)

    def burst(self, until: float) -> float:
        """Return the share of the burst after the last seen change that falls since the last visit."""
        if self.changed == -inf:
            return 0.0
        return exp((self.changed - self.last) / SCALE) - exp((self.changed - until) / SCALE)

    def evidence(self, until: float, mass: float, worth: float = 1.0) -> float:
        """Return -ln P(unchanged) at `until`, given the mass until then; the event counts `worth` times."""
        extra = worth * self.pool.cue * self.event(until) + self.pool.burst * self.burst(until)
        return self.a * log(1 + mass / self.b) + extra


def outlook(pace: Pace, pool: Pool) -> Outlook:
    """Return the outlook of an article, from its last visit on."""

    def hour(moment: datetime | None, otherwise: float) -> float:
        return otherwise if moment is None else moment.timestamp() / 3600 + pace.utc_offset

    cue_at, last = hour(pace.cue_at, inf), hour(pace.last_visit or pace.first_seen, inf)
    changed = hour(pace.last_change, -inf)
    return Outlook(
        a=pace.post_a,
        b=pace.post_b,
        level=pool.level(pace.source),
        born=hour(pace.born, inf),
        last=last,
        cue_at=cue_at,
        cue_window=max(hour(pace.cue_latest, cue_at) - cue_at, 0.0) if pace.cue_at else 0.0,
        changed=changed if changed <= last else -inf,  # a change that no visit saw starts no burst
        offset=pace.utc_offset,
        pool=pool,
    )
