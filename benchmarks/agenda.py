"""What choosing the next visits and recording their schedule cost with a million tracked articles.

Run: python -m benchmarks.agenda [--quick]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from scraper.article import Outcome
from scraper.config import Config
from scraper.planning import Planner
from scraper.recrawl import Policy, Pool, PoolDelta, learn, next_due
from scraper.visit import Noticed, Visit
from storage import Store, lessons, recording
from storage.opening import writing

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 6, 15, 8, tzinfo=UTC)
HOSTS, SITES = 200, 1000
LIMIT = 1000
OVERDUE = 3000  # articles due at once: what an hour at 20,000 visits leaves waiting between two rounds
ROUNDS, MANY = 50, 500
OPERATIONS = 10_000

# Hosts differ in size by Zipf's law; ages fill a fortnight; the older, the longer until the next visit.
FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :articles),
drawn AS (
    SELECT i, (i * 7919 % 100003) / 100003.0 AS u, (i * 104729 % 99991) / 99991.0 AS v,
        (i * 15485863 % 99989) / 99989.0 AS w FROM n
),
placed AS (SELECT i, v, w, CAST(pow(:hosts, u) AS INTEGER) AS host, 1209600 * v AS age FROM drawn)
INSERT INTO article (id, site, url, host, first_seen, published, last_visit, last_read, last_outcome, etag,
    post_b, next_due, due_slope, due_reason)
SELECT i, 'site-' || host, 'https://news-' || host || '.example/world/an-article-with-a-name-' || i,
    'news-' || host || '.example', strftime('%Y-%m-%dT%H:%M:%fZ', :now - age, 'unixepoch'),
    strftime('%Y-%m-%dT%H:%M:%fZ', :now - age - 900, 'unixepoch'),
    strftime('%Y-%m-%dT%H:%M:%fZ', :now - age / 10, 'unixepoch'),
    strftime('%Y-%m-%dT%H:%M:%fZ', :now - age / 10, 'unixepoch'), 'read', '"' || hex(i) || '"',
    1 + v, CASE WHEN i % (:articles / :overdue) = 0 THEN :now - 3600 * w ELSE :now + 60 + age * w / 2 END,
    0.2 / (1 + age / 3600), 'evidence'
FROM placed
"""


def main() -> None:
    """Fill a store and print what its questions and facts cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100,000 articles")
    articles = 100_000 if parser.parse_args().quick else 1_000_000
    with tempfile.TemporaryDirectory(prefix="afterword-agenda-") as folder:
        path = Path(folder) / "agenda.db"
        with Store(str(path)) as store:
            begun = time.perf_counter()
            fill(store, articles)
            print(f"{articles:,} articles on {HOSTS} hosts, made in {time.perf_counter() - begun:.0f} s")
            print("\n| what | median, ms | 95 of 100 within, ms |\n|---|---|---|")
            size = path.stat().st_size
            choosing(store)
            recording_schedules(store, Random(1), articles)
            learned_pool(store)
            steady(store, Random(2), articles)
            print(f"size: {size / 1e6:.0f} MB, {size / articles:.0f} bytes an article without its texts")


def fill(store: Store, articles: int) -> None:
    """Write the articles, their addresses and the pool straight into the tables."""
    store.db.execute("PRAGMA synchronous = OFF")
    facts = {"articles": articles, "hosts": HOSTS, "now": NOW.timestamp(), "overdue": OVERDUE}
    store.db.execute(FILL, facts)
    store.db.execute("INSERT INTO alias SELECT url, id FROM article")
    store.db.execute("INSERT INTO host VALUES ('news-7.example', '2099-01-01T00:00:00.000Z', 3)")
    rows = [("level", f"site-{n}", 1.0, 2.0) for n in range(SITES)]
    with writing(store.db):
        lessons.learn(store.db, rows + [("validators", f"news-{n}.example", 0.0, 9.0) for n in range(SITES)])
    store.db.execute("ANALYZE")
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def choosing(store: Store) -> None:
    """Print what it costs to choose the next visits, in a quiet hour and after a day's downtime."""
    timed(f"choose the next {LIMIT:,} of some {OVERDUE:,} overdue", lambda: store.due(NOW, LIMIT))
    late = NOW + timedelta(days=1)
    waiting = store.db.execute(
        "SELECT count(*) FROM article WHERE next_due <= ?", [late.timestamp()]
    ).fetchone()
    timed(f"the same after a day's downtime, {waiting[0]:,} overdue", lambda: store.due(late, LIMIT), 5)
    planner = Planner(store, Config())
    timed("when is the next recheck worth its start, with the budgets", lambda: planner.next_visit(NOW))
    timed("when is the next visit due", lambda: store.next_due(NOW))


def recording_schedules(store: Store, draw: Random, articles: int) -> None:
    """Print the cost of writing a visit's schedule and lessons, and a whole visit, with fsync and without."""
    for mode, words in (("OFF", "no fsync"), ("FULL", "fsync")):
        store.db.execute(f"PRAGMA synchronous = {mode}")
        visits = iter([visit(store, draw, articles) for _ in range(2 * MANY)])
        timed(f"write schedule and lessons, {words}", lambda each=visits: reschedule(store, next(each)), MANY)
        timed(f"write a whole unchanged visit, {words}", lambda each=visits: store.record(next(each)), MANY)


def visit(store: Store, draw: Random, articles: int) -> Noticed:
    """Return what an unchanged visit of some article means."""
    url = store.db.execute("SELECT url FROM article WHERE id = ?", [draw.randint(1, articles)]).fetchone()[0]
    known = store.known(url)
    if known is None or known.pace is None:
        raise LookupError(url)
    pace, lesson = learn(known.pace, Pool.prior(), NOW, changed=False)
    due = next_due(pace, Pool.prior(), Policy(), NOW)
    seen = Visit(known.site, url, NOW, Outcome.READ, status=200, cause="evidence")
    return Noticed(seen, url, pace=pace, due=due, learned=lesson)


def reschedule(store: Store, noticed: Noticed) -> None:
    """Write when to look again and what the visit taught, as part of no larger fact."""
    with writing(store.db):
        recording.settle(store.db, noticed)


def learned_pool(store: Store) -> None:
    """Print what the pool costs when it is read at every visit, and when it is kept and added to."""
    planner, sites = Planner(store, Config()), len(store.pool())
    lesson = PoolDelta(tuple(("hazard", str(n), 0.1, 0.2) for n in range(17)))

    def kept() -> None:
        planner.pool()
        planner.taught(lesson)

    timed(f"read the pool, {sites:,} rows", lambda: Pool.of(store.pool()))
    timed("take the pool at hand and add a visit's lesson", kept, MANY)


def steady(store: Store, draw: Random, articles: int) -> None:
    """Print how memory stands after many rounds and visits."""
    store.db.execute("PRAGMA synchronous = OFF")
    before = memory()
    for number in range(OPERATIONS):
        store.record(visit(store, draw, articles))
        if number % LIMIT == 0:
            store.due(NOW, LIMIT)
    print(f"\nmemory: {before:.1f} MB before {OPERATIONS:,} visits and their choices, {memory():.1f} after")


def memory() -> float:
    """Return the resident memory of this process in MB."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def timed(what: str, work: Callable[[], object], rounds: int = ROUNDS) -> None:
    """Print the median and the 95th percentile of some rounds, in milliseconds."""
    spent = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - begun))
    spent.sort()
    print(f"| {what} | {statistics.median(spent):.3f} | {spent[int(0.95 * rounds)]:.3f} |", flush=True)


if __name__ == "__main__":
    main()
