"""Which hosts asked to be left alone, and addresses that have never shown an article."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.article import Outcome
from storage.rows import instant, stamp

if TYPE_CHECKING:
    from datetime import datetime

    from sqlite_utils import Database

    from scraper.visit import Noticed


def greet(db: Database, noticed: Noticed) -> None:
    """Note how a host received a visit: it is left alone for a while, or welcome again."""
    host = urlsplit(noticed.visit.final_url or noticed.visit.url).netloc
    if noticed.rest:
        db.execute(REST, [host, stamp(noticed.visit.at + noticed.rest)])
    elif noticed.visit.outcome is Outcome.READ:
        db.execute("DELETE FROM host WHERE name = ?", [host])


REST = """
INSERT INTO host VALUES (?, ?, 1)
ON CONFLICT (name) DO UPDATE SET rest_until = excluded.rest_until, strikes = strikes + 1
"""


def strikes(db: Database, host: str) -> int:
    """Return how often in a row a host has turned us away."""
    row = db.execute("SELECT strikes FROM host WHERE name = ?", [host]).fetchone()
    return row[0] if row else 0


def resting(db: Database, now: datetime) -> tuple[str, ...]:
    """Return the hosts that are left alone now."""
    return tuple(name for (name,) in db.execute("SELECT name FROM host WHERE rest_until > ?", [stamp(now)]))


def tries(db: Database, url: str) -> tuple[int, datetime | None]:
    """Return how often an address without an article was visited, and when last."""
    count, last = db.execute(TRIES, [url]).fetchone()
    return count, instant(last) if last else None


TRIES = "SELECT count(*), max(at) FROM visit WHERE url = ? AND article_id IS NULL"
