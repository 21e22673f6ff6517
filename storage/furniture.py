"""Paragraphs that stand in many articles of a host: furniture there, by count, explained and reversible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.rows import stamp

if TYPE_CHECKING:
    from datetime import datetime

    from sqlite_utils import Database

LEAST_ARTICLES = 5
LEAST_SHARE = 0.03
"""A paragraph is furniture where it stands in so many articles of a host, and in this share of them."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """A paragraph held for furniture of a host, in how many of its articles it stands, and if it is kept.

    A `kept` one stays in the text: an operator has said so.
    """

    ident: int
    host: str
    text: str
    articles: int
    of: int
    kept: bool


def decide(db: Database, now: datetime) -> int:
    """Count anew and note what is furniture; return how many paragraphs are."""
    db.execute("DELETE FROM furniture WHERE kept = 0")
    db.execute(DECIDE, {"now": stamp(now), "least": LEAST_ARTICLES, "share": LEAST_SHARE})
    return int(db.execute("SELECT count(*) FROM furniture WHERE kept = 0").fetchone()[0])


DECIDE = """
WITH standing AS (
    SELECT article.host, version_paragraph.paragraph_id, count(DISTINCT article.id) AS articles
    FROM article
    JOIN version ON version.article_id = article.id
    JOIN version_paragraph ON version_paragraph.version_id = version.id
    GROUP BY article.host, version_paragraph.paragraph_id
    HAVING articles >= :least
), sized AS (SELECT host, count(*) AS total FROM article GROUP BY host)
INSERT INTO furniture (host, paragraph_id, articles, total, decided_at, kept)
SELECT standing.host, paragraph_id, articles, total, :now, 0
FROM standing JOIN sized USING (host) WHERE articles >= :share * total
ON CONFLICT (host, paragraph_id) DO UPDATE SET articles = excluded.articles, total = excluded.total
"""


def of_host(db: Database, host: str) -> frozenset[str]:
    """Return the texts that are furniture of a host."""
    return frozenset(text for (text,) in db.execute(OF_HOST, [host]))


OF_HOST = """
SELECT text FROM furniture JOIN paragraph ON paragraph.id = paragraph_id WHERE host = ? AND kept = 0
"""


def listed(db: Database) -> tuple[Furniture, ...]:
    """Return all that was decided, host by host, the most frequent first."""
    return tuple(Furniture(**{**row, "kept": bool(row["kept"])}) for row in db.query(LISTED))


LISTED = """
SELECT paragraph.id AS ident, host, text, articles, total AS "of", kept
FROM furniture JOIN paragraph ON paragraph.id = paragraph_id ORDER BY host, articles DESC, paragraph.id
"""


def keep(db: Database, host: str, ident: int, *, kept: bool) -> bool:
    """Say that a paragraph belongs to the text after all, or no longer; return whether there was one."""
    done = db.execute(
        "UPDATE furniture SET kept = ? WHERE host = ? AND paragraph_id = ?", [kept, host, ident]
    )
    return done.rowcount > 0
