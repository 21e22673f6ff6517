"""How the tables came to be what they are: one migration per change, never edited after release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from storage.first import FIRST

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("afterword")


@migrations()
def m001_first(db: Database) -> None:
    """Lay down every table of the first release."""
    for statement in FIRST.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def m002_agenda(db: Database) -> None:
    """Let the index of what is due answer by itself what to visit first."""
    db.execute("DROP INDEX article_due")
    db.execute(
        "CREATE INDEX article_due ON article(next_due, due_slope, host, id) WHERE next_due IS NOT NULL"
    )


@migrations()
def m003_polls(db: Database) -> None:
    """Remember how often a listing's polls bring news."""
    db.execute("ALTER TABLE listing ADD COLUMN share REAL NOT NULL DEFAULT 0.5")


@migrations()
def m004_overdue(db: Database) -> None:
    """Remember which overdue announcements a subscription was told of."""
    db.execute(TOLD_OVERDUE)
    db.execute("CREATE INDEX announcement_overdue ON announcement(fate_at) WHERE fate = 'overdue'")


TOLD_OVERDUE = """
CREATE TABLE told_overdue (
    subscription TEXT NOT NULL,
    announcement_id INTEGER NOT NULL REFERENCES announcement(id),
    at TEXT NOT NULL,
    PRIMARY KEY (subscription, announcement_id)
) STRICT, WITHOUT ROWID
"""


@migrations()
def m005_spent(db: Database) -> None:
    """Let an index tell by itself how many visits there were and how large."""
    db.execute("DROP INDEX visit_at")
    db.execute("CREATE INDEX visit_at ON visit(at, bytes)")


@migrations()
def m006_marks(db: Database) -> None:
    """Remember what a suspect capture said, and let an index tell where the same was read."""
    db.execute("ALTER TABLE visit ADD COLUMN mark TEXT")
    db.execute("CREATE INDEX visit_mark ON visit(mark) WHERE mark IS NOT NULL")
    db.execute("CREATE INDEX version_digest ON version(digest)")


@migrations()
def m007_hosts(db: Database) -> None:
    """Let an index count the articles of a host, which every visit asks for."""
    db.execute("CREATE INDEX article_host ON article(host)")


@migrations()
def m008_listings(db: Database) -> None:
    """Keep a listing for each site that reads it: sites that share one want other links of it."""
    db.execute("ALTER TABLE listing RENAME TO listing_by_url")
    db.execute(LISTING)
    db.execute("INSERT INTO listing SELECT * FROM listing_by_url")
    db.execute("DROP TABLE listing_by_url")


LISTING = """
CREATE TABLE listing (
    url TEXT NOT NULL,
    site TEXT NOT NULL,
    kind TEXT NOT NULL,
    polled_at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    found INTEGER NOT NULL DEFAULT 0,
    fresh INTEGER NOT NULL DEFAULT 0,
    etag TEXT,
    last_modified TEXT,
    share REAL NOT NULL DEFAULT 0.5,
    PRIMARY KEY (site, url)
) STRICT, WITHOUT ROWID
"""
