"""Replay real update times of one news site through scraper.recrawl: python -m benchmarks.recrawl.replay.

Articles by time of publication: the earlier half is for development, the later half is the result. An article
is found up to 15 min after its publication, as an adaptive feed poll would. The recorder looked hourly while
an article stood on the front page, 6 h as a rule; what was overwritten between two looks is unknown. Beyond
its last look nothing is known, so there are two readings: "fortnight" takes the rest of 14 days for silence,
and "window" counts nothing after the last look, of which no policy is told.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.recrawl.race import HEAD, Entry, progress, race, row
from benchmarks.recrawl.stories import Story, hour
from benchmarks.recrawl.worlds import LIFE
from scraper.recrawl.sampling import fraction

SHARED = Path(os.environ.get("AFTERWORD_SHARED") or Path(__file__).parents[2] / ".." / "shared")
UPDATES = SHARED / "data" / "nu-updates.jsonl.gz"
BUDGETS = (2.0, 4.0, 8.0)
POLL = 0.25


def _entry(alpha: float) -> Entry:
    """Return the real module with a price of staleness, settling for two days as a new installation."""
    return Entry(f"scraper.recrawl, alpha {alpha:g}", alpha=alpha, settle=48.0)


READINGS = {
    "fortnight": (_entry(0.0), _entry(3e-4)),
    "window": (_entry(0.0), _entry(0.1)),
}


def stories() -> list[Story]:
    """Return every recorded article with an edit or without, by time of publication."""
    with gzip.open(UPDATES, "rt", encoding="utf-8") as lines:
        read = [_story(json.loads(line)) for line in lines]
    return sorted((story for story in read if story.found < story.end), key=lambda story: story.born)


def _story(line: dict[str, Any]) -> Story:
    born = hour(datetime.fromisoformat(line["published_at"]))
    found = born + POLL * fraction(line["id"])
    looks = line["observations"]
    end = max(_epoch(look["last_seen"]) for look in looks)
    edits = {hour(datetime.fromisoformat(look["updated_at"])) for look in looks}
    return Story(born, found, end, "site", sorted(at for at in edits if found < at <= end))


def _epoch(seconds: float) -> float:
    return hour(datetime.fromtimestamp(seconds).astimezone())


def main() -> None:
    """Print one table for each half and budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="every fourth article, one budget")
    parser.add_argument("--half", choices=("development", "report"), action="append")
    asked = parser.parse_args()
    if not UPDATES.exists():
        print(f"skipped: {UPDATES} is not there")
        return
    begun, everything = time.monotonic(), stories()
    middle = len(everything) // 2
    halves = {"development": everything[:middle], "report": everything[middle:]}
    for half in asked.half or (["report"] if asked.quick else halves):
        part = halves[half][:: 4 if asked.quick else 1]
        for reading in list(READINGS)[: 1 if asked.quick else 2]:
            measure(half, reading, part, BUDGETS[1:2] if asked.quick else BUDGETS)
    progress(f"{time.monotonic() - begun:.0f} s")


def measure(half: str, reading: str, part: list[Story], budgets: tuple[float, ...]) -> None:
    """Print a half's facts and its tables under one reading of the silence after the last look."""
    edits = sum(len(story.edits) for story in part) / len(part)
    window = sorted(story.end - story.found for story in part)[len(part) // 2]
    print(
        f"\n### {half} half, {reading}: {len(part)} articles, {edits:.2f} edits each, window {window:.1f} h"
    )
    life = LIFE if reading == "fortnight" else window
    played = [replace(story, end=story.born + LIFE) for story in part] if reading == "fortnight" else part
    for budget in budgets:
        print(f"\n{budget:g} visits per article\n\n{HEAD}")
        for policy, result in race(played, budget, life, LIFE - POLL, READINGS[reading]):
            print(row(policy, result), flush=True)


if __name__ == "__main__":
    main()
