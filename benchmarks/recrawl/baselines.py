"""What other tools do, each with one knob for its number of visits, and the oracle that knows the truth.

A rule takes a story and a knob and returns its visits, in hours. Second parameters stand beside a rule's
name; the race picks them with hindsight, in the baseline's favour.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from math import exp, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.recrawl.stories import Story, Visits

    Rule = Callable[[Story, float], Visits]

FLOOR = 5 / 60


def uniform(story: Story, interval: float, cut_off: float = 1e9) -> Visits:
    """Visit at one interval until the end, or until an age."""
    visits: Visits = []
    end = min(story.end, story.found + cut_off)
    at = story.found + interval
    while at <= end:
        visits.append(at)
        at += max(interval, FLOOR)
    return visits


def newsdiffs(story: Story, stretch: float) -> Visits:
    """Visit by time since the last update seen: 15 min, 1 h, 3 h, 3 d, each stretched alike."""
    visits: Visits = []
    at = updated = story.found
    while True:
        quiet = at - updated
        delay = 0.25 if quiet < 3 else 1.0 if quiet < 24 else 3.0 if quiet < 168 else 72.0
        before, at = at, at + max(delay * stretch, FLOOR)
        if at > story.end:
            return visits
        visits.append(at)
        updated = at if _changed(story, before, at) else updated


def diffengine(story: Story, ratio: float, least: float) -> Visits:
    """Visit when the time since the last visit is a share of the age, at least `least` hours apart."""
    visits: Visits = []
    at = story.found
    while True:
        age = at - story.born
        at += max(age * ratio, least, FLOOR)
        if at > story.end:
            return visits
        visits.append(at)


def newssniffer(story: Story, first: float, growth: float) -> Visits:
    """Visit after `first` hours, then ever later by a factor; start again after each change seen."""
    visits: Visits = []
    at, period = story.found, first
    while True:
        before, at = at, at + max(period, FLOOR)
        if at > story.end:
            return visits
        visits.append(at)
        period = first if _changed(story, before, at) else period * growth


def nutch(story: Story, first: float, growth: float, pull: float) -> Visits:
    """Nutch's AdaptiveFetchSchedule: x0.8 on change, x`growth` else, drawn to the time since the change."""
    visits: Visits = []
    at, period, modified = story.found, first, story.found
    while True:
        before, at = at, at + max(period, FLOOR)
        if at > story.end:
            return visits
        visits.append(at)
        changed = _changed(story, before, at)
        modified, period = (at, period * 0.8) if changed else (modified, period * growth)
        quiet = at - modified
        if pull and quiet:
            period = max(period, quiet) - pull * quiet


def oracle(story: Story, mass: float) -> Visits:
    """Visit whenever the true expected number of unseen edits reaches `mass`; take a last look."""
    visits: Visits = []
    at = story.found
    grid, sums = story.grid, story.mass
    have = _at(grid, sums, at)
    while (at := max(_at(sums, grid, have + mass), at + FLOOR)) < story.end and have + mass < sums[-1]:
        visits.append(at)
        have = _at(grid, sums, at)
    if sums[-1] - have >= 1 - (1 + mass) * exp(-mass):
        visits.append(story.end)
    return visits


def _changed(story: Story, since: float, until: float) -> bool:
    return bisect_right(story.edits, until) > bisect_right(story.edits, since)


def _at(xs: Visits, ys: Visits, x: float) -> float:
    """Return y at x by straight lines between points."""
    place = min(max(bisect_left(xs, x), 1), len(xs) - 1)
    low, high = xs[place - 1], xs[place]
    return ys[place - 1] + (ys[place] - ys[place - 1]) * ((x - low) / (high - low) if high > low else 1.0)


def rules(life: float) -> dict[str, list[Rule]]:
    """Return each baseline with its second parameters to choose from, for articles followed `life` hours."""
    least = (FLOOR, 0.25, 0.5, 1.0, 2.0)
    growths = (1.2, 1.5, 2.0, 3.0)
    return {
        "uniform": [uniform],
        "uniform, best cut-off": [partial(uniform, cut_off=life * share) for share in CUT_OFFS],
        "newsdiffs tiers": [newsdiffs],
        "diffengine as intended": [partial(diffengine, least=gap) for gap in least],
        "NewsSniffer back-off": [partial(newssniffer, growth=growth) for growth in growths],
        "Nutch adaptive": [
            partial(nutch, growth=growth, pull=pull) for growth in (1.2, 1.4) for pull in (0.0, 0.2, 0.5)
        ],
    }


CUT_OFFS = tuple(exp(log(1 / 56) * n / 5) for n in range(6))
