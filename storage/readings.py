"""Later readings of versions by newer extractors: kept beside the version, which is never rewritten."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from storage import rows
from storage.rows import stamp

if TYPE_CHECKING:
    from datetime import datetime

    from sqlite_utils import Database

    from scraper.article import Article, Version


def urls(db: Database) -> tuple[str, ...]:
    """Return the addresses of all articles, oldest first; those merged into others lead to them."""
    return tuple(url for (url,) in db.execute(URLS))


URLS = "SELECT url FROM article WHERE merged_into IS NULL ORDER BY id"


def newest(db: Database, version_id: int, version: Version) -> Version:
    """Return a version with its text as the newest reading has it; its digest stays that of the first."""
    row = next(db.query("SELECT * FROM reading WHERE version_id = ?", [version_id]), None)
    if row is None:
        return version
    return replace(
        version, article=rows.article(row, json.loads(row["paragraphs"])), extractor=row["extractor"]
    )


def renew(db: Database, place: tuple[int, int], article: Article, extractor: str, now: datetime) -> None:
    """Keep a reading of a version, named by number and article's id: an address may lead elsewhere by now."""
    (version_id,) = db.execute(FIND, place).fetchone()
    texts = json.dumps(article.paragraphs, ensure_ascii=False)
    parts = [article.headline, article.standfirst, article.byline, rows.details(article), texts]
    db.execute(RENEW, [version_id, stamp(now), extractor, *parts])


FIND = "SELECT id FROM version WHERE article_id = ? AND number = ?"
RENEW = """
INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (version_id) DO UPDATE SET read_at = excluded.read_at, extractor = excluded.extractor,
    headline = excluded.headline, standfirst = excluded.standfirst, byline = excluded.byline,
    details = excluded.details, paragraphs = excluded.paragraphs
"""
