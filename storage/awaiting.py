"""What articles announce and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.rows import stamp

if TYPE_CHECKING:
    from sqlite_utils import Database

    from scraper.visit import Noticed
    from storage.rows import Row


def open_ones(db: Database, article_id: int) -> list[Row]:
    """Return the rows of an article's announcements that wait for their event or are overdue."""
    return list(db.query(AWAITED, [article_id]))


AWAITED = "SELECT * FROM announcement WHERE article_id = ? AND fate IN ('pending', 'overdue') ORDER BY id"


def expect(db: Database, article_id: int, version_id: int | None, noticed: Noticed) -> None:
    """Write what a new version announces."""
    for one in noticed.announced:
        start, latest = (when.isoformat() if when else None for when in (one.start, one.latest))
        row = [article_id, version_id, one.sentence, one.words, start, latest, one.precision]
        db.execute(EXPECT, row)


EXPECT = """
INSERT INTO announcement (article_id, version_id, sentence, words, start, latest, precision)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""


def settle(db: Database, revision_id: int | None, noticed: Noticed) -> None:
    """Write what became of announcements, with the revision that ended them."""
    for ident, fate in noticed.fates:
        db.execute(FATE, [fate, stamp(noticed.visit.at), revision_id, ident, fate])


FATE = "UPDATE announcement SET fate = ?, fate_at = ?, revision_id = ? WHERE id = ? AND fate <> ?"
