"""What articles announce and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.article import Promise
from storage.rows import announcement, moment, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def promises(db: Database, article_id: int) -> Iterator[Promise]:
    """Yield all that an article has announced, in the order of its versions, with what became of it."""
    for row in db.query(PROMISES, [article_id]):
        said = announcement(row)
        yield Promise(said, row["number"], row["fate"], moment(row["fate_at"]), row["ended"])


PROMISES = """
SELECT announcement.*, version.number, after.number AS ended FROM announcement
JOIN version ON version.id = announcement.version_id
LEFT JOIN revision ON revision.id = announcement.revision_id
LEFT JOIN version AS after ON after.id = revision.new_id
WHERE announcement.article_id = ? ORDER BY announcement.id
"""
