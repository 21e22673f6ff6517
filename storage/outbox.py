"""What to tell and what was told: revisions with their edits, and letters until they are delivered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from scraper.article import Revision
from scraper.visit import Standing
from storage import recording, rows
from storage.rows import instant, moment, stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlite_utils import Database

    from scraper.article import Version
    from storage.rows import Row


@dataclass(frozen=True, slots=True)
class Letter:
    """A report addressed to one recipient: a row in the outbox until delivered; `message` is RFC 5322."""

    subscription: str
    recipient: str
    message_id: str
    subject: str
    message: bytes
    built_at: datetime
    attempts: int = 0


def revisions(db: Database, where: str, values: Sequence[object]) -> Iterator[Revision]:
    """Yield revisions that fulfil a condition on revision r and article a, oldest first.

    Most versions end one revision and begin another: each is read once.
    """
    read = cache(partial(version, db))
    for row in list(db.query(f"{REVISIONS} WHERE {where} ORDER BY r.id", values)):
        yield revision(db, row, read)


REVISIONS = "SELECT r.*, a.site, a.url FROM revision r JOIN article a ON a.id = r.article_id"


def revision(db: Database, row: Row, read: Callable[[int], Version]) -> Revision:
    """Return a revision with its edits, and its versions as they are `read`."""
    found = db.query("SELECT * FROM edit WHERE revision_id = ? ORDER BY position", [row["id"]])
    return Revision(
        site=row["site"],
        url=row["url"],
        old=read(row["old_id"]),
        new=read(row["new_id"]),
        edits=tuple(rows.edit(edit) for edit in found),
        seen_at=instant(row["seen_at"]),
        known_at=moment(row["known_at"]),
        flags=tuple(json.loads(row["flags"])),
        rank=row["rank"],
        reason=row["reason"],
        ident=row["id"],
    )


@dataclass(frozen=True, slots=True)
class Find:
    """What a visit found: where, what in a few words, why it was made, and if the page is silent about it."""

    headline: str
    summary: str
    cause: str
    unacknowledged: bool


def finds(db: Database, since: datetime) -> tuple[Find, ...]:
    """Return what visits found at or after a time, oldest first: the weightiest edit of each revision."""
    return tuple(map(_find, db.query(FINDS, [stamp(since)])))


def _find(row: dict[str, Any]) -> Find:
    flags = json.loads(row["flags"])
    summary = row["summary"] or ", ".join(flags)
    return Find(row["headline"] or "", summary, row["cause"], "unacknowledged" in flags)


# With max() alone among the aggregates, SQLite takes the bare columns from the row that has the maximum.
FINDS = """
SELECT version.headline, revision.flags, visit.cause, edit.summary, max(edit.rank)
FROM revision
JOIN version ON version.id = revision.new_id
JOIN visit ON visit.article_id = revision.article_id AND visit.at = revision.seen_at
LEFT JOIN edit ON edit.revision_id = revision.id
WHERE revision.seen_at >= ? GROUP BY revision.id ORDER BY revision.id
"""


def version(db: Database, version_id: int) -> Version:
    """Return a version by its id."""
    row = next(db.query("SELECT * FROM version WHERE id = ?", [version_id]))
    return rows.version(row, recording.texts(db, version_id))


def unreported(db: Database, subscription: str, sites: Sequence[str], since: datetime) -> Iterator[Revision]:
    """Yield what a subscription has not been told, of some sites, or of all when none is named."""
    of_sites = f" AND a.site IN ({', '.join('?' * len(sites))})" if sites else ""
    where = f"r.seen_at >= ?{of_sites} AND NOT EXISTS ({ALREADY})"
    yield from revisions(db, where, [stamp(since), *sites, subscription])


ALREADY = "SELECT 1 FROM told WHERE told.revision_id = r.id AND told.subscription = ?"


def overdue(db: Database, subscription: str, sites: Sequence[str], since: datetime) -> Iterator[Standing]:
    """Yield the overdue announcements of articles with one to tell, and those already told.

    Of these also the ones whose sentence has given way to another that announces the same.
    """
    of_sites = f"AND site IN ({', '.join('?' * len(sites))})" if sites else ""
    values = [subscription, stamp(since), subscription, *sites]
    for row in list(db.query(OVERDUE.format(of_sites=of_sites), values)):
        newest = next(db.query(NEWEST, [row["article_id"]]))
        yield Standing(
            ident=row["id"],
            site=row["site"],
            url=row["url"],
            article=recording.newest_version(db, newest).article,
            announcement=rows.announcement(row),
            last_seen=instant(row["last_read"]),
            told=row["told_at"] is not None,
        )


NEWEST = "SELECT * FROM version WHERE article_id = ? ORDER BY number DESC LIMIT 1"
OVERDUE = """
WITH untold AS (
    SELECT article_id FROM announcement
    LEFT JOIN told_overdue ON announcement_id = announcement.id AND subscription = ?
    WHERE fate = 'overdue' AND announcement_id IS NULL AND fate_at >= ?
)
SELECT announcement.*, site, url, last_read, told_overdue.at AS told_at FROM announcement
JOIN article ON article.id = article_id
LEFT JOIN told_overdue ON announcement_id = announcement.id AND subscription = ?
WHERE (fate = 'overdue' OR fate = 'dropped' AND told_overdue.at IS NOT NULL)
    AND gone_at IS NULL AND merged_into IS NULL AND article_id IN (SELECT article_id FROM untold) {of_sites}
ORDER BY announcement.id
"""


def told_from(db: Database, subscription: str, otherwise: datetime, *, keep: bool) -> datetime:
    """Return since when a subscription is told; the first call that may `keep` it fixes it."""
    row = db.execute("SELECT told_from FROM subscription WHERE name = ?", [subscription]).fetchone()
    if row is None and keep:
        db.execute("INSERT INTO subscription VALUES (?, ?)", [subscription, stamp(otherwise)])
    return instant(row[0]) if row else otherwise


@dataclass(frozen=True, slots=True)
class Told:
    """What letters tell a subscription: the ids of revisions and of overdue announcements."""

    revisions: Sequence[int] = ()
    overdue: Sequence[int] = ()


def queue(db: Database, letters: Iterable[Letter], subscription: str, told: Told, now: datetime) -> None:
    """Write letters and what they tell; a letter already there by its Message-ID is not written twice."""
    for letter in letters:
        built_at, queued_at = stamp(letter.built_at), stamp(now)
        row = [letter.subscription, letter.recipient, letter.message_id, built_at, letter.subject]
        db.execute(QUEUE, [*row, letter.message, queued_at])
    for table, idents in (("told", told.revisions), ("told_overdue", told.overdue)):
        facts = [(subscription, ident, stamp(now)) for ident in idents]
        db.conn.executemany(f"INSERT INTO {table} VALUES (?, ?, ?) ON CONFLICT DO NOTHING", facts)  # noqa: S608 - own names


QUEUE = """
INSERT INTO report (subscription, recipient, message_id, built_at, subject, message, next_attempt)
VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (message_id) DO NOTHING
"""


def unsent(db: Database, now: datetime) -> tuple[Letter, ...]:
    """Return the letters to be sent now, oldest first; a new one waits for no clock that was set back."""
    return tuple(letter(row) for row in db.query(UNSENT, [stamp(now)]))


UNSENT = """
SELECT * FROM report
WHERE sent_at IS NULL AND refused_at IS NULL AND (attempts = 0 OR next_attempt <= ?) ORDER BY id
"""


def letter(row: Row) -> Letter:
    """Return a letter of its row."""
    names = ("subscription", "recipient", "message_id", "subject", "message", "attempts")
    return Letter(**{name: row[name] for name in names}, built_at=instant(row["built_at"]))


def next_attempt(db: Database) -> datetime | None:
    """Return when the next letter is to be sent, `None` when none waits."""
    return moment(db.execute(NEXT_ATTEMPT).fetchone()[0])


NEXT_ATTEMPT = "SELECT min(next_attempt) FROM report WHERE sent_at IS NULL AND refused_at IS NULL"


def mark_handed(db: Database, message_id: str) -> None:
    """Note that a letter is being handed over: this stays where the answer was not waited for or noted."""
    db.execute("UPDATE report SET answer = 'handed over, no answer' WHERE message_id = ?", [message_id])


def mark_sent(db: Database, message_id: str, now: datetime, answer: str) -> None:
    """Note that the server took a letter."""
    done = "UPDATE report SET sent_at = ?, answer = ?, attempts = attempts + 1 WHERE message_id = ?"
    db.execute(done, [stamp(now), answer, message_id])


def mark_refused(
    db: Database, message_id: str, now: datetime, answer: str, retry_at: datetime | None
) -> None:
    """Note that the server did not take a letter: try again at `retry_at`, or never."""
    refused_at, next_attempt = (None, stamp(retry_at)) if retry_at else (stamp(now), stamp(now))
    db.execute(REFUSED, [refused_at, next_attempt, answer, message_id])


REFUSED = """
UPDATE report SET refused_at = ?, next_attempt = ?, answer = ?, attempts = attempts + 1 WHERE message_id = ?
"""
