"""Under a hard cap, what order serves the overdue best? python -m benchmarks.recrawl.capped (about a minute).

The store's order, (now - due) * slope, against first come, first served: same articles, same cap, several p*.
"""

from __future__ import annotations

import argparse
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from benchmarks.recrawl.race import progress
from benchmarks.recrawl.stories import first_pace, hour, moment, saw_change, score
from benchmarks.recrawl.worlds import LIFE, MONTH, build
from scraper.recrawl import Policy, Pool, learn, next_due

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.recrawl.stories import Score, Story, Visits
    from scraper.recrawl import Due

    Overdue = tuple[float, int, float]
    Order = Callable[[Overdue, float], float]

TICK = 5 / 60
CAP = 6.0
"""Visits per article over the month of publication, spent evenly, tick by tick."""
ORDERS: dict[str, Order] = {
    "first come, first served": lambda due, now: now - due[0],
    "by evidence: (now - due) * slope": lambda due, now: (now - due[0]) * due[2],
}


def served(stories: list[Story], policy: Policy, order: Order) -> Score:
    """Return what is captured when each tick has its visits and no more."""
    pool, paces = Pool.prior(), [first_pace(story) for story in stories]
    visits: list[Visits] = [[] for _ in stories]
    coming = [(story.found, n, -1.0) for n, story in enumerate(stories)]
    heapify(coming)
    overdue: list[Overdue] = []
    now = tokens = 0.0
    while (coming or overdue) and now < MONTH + LIFE:
        now, tokens = now + TICK, min(tokens + CAP * len(stories) * TICK / MONTH, 50.0)
        while coming and coming[0][0] <= now:
            due = heappop(coming)
            if due[2] < 0:
                _queue(coming, stories, due[1], next_due(paces[due[1]], pool, policy, moment(now)))
            else:
                overdue.append(due)
        overdue.sort(key=lambda due: order(due, now))
        while tokens >= 1 and overdue:
            _, n, _ = overdue.pop()
            tokens -= 1
            visits[n].append(now)
            changed = saw_change(stories[n], paces[n], now)
            paces[n], delta = learn(paces[n], pool, moment(now), changed=changed)
            pool = pool.plus(delta)
            _queue(coming, stories, n, next_due(paces[n], pool, policy, moment(now)))
    return score(stories, visits)


def _queue(coming: list[Overdue], stories: list[Story], n: int, due: Due) -> None:
    if due.at is not None and (at := hour(due.at)) <= stories[n].end:
        heappush(coming, (at, n, max(due.slope, 0.0)))


def main() -> None:
    """Print a table of orders and p*."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer articles")
    stories = build("mid", 1500 if parser.parse_args().quick else 5000, 1)
    print(f"{len(stories)} articles, cap {CAP:g} visits per article\n")
    print("| order | p* | visits | captured | median delay h |\n|---|---|---|---|---|")
    for p_star in (0.03, 0.06, 0.12):
        for name, order in ORDERS.items():
            progress(f"{name}, p* {p_star}")
            result = served(stories, Policy(p_star=p_star, alpha=0.0, horizon=LIFE - 0.5), order)
            print(f"| {name} | {p_star} | {result.visits:.2f} | {result.captured:.1%} | {result.delay:.2f} |")


if __name__ == "__main__":
    main()
