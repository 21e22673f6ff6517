"""What would the policy have caught of an article whose edit times are known?"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scraper.recrawl.due import next_due
from scraper.recrawl.learning import learn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from scraper.recrawl.pace import Pace, Policy
    from scraper.recrawl.pool import Pool


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The visits that the policy would have made, how many edits they caught, and each edit's delay.

    An edit's delay is the time to the next visit, `None` if there was none.
    """

    visits: tuple[datetime, ...]
    captured: int
    delays: tuple[timedelta | None, ...]


def rehearse(pace: Pace, edits: Sequence[datetime], pool: Pool, policy: Policy, until: datetime) -> Rehearsal:
    """Return what the policy does with an article from its first visit to `until`, pool held fixed.

    `edits` are sorted. This is how the control sample, whose edit times are known to its interval, measures
    the policy that all other articles are under.
    """
    visits: list[datetime] = []
    pace, captured = replace(pace, control=False), 0
    while (at := next_due(pace, pool, policy, pace.first_seen).at) is not None and at <= until:
        changed = _count(edits, at) > _count(edits, pace.last_visit or at)
        captured += changed
        pace, _ = learn(pace, pool, at, changed=changed)
        visits.append(at)
    return Rehearsal(tuple(visits), captured, tuple(_delay(edit, visits) for edit in edits))


def _count(edits: Sequence[datetime], until: datetime) -> int:
    return bisect_right(edits, until)


def _delay(edit: datetime, visits: Sequence[datetime]) -> timedelta | None:
    place = bisect_right(visits, edit)
    return visits[place] - edit if place < len(visits) else None
