"""What visits have taught about all articles together: counts for `scraper.recrawl`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.recrawl.pool import FADE
from storage import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime, timedelta

    from sqlite_utils import Database

    from scraper.recrawl.pace import Due, Pace

    Lesson = tuple[str, str, float, float]


def learn(db: Database, deltas: Iterable[Lesson]) -> None:
    """Add what a visit taught to the pooled counts: (name, key, seen, expected)."""
    db.conn.executemany(LEARN, deltas)


def learned(db: Database) -> Iterator[Lesson]:
    """Yield all that visits have taught: (name, key, seen, expected)."""
    yield from db.execute("SELECT name, key, seen, expected FROM pool")


LEARN = """
INSERT INTO pool VALUES (?, ?, ?, ?)
ON CONFLICT (name, key) DO UPDATE SET seen = seen + excluded.seen, expected = expected + excluded.expected
"""


def begin_day(db: Database, now: datetime, least: timedelta) -> bool:
    """Begin a day, unless one began less than `least` ago: what was learned before weighs a little less."""
    row = db.execute("SELECT seen FROM pool WHERE name = 'day'").fetchone()
    if row and now.timestamp() - row[0] < least.total_seconds():
        return False
    db.execute(FADED, [FADE, FADE])
    note(db, "day", now.timestamp())
    return True


FADED = "UPDATE pool SET seen = seen * ?, expected = expected * ? WHERE name NOT IN ('day', 'p_star')"


def note(db: Database, name: str, value: float) -> None:
    """Keep one number under a name of its own."""
    db.execute("INSERT OR REPLACE INTO pool VALUES (?, '', ?, 0)", [name, value])


def replan(db: Database, plan: Callable[[Pace], Due]) -> int:
    """Plan anew every visit that evidence or an announcement called for; return how many."""
    planned = list(db.query(REPLANNED))
    for row in planned:
        due = plan(rows.pace(row))
        at = due.at.timestamp() if due.at else None
        db.execute(REPLAN, [at, due.slope, due.reason, row["id"]])
    return len(planned)


REPLAN = "UPDATE article SET next_due = ?, due_slope = ?, due_reason = ? WHERE id = ?"
REPLANNED = """
SELECT * FROM article WHERE next_due IS NOT NULL AND due_reason IN ('evidence', 'announced', 'final')
"""
