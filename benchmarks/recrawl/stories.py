"""A story whose every edit is known, what a policy's visits catch of it, and the virtual clock."""

from __future__ import annotations

import statistics
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from heapq import heapify, heappop, heapreplace
from math import inf
from typing import TYPE_CHECKING

from scraper.recrawl import Pace, Policy, Pool, hinted, learn, next_due

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.recrawl import Due

START = datetime(2030, 1, 1, tzinfo=UTC)
"""The virtual clock's zero; every time below is in hours since then."""
DAY = 24.0

Visits = list[float]


@dataclass(slots=True)
class Story:
    """One article: published, found, followed until `end`, edited at `edits` (after `found`, sorted).

    `mass` is what the oracle knows: the true expected edits, added up, at the hours of `grid`.
    """

    born: float
    found: float
    end: float
    source: str
    edits: Visits
    cue: float | None = None
    hints: Visits = field(default_factory=list)
    grid: Visits = field(default_factory=list)
    mass: Visits = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Score:
    """Visits per article, shares of versions captured and lost, and the median and 90 % delay in hours.

    Lost are those overwritten unseen; neither captured nor lost are last wordings that nobody came to read.
    """

    visits: float
    captured: float
    lost: float
    delay: float
    delay90: float


def score(stories: Sequence[Story], visits: Sequence[Visits]) -> Score:
    """Return what the visits caught; an edit's delay is the time to the next visit, infinite if none."""
    delays: Visits = []
    captured = waiting = 0
    for story, times in zip(stories, visits, strict=True):
        places = [bisect_right(times, edit) for edit in story.edits]
        delays += [
            times[place] - edit if place < len(times) else inf
            for edit, place in zip(story.edits, places, strict=True)
        ]
        captured += len({place for place in places if place < len(times)})
        waiting += len(times) in places
    delays.sort()
    number = len(delays)
    return Score(
        visits=sum(map(len, visits)) / len(stories),
        captured=captured / number,
        lost=1 - (captured + waiting) / number,
        delay=statistics.median(delays),
        delay90=delays[int(number * 0.9)],
    )


def moment(at: float) -> datetime:
    """Return virtual hours as the module's time."""
    return START + timedelta(hours=at)


def hour(at: datetime) -> float:
    """Return the module's time as virtual hours."""
    return (at - START) / timedelta(hours=1)


def first_pace(story: Story) -> Pace:
    """Return what the program knows of a story when it has found and read it."""
    found = moment(story.found)
    cue = moment(story.cue) if story.cue is not None and story.cue > story.found - 2 else None
    return Pace(found, story.source, story.source, moment(story.born), found, cue_at=cue)


def drive(
    stories: Sequence[Story], policy: Policy, *, hints: bool = False, settle: float = 0.0
) -> tuple[list[Visits], Pool]:
    """Return every visit that `scraper.recrawl` makes, on line and in the order of time, and what it learned.

    The very functions that the program calls: next_due, learn, Pool.plus, hinted, and the nightly fading.
    `hints` are heard or not. For `settle` hours, p* is at most the default, as in a new installation.
    """
    pool, first = Pool.prior(), replace(policy, p_star=min(policy.p_star, Policy().p_star))
    paces = [first_pace(story) for story in stories]
    visits: list[Visits] = [[] for _ in stories]
    queue = [(story.found, n, "found") for n, story in enumerate(stories)]
    heapify(queue)
    faded, settled = queue[0][0], queue[0][0] + settle
    while queue:
        now, n, why = queue[0]
        while now > faded + DAY:
            pool, faded = pool.faded(), faded + DAY
        story = stories[n]
        if why != "found":
            changed = saw_change(story, paces[n], now)
            visits[n].append(now)
            paces[n], delta = learn(paces[n], pool, moment(now), changed=changed, hinted=why == "hint")
            pool = pool.plus(delta)
        due = _next(story if hints else None, paces[n], pool, policy if now >= settled else first)
        if due.at is None or (at := hour(due.at)) > story.end:
            heappop(queue)
        else:
            heapreplace(queue, (at, n, due.reason))
    return visits, pool


def saw_change(story: Story, pace: Pace, now: float) -> bool:
    """Tell whether a visit at `now` finds the story changed."""
    since = hour(pace.last_visit or pace.first_seen)
    return bisect_right(story.edits, now) > bisect_right(story.edits, since)


def _next(story: Story | None, pace: Pace, pool: Pool, policy: Policy) -> Due:
    """Return the next visit, or an earlier one that a feed's "modified" hint asks for."""
    now = pace.last_visit or pace.first_seen
    due = next_due(pace, pool, policy, now)
    heard = story.hints if story else []
    for hint in heard[bisect_right(heard, hour(now)) :]:
        at = moment(hint)
        if due.at is not None and at >= due.at:
            break
        if (pulled := hinted(pace, pool, policy, at, at)) is not None:
            return pulled
    return due
