"""What one decision costs, in microseconds: python -m benchmarks.recrawl.cost (a second)."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from scraper.recrawl import Pace, Policy, Pool, PoolDelta, learn, next_due

if TYPE_CHECKING:
    from collections.abc import Callable

SEEN = datetime(2030, 1, 1, 8, tzinfo=UTC)
YOUNG = Pace(SEEN, "site", "host", SEEN - timedelta(minutes=20), SEEN)
TOLD = replace(
    YOUNG, last_change=SEEN, cue_at=SEEN + timedelta(hours=5), cue_latest=SEEN + timedelta(hours=9)
)
CASES = {
    "young article": (YOUNG, 1.0),
    "announced event and burst": (TOLD, 8.0),
    "gap of 12 days": (YOUNG, 288.0),
}


def microseconds(work: Callable[[], object], times: int = 3000) -> float:
    """Return the mean time of one call."""
    begun = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - begun) / times * 1e6


def main() -> None:
    """Print a table of decisions and their cost, with a pool of 1,000 sites."""
    pool, policy = Pool.of(("level", f"site {n}", 1.0, 1.0) for n in range(1000)), Policy()
    print(
        "| case | next_due | learn | plus, with its curves | rows of the increment |\n|---|---|---|---|---|"
    )
    for name, (pace, later) in CASES.items():
        at = SEEN + timedelta(hours=later)
        _, delta = learn(pace, pool, at, changed=True)
        decide = microseconds(partial(next_due, pace, pool, policy, SEEN))
        teach = microseconds(partial(learn, pace, pool, at, changed=True))
        add = microseconds(partial(_grown, pool, delta))
        print(f"| {name} | {decide:.0f} | {teach:.0f} | {add:.0f} | {len(delta.rows)} |")


def _grown(pool: Pool, delta: PoolDelta) -> object:
    grown = pool.plus(delta)
    return grown.hazard, grown.clock_sums


if __name__ == "__main__":
    main()
