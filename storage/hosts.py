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
    url = noticed.visit.final_url or noticed.visit.url
    if noticed.rest:
        leave_alone(db, url, noticed.visit.at + noticed.rest)
    elif noticed.visit.outcome is Outcome.READ:
        db.execute("DELETE FROM host WHERE name = ?", [urlsplit(url).netloc])


def leave_alone(db: Database, url: str, until: datetime) -> None:
    """Note that the host of an address turned us away."""
    db.execute(REST, [urlsplit(url).netloc, stamp(until)])


REST = """
INSERT INTO host VALUES (?, ?, 1)
ON CONFLICT (name) DO UPDATE SET rest_until = excluded.rest_until, strikes = strikes + 1
"""


def strikes(db: Database, host: str) -> int:
    """Return how often in a row a host has turned us away."""
    row = db.execute("SELECT strikes FROM host WHERE name = ?", [host]).fetchone()
    return row[0] if row else 0


def resting(db: Database, now: datetime) -> dict[str, datetime]:
    """Return the hosts that are left alone now, and until when."""
    found = db.execute("SELECT name, rest_until FROM host WHERE rest_until > ?", [stamp(now)])
    return {name: instant(until) for name, until in found}


def tries(db: Database, url: str) -> tuple[int, datetime | None]:
    """Return how often an address without an article was visited, and when last."""
    count, last = db.execute(TRIES, [url]).fetchone()
    return count, instant(last) if last else None


TRIES = "SELECT count(*), max(at) FROM visit WHERE url = ? AND article_id IS NULL"
