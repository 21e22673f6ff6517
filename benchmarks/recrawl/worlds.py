"""Invented months of news: the truth that the policies race in, richer than any of them assumes.

Calibrated to published figures (Flemish outlets polled every 15 min, GDELT, NewsEdits).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from math import cos, exp, log, pi
from random import Random
from typing import TYPE_CHECKING

from benchmarks.recrawl.stories import Story

if TYPE_CHECKING:
    from benchmarks.recrawl.stories import Visits

LIFE = 336.0
MONTH = 720.0
SOURCES = 12
OFFSPRING, OFFSPRING_SCALE = 0.2, 0.7
CLOCK = tuple(0.85 - 0.55 * cos(2 * pi * (hour - 2) / 24) for hour in range(24))
"""Liveliness by hour of the day: 0.3 at two in the night, 1.4 at two in the afternoon."""


@dataclass(frozen=True)
class World:
    """One kind of truth: edits per article (without offspring and events), spread, developing stories."""

    edits: float
    frailty: float = 1.0
    developing: float = 0.025
    sessions: bool = False


WORLDS = {
    "mid": World(0.72, developing=0.03),
    "low": World(0.17),
    "high": World(2.1, developing=0.06),
    "session": World(0.0, sessions=True),
}


@dataclass(frozen=True)
class Source:
    """A publisher: how lively, and how fast its edits die away (Lomax scale in hours, and tail)."""

    name: str
    level: float
    scale: float
    tail: float

    def done(self, age: float) -> float:
        """Return the share of an article's edits that fall before an age in hours."""
        return 1 - exp(-self.tail * log(1 + age / self.scale))

    def age(self, share: float) -> float:
        """Return the age by which a share of the edits is done."""
        return self.scale * (exp(-log(1 - share) / self.tail) - 1)


def build(name: str, articles: int, seed: int) -> list[Story]:
    """Return the stories of one world, by time of publication."""
    random, world = Random(seed), WORLDS[name]
    sources = _sources(random)
    born = sorted(_published(random) for _ in range(articles))
    write = _session_story if world.sessions else _story
    return [write(random, world, at, random.choice(sources)) for at in born]


def _sources(random: Random) -> list[Source]:
    levels = [random.lognormvariate(0, 0.65) for _ in range(SOURCES)]
    mean = sum(levels) / SOURCES
    return [
        Source(f"site {n}", level / mean, random.lognormvariate(log(1.6), 0.35), random.uniform(0.38, 0.68))
        for n, level in enumerate(levels)
    ]


def _published(random: Random) -> float:
    while True:
        at = random.uniform(0, MONTH)
        if random.random() * max(CLOCK) < CLOCK[int(at % 24)]:
            return at


def _poisson(random: Random, mean: float) -> int:
    count, left = 0, random.expovariate(1)
    while left < mean:
        count, left = count + 1, left + random.expovariate(1)
    return count


def _story(random: Random, world: World, born: float, source: Source) -> Story:
    """Return a story of a decaying, thinned, self-exciting Poisson process with events."""
    theta = random.gammavariate(world.frailty, 1 / world.frailty)
    theta *= 5 if random.random() < world.developing else 1
    scale = theta * source.level * world.edits
    edits = _decaying(random, source, scale, born)
    event, cue = _event(random, born)
    if event is not None and random.random() < 0.6:
        edits.append(event + random.gammavariate(2, 0.5))
    _offspring(random, edits)
    story = _watched(random, born, source, edits, cue)
    story.hints = _hints(random, story)
    story.grid, story.mass = _truth(source, scale, story, event)
    return story


def _decaying(random: Random, source: Source, scale: float, born: float) -> list[float]:
    top, whole = max(CLOCK), source.done(LIFE)
    times = [born + source.age(random.random() * whole) for _ in range(_poisson(random, scale * whole * top))]
    return [at for at in times if random.random() * top < CLOCK[int(at % 24)]]


def _event(random: Random, born: float) -> tuple[float | None, float | None]:
    """Return when an announced event happens, and what the reader of sentences makes of it."""
    at = born + random.lognormvariate(log(10), 1.0)
    if random.random() < 0.12:
        return at, at if random.random() < 0.7 else None
    return None, at if random.random() < 0.08 else None


def _offspring(random: Random, edits: list[float]) -> None:
    """Add the edits that edits bring."""
    for at in edits:  # grows while it is walked: offspring have offspring
        edits.extend(at + random.expovariate(1 / OFFSPRING_SCALE) for _ in range(_poisson(random, OFFSPRING)))


def _watched(random: Random, born: float, source: Source, edits: list[float], cue: float | None) -> Story:
    """Return the story as one who finds it within half an hour could see it."""
    found, end = born + random.uniform(1, 30) / 60, born + LIFE
    seen = sorted(at for at in edits if found < at < end)
    return Story(born, found, end, source.name, seen, cue)


def _hints(random: Random, story: Story) -> Visits:
    """Return when feeds say "modified": at half of the sites, for six edits in ten, at times falsely."""
    if int(story.source.split()[1]) % 2:
        return []
    told = [at for at in story.edits if random.random() < 0.6]
    told += [story.born + random.lognormvariate(log(4), 1.5) for _ in range(_poisson(random, 0.3))]
    return sorted(at + random.uniform(0, 0.25) for at in told if at < story.end)


def _ages() -> list[float]:
    ages = [0.0]
    while ages[-1] < LIFE:
        ages.append(ages[-1] + max(0.04, ages[-1] * 0.07))
    return ages


_AGES = _ages()


def _truth(source: Source, scale: float, story: Story, event: float | None) -> tuple[Visits, Visits]:
    """Return the true mass, offspring included on average, at a grid of hours."""
    more = 1 / (1 - OFFSPRING)
    grid, mass, total = [story.born], [0.0], 0.0
    for low, high in pairwise(_AGES):
        total += more * scale * (source.done(high) - source.done(low)) * _mean_clock(story.born, low, high)
        grid.append(story.born + high)
        mass.append(total)
    if event is None:
        return grid, mass
    fine = sorted({*grid, *(event + n / 10 for n in range(60))})
    return fine, [_read(grid, mass, at) + 0.6 * more * _event_done(at - event) for at in fine]


def _mean_clock(born: float, low: float, high: float) -> float:
    steps = max(1, min(24, round(high - low)))
    width = (high - low) / steps
    return sum(CLOCK[int((born + low + (n + 0.5) * width) % 24)] for n in range(steps)) / steps


def _event_done(since: float) -> float:
    return 1 - exp(-since / 0.5) * (1 + since / 0.5) if since > 0 else 0.0


def _read(grid: list[float], mass: list[float], at: float) -> float:
    """Return the mass at an hour, by straight lines between the grid's."""
    place = min(max(bisect_right(grid, at), 1), len(grid) - 1)
    low, high = grid[place - 1], grid[place]
    return mass[place - 1] + (mass[place] - mass[place - 1]) * min((at - low) / (high - low), 1.0)


def _session_story(random: Random, world: World, born: float, source: Source) -> Story:
    """Return a story edited in sittings: log-normal gaps, chances to stop; no Poisson, Gamma or power law."""
    del world
    edits: list[float] = []
    at = born
    alive = random.random() < min(0.42 * source.level**0.6, 0.95)
    while alive:
        at = _awake(random, at + random.lognormvariate(log(1.6 if not edits else 8.0), 1.5))
        edits.append(at)
        while random.random() < 0.38:
            at += random.lognormvariate(log(0.3), 0.8)
            edits.append(at)
        alive = random.random() < 0.3
    _, cue = _event(random, born)
    return _watched(random, born, source, edits, cue)


def _awake(random: Random, at: float) -> float:
    """Return a sitting's time, put off until the day begins if it fell into the night."""
    while random.random() * max(CLOCK) > CLOCK[int(at % 24)] + 0.5:
        at += random.uniform(0.5, 3)
    return at


def calibration(stories: list[Story]) -> dict[str, float]:
    """Return the world's figures beside which the published ones stand."""
    edited = [story for story in stories if any(at < story.born + 24 for at in story.edits)]
    in_day = sum(sum(at < story.born + 24 for at in story.edits) for story in edited)
    ever = [story for story in stories if story.edits]
    last = sorted(story.edits[-1] - story.born for story in ever)
    return {
        "updated in 24 h": len(edited) / len(stories),
        "updates each": in_day / len(edited),
        "edits per article": sum(len(story.edits) for story in stories) / len(stories),
        "ever edited": len(ever) / len(stories),
        "first in 24 h": sum(story.edits[0] < story.born + 24 for story in ever)
        / max(sum(story.edits[0] < story.born + 168 for story in ever), 1),
        "median last edit h": last[len(last) // 2],
    }
