"""How the monitor has been doing: visits and what they brought, and the articles watched densely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage import rows
from storage.rows import instant, stamp

if TYPE_CHECKING:
    from datetime import datetime

    from sqlite_utils import Database

    from scraper.recrawl.pace import Pace


@dataclass(frozen=True, slots=True)
class Figures:
    """What was done since a time: visits by outcome, their bytes, and how many found new words."""

    tracked: int
    due: int
    outcomes: dict[str, int]
    bytes: int
    found: int

    @property
    def visits(self) -> int:
        """All visits, however they ended."""
        return sum(self.outcomes.values())


def figures(db: Database, since: datetime, now: datetime) -> Figures:
    """Return what was done since a time, and what waits."""
    counted = db.execute(OUTCOMES, [stamp(since)]).fetchall()
    tracked, due = db.execute(TRACKED, [now.timestamp()]).fetchone()
    return Figures(
        tracked=tracked,
        due=due or 0,
        outcomes={outcome: visits for outcome, visits, _, _ in counted},
        bytes=sum(size for _, _, size, _ in counted),
        found=sum(found for _, _, _, found in counted),
    )


# A first version is no find: there was nothing to compare it with.
OUTCOMES = """
SELECT outcome, count(*), coalesce(sum(bytes), 0), count(version.id) FROM visit
LEFT JOIN version ON version.id = visit.version_id AND version.number > 1
WHERE at >= ? GROUP BY outcome ORDER BY outcome
"""
TRACKED = "SELECT count(*), sum(next_due <= ?) FROM article WHERE next_due IS NOT NULL"


def spent(db: Database, since: datetime) -> tuple[int, int]:
    """Return how many visits were made since a time, and their bytes."""
    visits, size = db.execute(SPENT, [stamp(since)]).fetchone()
    return visits, size


SPENT = "SELECT count(*), coalesce(sum(bytes), 0) FROM visit WHERE at >= ?"


def predictions(db: Database, since: datetime) -> tuple[tuple[float, bool], ...]:
    """Return for each good re-visit the predicted probability of a change, and whether there was one."""
    return tuple((predicted, bool(found)) for predicted, found in db.execute(PREDICTIONS, [stamp(since)]))


PREDICTIONS = """
SELECT predicted, version_id IS NOT NULL FROM visit WHERE at >= ? AND predicted IS NOT NULL
"""


def control(db: Database) -> tuple[tuple[Pace, tuple[datetime, ...]], ...]:
    """Return the articles of the control sample, each with the times at which its edits were seen."""
    sample = list(db.query("SELECT * FROM article WHERE control = 1"))
    return tuple((rows.pace(row), edits(db, row["id"])) for row in sample)


def edits(db: Database, article_id: int) -> tuple[datetime, ...]:
    """Return when the later versions of an article were seen."""
    query = "SELECT seen_at FROM version WHERE article_id = ? AND number > 1 ORDER BY number"
    return tuple(instant(text) for (text,) in db.execute(query, [article_id]))
