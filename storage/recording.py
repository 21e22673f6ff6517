"""Record a visit: article, aliases, page, version, revision, edits and the next due time, all or nothing."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.article import Outcome, fingerprint
from scraper.errors import OutrunError, StoreError
from scraper.visit import Page
from storage import awaiting, hosts, lessons, pages, readings, rows
from storage.rows import maybe_stamp, moment, stamp

if TYPE_CHECKING:
    from sqlite_utils import Database

    from scraper.article import Article, Version
    from scraper.visit import Known, Noticed
    from storage.rows import Row


def identity(db: Database, url: str) -> str:
    """Return the address under which an article is kept: the alias's, else the address itself."""
    row = find(db, url)
    return str(row["url"]) if row else url


def find(db: Database, url: str) -> Row | None:
    """Return the row of the article at an address or alias."""
    return next(db.query(FIND, [url]), None)


FIND = "SELECT article.* FROM alias JOIN article ON article.id = alias.article_id WHERE alias.url = ?"


def known(db: Database, url: str) -> Known | None:
    """Return what is remembered of the article at an address or alias."""
    row = find(db, url)
    if row is None:
        return None
    query = "SELECT * FROM version WHERE article_id = ? ORDER BY number"
    kept = list(db.query(query, [row["id"]]))
    last = newest_version(db, kept[-1]) if kept else None
    return rows.known(row, last, kept, awaiting.open_ones(db, row["id"]))


def newest_version(db: Database, row: Row) -> Version:
    """Return the newest version, as it was last read."""
    return readings.newest(db, row["id"], rows.version(row, texts(db, row["id"])))


def versions(db: Database, url: str) -> tuple[Version, ...]:
    """Return all versions of an article, oldest first."""
    query = "SELECT version.* FROM version JOIN alias USING (article_id) WHERE alias.url = ? ORDER BY number"
    return tuple(rows.version(row, texts(db, row["id"])) for row in list(db.query(query, [url])))


def texts(db: Database, version_id: int) -> list[str]:
    """Return a version's paragraphs in order."""
    return [text for (text,) in db.execute(TEXTS, [version_id])]


TEXTS = """
SELECT text FROM version_paragraph JOIN paragraph ON paragraph.id = paragraph_id
WHERE version_id = ? ORDER BY position
"""


def page_id(db: Database, url: str, number: int) -> int | None:
    """Return the id of the page of a version."""
    query = "SELECT page_id FROM version JOIN alias USING (article_id) WHERE alias.url = ? AND number = ?"
    row = db.execute(query, [url, number]).fetchone()
    return row[0] if row else None


def validators(db: Database, url: str) -> dict[str, str]:
    """Return the conditional request headers for an article."""
    return conditions(find(db, url))


def conditions(row: Row | None) -> dict[str, str]:
    """Return the conditional request headers of an article's or a listing's row (RFC 9110, section 13)."""
    found = {"If-None-Match": row["etag"], "If-Modified-Since": row["last_modified"]} if row else {}
    return {name: value for name, value in found.items() if value}


def record(db: Database, noticed: Noticed) -> int | None:
    """Write a visit with all that it means; return the number of the version it made, if any."""
    visit = noticed.visit
    article_id = settle(db, noticed)
    page = keep_page(db, article_id, noticed) if article_id else None
    version_id, number = (
        add_version(db, article_id, noticed, page) if noticed.wording and article_id else (None, None)
    )
    suspect = visit.outcome == Outcome.SUSPECT and visit.article
    ended = [visit.outcome, visit.status, visit.reason, visit.cause, noticed.predicted, len(visit.body),
             fingerprint(suspect) if suspect else None]  # fmt: skip
    db.execute(ADD_VISIT, [article_id, visit.site, visit.url, stamp(visit.at), *ended, version_id, page])
    revision_id = add_revision(db, article_id, noticed) if noticed.revised and article_id else None
    hosts.greet(db, noticed)
    if article_id:
        awaiting.expect(db, article_id, version_id, noticed)
        awaiting.settle(db, revision_id, noticed)
    return number


ADD_VISIT = """
INSERT INTO visit (article_id, site, url, at, outcome, status,
    reason, cause, predicted, bytes, mark, version_id, page_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def settle(db: Database, noticed: Noticed) -> int | None:
    """Write the article's row and its aliases; return its id, `None` when it was never read."""
    row = find(db, noticed.url)
    refuse_outrun(db, row, noticed)
    if row is None and noticed.wording is None:
        return None
    article_id = int(row["id"]) if row else add_article(db, noticed)
    for alias in {noticed.url, *noticed.aliases}:
        adopt(db, alias, article_id)
    db.execute(UPDATE, {"id": article_id, **facts(noticed), **plan(noticed)})
    if noticed.learned:
        lessons.learn(db, noticed.learned.rows)
    return article_id


def refuse_outrun(db: Database, row: Row | None, noticed: Noticed) -> None:
    """Refuse a visit that was judged by what is no longer so: another process has visited the article.

    Both would tell of one take-down, or one's doubt would be lost by the other.
    """
    if noticed.follows is None:
        return
    number, _ = last_of(db, row["id"] if row else None)
    if noticed.follows != (number, moment(row["last_visit"]) if row else None):
        raise OutrunError("was visited by another process", at=noticed.visit.url, hint="visit it again")


def adopt(db: Database, alias: str, article_id: int) -> None:
    """Make an address an alias of an article.

    Where it led to another one, a page seen under its new address before the old one redirected to it, that
    article is merged into this: all its addresses lead here, and it is visited no more.
    """
    other = find(db, alias)
    if other is None:
        db.execute("INSERT INTO alias VALUES (?, ?)", [alias, article_id])
    elif other["id"] != article_id:
        db.execute("UPDATE alias SET article_id = ? WHERE article_id = ?", [article_id, other["id"]])
        db.execute(
            "UPDATE article SET merged_into = ?, next_due = NULL WHERE id = ?", [article_id, other["id"]]
        )


def facts(noticed: Noticed) -> dict[str, object]:
    """Return the columns that tell how an article stands after a visit."""
    visit = noticed.visit
    return {
        "at": stamp(visit.at),
        "outcome": visit.outcome,
        "etag": visit.header("etag"),
        "last_modified": visit.header("last-modified"),
        "fresh": visit.outcome == Outcome.READ,
        "gone_at": maybe_stamp(noticed.gone_at),
        "failures": noticed.failures,
        "doubt": noticed.doubt,
        "doubt_count": noticed.doubt_count,
    }


def plan(noticed: Noticed) -> dict[str, object]:
    """Return the columns that tell when to look again."""
    pace, due = noticed.pace, noticed.due
    kept = ("last_visit", "last_change", "cue_at", "cue_latest")
    times = {name: maybe_stamp(getattr(pace, name, None)) for name in kept}
    return {
        **times,
        "post_a": pace.post_a if pace else 1.0,
        "post_b": pace.post_b if pace else 1.0,
        "control": int(pace.control) if pace else 0,
        "next_due": due.at.timestamp() if due and due.at else None,
        "due_slope": due.slope if due else 0.0,
        "due_reason": due.reason if due else "",
    }


# Validators are kept from pages that were read: a bot wall's would make it look unchanged for ever.
UPDATE = """
UPDATE article SET last_visit = :at, last_outcome = :outcome, last_read = :last_visit,
    etag = CASE WHEN :fresh THEN :etag ELSE etag END,
    last_modified = CASE WHEN :fresh THEN :last_modified ELSE last_modified END,
    gone_at = :gone_at, failures = :failures, doubt = :doubt, doubt_count = :doubt_count,
    post_a = :post_a, post_b = :post_b, last_change = :last_change,
    cue_at = :cue_at, cue_latest = :cue_latest, control = :control,
    next_due = :next_due, due_slope = :due_slope, due_reason = :due_reason
WHERE id = :id
"""


def add_article(db: Database, noticed: Noticed) -> int:
    """Write a new article's row and return its id."""
    published = noticed.wording.published if noticed.wording else None
    host, visit = urlsplit(noticed.url).netloc, noticed.visit
    row = [visit.site, noticed.url, host, stamp(visit.at), maybe_stamp(published)]
    insert = "INSERT INTO article (site, url, host, first_seen, published) VALUES (?, ?, ?, ?, ?)"
    return int(db.execute(insert, row).lastrowid or 0)


def keep_page(db: Database, article_id: int, noticed: Noticed) -> int | None:
    """Keep the page of a version or of a doubtful capture, as evidence."""
    visit = noticed.visit
    if not visit.body or not (noticed.wording or visit.outcome == Outcome.SUSPECT):
        return None
    page = Page(visit.final_url or visit.url, visit.at, visit.header("content-type"), visit.body)
    return pages.keep(db, article_id, page)


def add_version(db: Database, article_id: int, noticed: Noticed, page: int | None) -> tuple[int, int]:
    """Write a version with its paragraphs; return its id and number."""
    wording, visit = noticed.wording, noticed.visit
    if wording is None:
        raise StoreError("no wording to record", at=visit.url)
    last = last_of(db, article_id)
    digest = fingerprint(wording)
    chain = rows.link(last[1], noticed.url, stamp(visit.at), digest, visit.body)
    row = [article_id, last[0] + 1, stamp(visit.at), wording.headline, wording.standfirst, wording.byline,
           rows.details(wording), visit.extractor, digest, chain, page]  # fmt: skip
    version_id = int(db.execute(ADD_VERSION, row).lastrowid or 0)
    add_paragraphs(db, version_id, wording)
    return version_id, last[0] + 1


def last_of(db: Database, article_id: int | None) -> tuple[int, str]:
    """Return the number and the chain of an article's last version; 0 and "" where there is none."""
    return db.execute(LAST, [article_id]).fetchone() or (0, "")


LAST = "SELECT number, chain FROM version WHERE article_id = ? ORDER BY number DESC LIMIT 1"
ADD_VERSION = """
INSERT INTO version (article_id, number, seen_at, headline, standfirst, byline, details, extractor, digest,
    chain, page_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def add_paragraphs(db: Database, version_id: int, wording: Article) -> None:
    """Write each paragraph once, by hash, and the version's list of them."""
    for position, text in enumerate(wording.paragraphs):
        digest = hashlib.sha256(text.encode()).digest()
        db.execute(
            "INSERT INTO paragraph (digest, text) VALUES (?, ?) ON CONFLICT DO NOTHING", [digest, text]
        )
        db.execute(PLACE, [version_id, position, digest])


PLACE = "INSERT INTO version_paragraph SELECT ?, ?, id FROM paragraph WHERE digest = ?"


def add_revision(db: Database, article_id: int, noticed: Noticed) -> int:
    """Write the step from the last version but one to the last, or an event on the last, with its edits."""
    pair = [row[0] for row in db.execute(NEWEST_TWO, [article_id])]
    new_id, old_id = (pair[0], pair[-1]) if noticed.wording else (pair[0], pair[0])
    seen_at = stamp(noticed.visit.at)
    known_at = db.execute(KNOWN_AT, [article_id, seen_at]).fetchone()[0]
    row = [
        article_id,
        old_id,
        new_id,
        seen_at,
        known_at,
        json.dumps(noticed.flags),
        noticed.rank,
        noticed.reason,
    ]
    revision_id = int(db.execute(ADD_REVISION, row).lastrowid or 0)
    add_edits(db, revision_id, noticed)
    return revision_id


NEWEST_TWO = "SELECT id FROM version WHERE article_id = ? ORDER BY number DESC LIMIT 2"
KNOWN_AT = "SELECT max(at) FROM visit WHERE article_id = ? AND at < ? AND outcome IN ('read', 'not_modified')"
ADD_REVISION = """
INSERT INTO revision (article_id, old_id, new_id, seen_at, known_at, flags, rank, reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


def add_edits(db: Database, revision_id: int, noticed: Noticed) -> None:
    """Write the edits of a revision in order."""
    for position, edit in enumerate(noticed.edits):
        columns = {"revision_id": revision_id, "position": position, **rows.edit_row(edit)}
        marks = ", ".join(f":{name}" for name in columns)
        db.execute(f"INSERT INTO edit ({', '.join(columns)}) VALUES ({marks})", columns)  # noqa: S608 - own names
