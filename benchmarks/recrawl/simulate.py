"""Race scraper.recrawl against other tools' rules in invented worlds: python -m benchmarks.recrawl.simulate.

--quick: the mid world alone, fewer articles, two budgets. The policy rows run the real module at every visit.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from benchmarks.recrawl.race import HEAD, Entry, progress, race, row
from benchmarks.recrawl.worlds import LIFE, WORLDS, build, calibration

if TYPE_CHECKING:
    from collections.abc import Sequence

BUDGETS = {"mid": (2.0, 4.0, 8.0, 16.0), "low": (4.0, 8.0), "high": (4.0, 8.0, 16.0), "session": (4.0, 8.0)}

ENTRIES = (
    Entry("scraper.recrawl, alpha 0"),
    Entry("scraper.recrawl, alpha 3e-4", alpha=3e-4),
    Entry('scraper.recrawl, alpha 0, "modified" hints at half of the sites', hints=True),
)


def main() -> None:
    """Print one table for each world and budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the mid world alone, under a minute")
    parser.add_argument("--world", choices=WORLDS, action="append", help="only this one (may be repeated)")
    parser.add_argument("--articles", type=int, help="default 10000 in the mid world, 6000 in the others")
    parser.add_argument("--budget", type=float, action="append", help="visits per article (may be repeated)")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    begun = time.monotonic()
    for world in asked.world or (["mid"] if asked.quick else WORLDS):
        number = asked.articles or (2500 if asked.quick else 10000 if world == "mid" else 6000)
        measure(world, number, asked.seed, asked.budget or ((4.0, 8.0) if asked.quick else BUDGETS[world]))
    progress(f"{time.monotonic() - begun:.0f} s")


def measure(world: str, articles: int, seed: int, budgets: Sequence[float]) -> None:
    """Print a world's calibration and its tables."""
    stories = build(world, articles, seed)
    facts = ", ".join(f"{name} {value:.2f}" for name, value in calibration(stories).items())
    print(f"\n### {world}: {articles} articles, seed {seed}\n\n{facts}")
    ENTRIES if world == "mid" else ENTRIES[:1]
    for budget in budgets:
        print(f"\n{budget:g} visits per article\n\n{HEAD}")
        for name, result in race(
            stories, budget, LIFE, LIFE - 0.5, ENTRIES if world == "mid" else ENTRIES[:1]
        ):
            print(row(name, result), flush=True)


if __name__ == "__main__":
    main()
