"""Does the archive still hold what was recorded? Each version's place in the chain, reckoned anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import zstandard

from scraper.article import fingerprint
from storage import pages, recording, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from storage.rows import Row


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found of a version: `wrong` says what is no longer as it was recorded, "" where all is."""

    url: str
    number: int
    chain: str
    wrong: str = ""


def proofs(db: Database, url: str | None = None) -> Iterator[Proof]:
    """Yield a proof of every version, of one article or of all; a broken one breaks no later one."""
    for article in db.query(ONE, [url]) if url else db.query(ALL):
        before, number = "", 0
        for row in db.query(VERSIONS, [article["id"]]):
            missing = f"{row['number'] - number - 1} before it gone" if row["number"] != number + 1 else ""
            wrong = missing or _wrong(db, article, row, before)
            before, number = row["chain"], row["number"]
            yield Proof(article["url"], number, before, wrong)


ALL = "SELECT id, url, merged_into FROM article ORDER BY id"
ONE = """
SELECT article.id, article.url, merged_into FROM alias JOIN article ON article.id = article_id
WHERE alias.url = ?
"""
VERSIONS = "SELECT * FROM version WHERE article_id = ? ORDER BY number"


def _wrong(db: Database, article: Row, row: Row, before: str) -> str:
    """Return what of a version is no longer as it was recorded."""
    try:
        page = pages.read(db, row["page_id"]).body if row["page_id"] else b""
        text = rows.version(row, recording.texts(db, row["id"])).article
    except (zstandard.ZstdError, ValueError, KeyError, StopIteration):
        return "its page or its text cannot be read"
    if fingerprint(text) != row["digest"]:
        return "its text is not what was recorded"
    facts = row["seen_at"], row["digest"], page
    if not any(rows.link(before, url, *facts) == row["chain"] for url in _addresses(db, article)):
        return "its page, its time or the version before it is not what was recorded"
    return ""


def _addresses(db: Database, article: Row) -> Iterator[str]:
    """Yield the addresses that a version of an article may have been recorded under."""
    yield article["url"]
    query = "SELECT url FROM alias WHERE article_id IN (?, ?)"
    yield from (url for (url,) in db.execute(query, [article["id"], article["merged_into"]]))
