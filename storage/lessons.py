"""What visits have taught about all articles together: counts for `scraper.recrawl`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

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
