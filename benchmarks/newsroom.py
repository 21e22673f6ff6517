"""The whole program on the embedded newsroom for fourteen days of its clock, which jumps from visit to visit.

Run: python -m benchmarks.newsroom [--quick]

Real crawls, one after another in one process: Scrapy, HTTP, extraction, comparison, SQLite.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from twisted.internet import asyncioreactor

from benchmarks.newsroom_script import write_stories
from newsroom import Newsroom
from scraper import settings as ours
from scraper.clock import Clock
from scraper.commands.crawl import hush
from scraper.config import parse
from scraper.recrawl import cue
from storage import Store
from storage.rows import announcement, instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsroom.story import Story

MONDAY = datetime(2026, 6, 15, 8, tzinfo=UTC)
ZONE = "Europe/London"
LENGTH = timedelta(days=14)
LEAST_STEP, POLL_EVERY, IN_TIME = timedelta(minutes=1), timedelta(hours=2), timedelta(minutes=10)
MOST_RUNS, MOST_SECONDS = 3000, 240.0
HEAD = """
| event_worth | visits | new versions caught | events in 10 min | delay, min | false versions | MB | runs |
|---|---|---|---|---|---|---|---|"""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A story as it was watched: when each wording came out and was seen, when it was visited, its events."""

    issued: tuple[datetime, ...]
    seen: tuple[datetime, ...]
    visits: tuple[datetime, ...]
    events: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a watch: versions caught of those issued since the first visit, each event's delay."""

    caught: int
    issued: int
    delays: tuple[timedelta | None, ...]

    def row(self) -> tuple[str, str, str]:
        """Return the cells of a table: share of versions, share of events in time, median delay."""
        known = sorted(self.delays, key=lambda delay: delay or LENGTH)
        soon = sum(delay is not None and delay <= IN_TIME for delay in known)
        middle = known[len(known) // 2] if known else None
        share = f"{self.caught}/{self.issued} = {self.caught / self.issued:.0%}"
        return (
            share,
            f"{soon}/{len(known)}",
            f"{middle / timedelta(minutes=1):.0f}" if middle is not None else "-",
        )


class Watch:
    """Afterword watching a newsroom, both by the newsroom's clock."""

    def __init__(self, room: Newsroom, folder: Path, worth: float) -> None:
        site = {"name": "courier", "feeds": [room.feed_url], "keep": ["/[a-z]+/[a-z0-9-]+$"],
                "skip": ["/trouble"], "language": "en", "crawl_delay": 0.0, "timezone": ZONE,
                "private": True}  # fmt: skip
        config = parse({"site": [site], "crawl": {"event_worth": worth, "control_share": 0.0}})
        self.room, self.path, self.runs = room, str(folder / "afterword.db"), 0
        self.settings = Settings()
        self.settings.setmodule(ours, priority="project")
        facts = {"AFTERWORD": config, "AFTERWORD_STORE": self.path, "LOG_ENABLED": False}
        self.settings.setdict(facts, priority="cmdline")
        Store(self.path).close()

    async def crawl(self, spider: str, **arguments: str) -> None:
        """Run one crawl at the newsroom's time."""
        clock = Clock(self.room.now - datetime.now(UTC))
        chosen = self.settings.copy()
        chosen.set("AFTERWORD_CLOCK", clock, priority="cmdline")
        await AsyncCrawlerRunner(chosen).crawl(spider, **arguments)
        self.runs += 1

    async def play(self, length: timedelta) -> bool:
        """Crawl when something is due or the feed's turn comes; return whether the end was reached."""
        end, poll, begun = self.room.now + length, self.room.now, time.monotonic()
        while self.room.now < end:
            if self.runs > MOST_RUNS or time.monotonic() - begun > MOST_SECONDS:
                return False
            if self.room.now >= poll:
                await self.crawl("courier", known="due")
                poll = self.room.now + POLL_EVERY
            await self.crawl("recheck")
            with Store(self.path, read_only=True) as store:
                due = store.next_due(self.room.now) or end
            self.room.advance(max(min(due, poll) - self.room.now, LEAST_STEP))
        return True


def all_tracked(store: Store, room: Newsroom) -> Iterator[Tracked]:
    """Yield how each story was watched that is out and was found."""
    for name, story in room.desk.stories.items():
        if room.desk.standing(name) and store.known(room.article_url(name)):
            yield tracked(store, story, room.article_url(name), room.now)


def tracked(store: Store, story: Story, url: str, until: datetime) -> Tracked:
    """Return how a story was watched, as the archive tells it."""
    known = store.known(url)
    ident = known.ident if known else 0
    visits = store.db.execute("SELECT at FROM visit WHERE article_id = ? ORDER BY at", [ident])
    rows = list(store.db.query(ANNOUNCED, [ident]))
    events = {window[0] for row in rows if (window := event(row)) and window[0] == window[1] <= until}
    return Tracked(
        tuple(each.at for each in story.editions if not each.withdrawn and each.at <= until),
        tuple(version.seen_at for version in store.versions(url)),
        tuple(instant(at) for (at,) in visits),
        tuple(sorted(events)),
    )


ANNOUNCED = """
SELECT announcement.*, version.seen_at FROM announcement JOIN version ON version.id = version_id
WHERE announcement.article_id = ?
"""


def event(row: dict[str, str]) -> tuple[datetime, datetime] | None:
    """Return when an announced event was to happen, as it stood when the announcement was read."""
    seen = instant(row["seen_at"])
    window = cue([announcement(row)], seen, ZONE)
    return window if window and window[0] > seen else None


def outcome(watched: Iterable[Tracked]) -> Outcome:
    """Return what came of a watch."""
    caught = issued = 0
    delays: list[timedelta | None] = []
    for each in watched:
        first = each.visits[0]
        later = [at for at in each.issued if at > first]
        places = {bisect_right(each.issued, at) for at in each.seen[1:]}
        issued, caught = issued + len(later), caught + len(places)
        delays += [next((at - event for at in each.visits if at >= event), None) for event in each.events]
    return Outcome(caught, issued, tuple(delays))


def false_versions(watched: Iterable[Tracked]) -> int:
    """Return how many versions stand for no new wording."""
    return sum(len(each.seen) - len({bisect_right(each.issued, at) for at in each.seen}) for each in watched)


def uniform(watched: list[Tracked], end: datetime) -> Outcome:
    """Return what visits at one fixed interval would have caught: as many, over the same lives."""
    lives = sum((end - each.visits[0] for each in watched), timedelta())
    interval = lives / sum(len(each.visits) for each in watched)
    draw, played = Random(1), []
    for each in watched:
        first, visits = each.visits[0], [each.visits[0]]
        at = first + interval * draw.random()
        while at <= end:
            visits.append(at)
            at += interval
        seen = sorted({bisect_right(each.issued, at): at for at in reversed(visits)}.values())
        played.append(Tracked(each.issued, tuple(seen), tuple(visits), each.events))
    return outcome(played)


async def measure(name: str, stories: Path | None, worth: float, length: timedelta) -> None:
    """Play one script under one worth of events and print what came of it, beside the fixed interval."""
    place = tempfile.TemporaryDirectory(prefix="afterword-newsroom-")
    with place as folder, Newsroom(now=MONDAY, stories=stories) as room:
        watch = Watch(room, Path(folder), worth)
        begun = time.monotonic()
        done = await watch.play(length)
        end = room.now
        with Store(watch.path, read_only=True) as store:
            watched = list(all_tracked(store, room))
            spent = store.db.execute("SELECT sum(bytes) FROM visit").fetchone()[0]
    visits, ours = sum(len(each.visits) for each in watched), outcome(watched).row()
    print(f"| {worth:g} | {visits} | {ours[0]} | {ours[1]} | {ours[2]} | {false_versions(watched)} "
          f"| {spent / 1e6:.1f} | {watch.runs} |", flush=True)  # fmt: skip
    print(
        "| fixed interval | {} | {} | {} | {} | | | |".format(visits, *uniform(watched, end).row()),
        flush=True,
    )
    note = "" if done else f"; stopped early, {end - MONDAY} in"
    sys.stderr.write(f"{name}, {worth:g}: {time.monotonic() - begun:.0f} s, {len(watched)} stories{note}\n")


async def main(asked: argparse.Namespace) -> None:
    """Print one table for each script."""
    hush()
    length = timedelta(days=2) if asked.quick else LENGTH
    with tempfile.TemporaryDirectory(prefix="afterword-stories-") as folder:
        announced = write_stories(Path(folder), MONDAY, asked.stories, Random(1))
        scripts = {
            "the house's stories": None,
            f"{asked.stories} stories, {announced} announced events": Path(folder),
        }
        for name, stories in scripts.items():
            print(f"\n{name}\n{HEAD}")
            for worth in asked.worth or ([4.0] if asked.quick else [1.0, 4.0, 8.0]):
                await measure(name, stories, worth, length)


def run() -> None:
    """Run the measurement in Scrapy's reactor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two days, one worth")
    parser.add_argument("--worth", type=float, action="append")
    parser.add_argument("--stories", type=int, default=60)
    asked = parser.parse_args()
    loop = asyncio.new_event_loop()
    asyncioreactor.install(loop)
    from twisted.internet import reactor  # noqa: PLC0415 - the one just installed

    playing = loop.create_task(main(asked))
    playing.add_done_callback(lambda _: reactor.stop())  # type: ignore[attr-defined]
    reactor.run()  # type: ignore[attr-defined]
    playing.result()


if __name__ == "__main__":
    run()
