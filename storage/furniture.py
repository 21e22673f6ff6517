"""Paragraphs that stand in many articles of a host: furniture there, by count, explained and reversible."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.rows import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable
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


def of_host(db: Database, host: str, texts: Iterable[str]) -> dict[str, float]:
    """Return the texts that are furniture of a host, each with the share of its articles that have it.

    Beside what was decided these are the `texts` that would be decided to be furniture if it were done now.
    What was decided is not counted again: a plea stands in every version of every article.
    """
    digests = [hashlib.sha256(text.encode()).digest() for text in texts]
    repeated = REPEATED.format(marks=", ".join("?" * len(digests)))
    found = db.execute(repeated, [host, *digests, host, LEAST_ARTICLES, host, LEAST_SHARE]) if digests else ()
    return {**dict(found), **dict(db.execute(OF_HOST, [host]))}


OF_HOST = """
SELECT text, 1.0 * articles / total FROM furniture JOIN paragraph ON paragraph.id = paragraph_id
WHERE host = ? AND kept = 0
"""
REPEATED = """
SELECT text, 1.0 * articles / total FROM (
    SELECT text, count(DISTINCT article.id) AS articles
    FROM paragraph
    JOIN version_paragraph ON paragraph_id = paragraph.id
    JOIN version ON version.id = version_id
    JOIN article ON article.id = article_id
    WHERE article.host = ? AND paragraph.digest IN ({marks}) AND NOT EXISTS (
        SELECT 1 FROM furniture WHERE furniture.host = ? AND furniture.paragraph_id = paragraph.id
    )
    GROUP BY paragraph.id
    HAVING articles >= ?
) AS standing
CROSS JOIN (SELECT count(*) AS total FROM article WHERE host = ?) AS sized
WHERE articles >= ? * total
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
