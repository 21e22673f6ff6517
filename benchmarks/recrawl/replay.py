"""Replay real update times of one news site through scraper.recrawl: python -m benchmarks.recrawl.replay.

Articles by time of publication: the earlier half is for development, the later half is the result. An article
is found up to 15 min after its publication, as an adaptive feed poll would, and followed as long as the
recorder's hourly looks lasted: nothing is known beyond, nor what was overwritten between two looks.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.recrawl.race import HEAD, progress, race, row
from benchmarks.recrawl.stories import Story, hour
from scraper.recrawl.sampling import fraction

SHARED = Path(os.environ.get("AFTERWORD_SHARED") or Path(__file__).parents[2] / ".." / "shared")
UPDATES = SHARED / "data" / "nu-updates.jsonl.gz"
BUDGETS = (2.0, 4.0, 8.0)
POLL = 0.25


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
    for name in asked.half or halves:
        part = halves[name][:: 4 if asked.quick else 1]
        measure(name, part, BUDGETS[1:2] if asked.quick else BUDGETS)
    progress(f"{time.monotonic() - begun:.0f} s")


def measure(name: str, part: list[Story], budgets: tuple[float, ...]) -> None:
    """Print a half's facts and its tables."""
    edits = sum(len(story.edits) for story in part) / len(part)
    life = sorted(story.end - story.found for story in part)[len(part) // 2]
    print(f"\n### {name} half: {len(part)} articles, {edits:.2f} edits each, followed {life:.1f} h (median)")
    for budget in budgets:
        print(f"\n{budget:g} visits per article\n\n{HEAD}")
        for policy, result in race(part, budget, life):
            print(row(policy, result), flush=True)


if __name__ == "__main__":
    main()
