"""A story whose every edit is known, what a policy's visits catch of it, and the virtual clock."""

from __future__ import annotations

import statistics
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heapify, heappop, heapreplace
from math import inf
from typing import TYPE_CHECKING

from scraper.recrawl import Pace, Policy, Pool, hinted, in_control, learn, next_due

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.recrawl import Due

START = datetime(2030, 1, 1, tzinfo=UTC)
"""The virtual clock's zero; every time below is in hours since then."""
FADE = 24.0

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
    """Visits per article, captured share of versions, and the median and 90 % delay in hours."""

    visits: float
    captured: float
    delay: float
    delay90: float


def score(stories: Sequence[Story], visits: Sequence[Visits]) -> Score:
    """Return what the visits caught; an edit's delay is the time to the next visit, infinite if none."""
    delays: Visits = []
    captured = 0
    for story, times in zip(stories, visits, strict=True):
        captured += len({place for edit in story.edits if (place := bisect_right(times, edit)) < len(times)})
        delays += [next((t - edit for t in times[bisect_right(times, edit) :]), inf) for edit in story.edits]
    delays.sort()
    number = len(delays)
    return Score(
        sum(map(len, visits)) / len(stories),
        captured / number,
        statistics.median(delays),
        delays[int(number * 0.9)],
    )


def moment(at: float) -> datetime:
    """Return virtual hours as the module's time."""
    return START + timedelta(hours=at)


def hour(at: datetime) -> float:
    """Return the module's time as virtual hours."""
    return (at - START) / timedelta(hours=1)


def first_pace(story: Story, control: float) -> Pace:
    """Return what the program knows of a story when it has found and read it."""
    chosen = in_control(f"{story.source} {story.born}", control)
    found = moment(story.found)
    cue = moment(story.cue) if story.cue is not None and story.cue > story.found - 2 else None
    return Pace(found, story.source, story.source, moment(story.born), found, cue_at=cue, control=chosen)


def drive(
    stories: Sequence[Story], policy: Policy, *, control: float = 0.0, hints: bool = False
) -> tuple[list[Visits], Pool]:
    """Return every visit that `scraper.recrawl` makes, on line and in the order of time, and what it learned.

    The very functions that the program calls: next_due, learn, Pool.plus, hinted, and the nightly fading.
    `control` is the share of the dense sample, whose visits count like all others; `hints` are heard or not.
    """
    pool = Pool.prior()
    paces = [first_pace(story, control) for story in stories]
    visits: list[Visits] = [[] for _ in stories]
    queue = [(story.found, n, "found") for n, story in enumerate(stories)]
    heapify(queue)
    faded = queue[0][0]
    while queue:
        now, n, why = queue[0]
        while now > faded + FADE:
            pool, faded = pool.faded(), faded + FADE
        story, pace = stories[n], paces[n]
        if why != "found":
            changed = bisect_right(story.edits, now) > bisect_right(
                story.edits, hour(pace.last_visit or START)
            )
            visits[n].append(now)
            paces[n], delta = learn(pace, pool, moment(now), changed=changed, hinted=why == "hint")
            pool = pool.plus(delta)
        due = _next(story if hints else None, paces[n], pool, policy)
        if due.at is None or (at := hour(due.at)) > story.end:
            heappop(queue)
        else:
            heapreplace(queue, (at, n, due.reason))
    return visits, pool


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
