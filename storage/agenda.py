"""When to look again: what is due, how listings answer, and the upkeep of the file."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scraper.article import Outcome
from scraper.errors import StoreError
from scraper.visit import Listing
from storage import hosts, recording, rows
from storage.opening import writing
from storage.rows import instant, stamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Planned:
    """A visit to be made: of which site, where, and why now."""

    site: str
    url: str
    due_at: datetime
    reason: str = ""


def due(db: Database, now: datetime, limit: int) -> tuple[Planned, ...]:
    """Return the articles to be visited now, most evidence of a change first, fair to all hosts."""
    seconds = now.timestamp()
    ranked = db.execute(OVERDUE, [seconds, stamp(now), seconds])
    chosen = json.dumps(fairly(ranked, limit))
    moment = datetime.fromtimestamp
    found = db.execute(CHOSEN, [chosen])
    return tuple(Planned(site, url, moment(at, UTC), why) for site, url, at, why in found)


# First order of "evidence above the threshold", so that nothing has to be calculated anew for the order.
# It is answered from the index article_due alone.
OVERDUE = """
SELECT id, host FROM article
WHERE next_due <= ? AND host NOT IN (SELECT name FROM host WHERE rest_until > ?)
ORDER BY (? - next_due) * due_slope DESC, next_due
"""
CHOSEN = """
SELECT site, url, next_due, due_reason FROM json_each(?) AS chosen
CROSS JOIN article ON article.id = chosen.value ORDER BY chosen.key
"""
HOST_SHARE = 0.1


def fairly(ranked: Iterable[tuple[int, str]], limit: int) -> list[int]:
    """Return the first of ranked (id, host), no host with more than its share while others wait.

    >>> fairly([(1, "a"), (2, "a"), (3, "b"), (4, "a")], 3)
    [1, 3, 2]
    """
    share, taken = max(int(limit * HOST_SHARE), 1), Counter[str]()
    first: list[int] = []
    rest: list[int] = []
    for ident, host in ranked:
        taken[host] += 1
        (first if taken[host] <= share else rest).append(ident)
        if len(first) == limit:
            break
    return (first + rest)[:limit]


def upcoming(db: Database, limit: int) -> tuple[Planned, ...]:
    """Return the next visits, soonest first."""
    query = "SELECT * FROM article WHERE next_due IS NOT NULL ORDER BY next_due LIMIT ?"
    planned = ((row, rows.due(row)) for row in db.query(query, [limit]))
    return tuple(Planned(row["site"], row["url"], due.at, due.reason) for row, due in planned if due.at)


def next_due(db: Database, now: datetime) -> datetime | None:
    """Return when the next visit is due; what is due at a host that rests is so when it has rested."""
    row = db.execute(NEXT_DUE, [stamp(now)]).fetchone()
    planned = [datetime.fromtimestamp(row[0], UTC)] if row else []
    return min([*planned, *hosts.resting(db, now).values()], default=None)


NEXT_DUE = """
SELECT next_due FROM article
WHERE next_due IS NOT NULL AND host NOT IN (SELECT name FROM host WHERE rest_until > ?)
ORDER BY next_due LIMIT 1
"""


def record_listing(db: Database, listing: Listing) -> None:
    """Write how a listing answered, over what was known of it; its validators are kept from good answers."""
    row = [listing.url, listing.site, listing.kind, stamp(listing.polled_at), listing.outcome, listing.reason,
           listing.found, listing.fresh, listing.etag, listing.last_modified, listing.share]  # fmt: skip
    db.execute(POLLED, row)
    if listing.rest:
        hosts.leave_alone(db, listing.url, listing.polled_at + listing.rest)


POLLED = """
INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (site, url) DO UPDATE SET kind = excluded.kind, polled_at = excluded.polled_at,
    outcome = excluded.outcome, reason = excluded.reason,
    found = CASE excluded.outcome WHEN 'read' THEN excluded.found ELSE found END, fresh = excluded.fresh,
    etag = CASE excluded.outcome WHEN 'read' THEN excluded.etag ELSE etag END,
    last_modified = CASE excluded.outcome WHEN 'read' THEN excluded.last_modified ELSE last_modified END,
    share = excluded.share
"""


def validators(db: Database, site: str, url: str) -> dict[str, str]:
    """Return the conditional request headers for a site's listing."""
    return recording.conditions(next(db.query(LISTING, [site, url]), None))


LISTING = "SELECT * FROM listing WHERE site = ? AND url = ?"


def listings(db: Database, place: tuple[str, str] | None = None) -> tuple[Listing, ...]:
    """Return how each listing, or the one of a site and an address, answered last."""
    found = db.query(LISTING, place) if place else db.query("SELECT * FROM listing ORDER BY site, url")
    return tuple(
        Listing(**{**row, "polled_at": instant(row["polled_at"]), "outcome": Outcome(row["outcome"])})
        for row in found
    )


def upkeep(db: Database) -> dict[str, int]:
    """Check the file, fold the log into it, refresh the planner's statistics; return its row counts.

    Raises:
        StoreError: the file is damaged.
    """
    found = db.execute("PRAGMA quick_check").fetchone()[0]
    if found != "ok":
        raise StoreError(f"the database is damaged: {found}", hint="restore a backup")
    with writing(db):  # of itself it does not wait for others who write
        db.execute("PRAGMA optimize")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    counted = ("article", "version", "visit", "revision", "edit", "report")
    return {table: db[table].count for table in counted}
