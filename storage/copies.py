"""At which other addresses of a host a text stands: one that stands at many is no article's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.article import fingerprint
from storage.recording import identity

if TYPE_CHECKING:
    from sqlite_utils import Database

    from scraper.article import Article


def elsewhere(db: Database, url: str, article: Article | None) -> int:
    """Return at how many other addresses of a host this text was read or suspected; 0 for an empty one."""
    if article is None or not article.paragraphs:
        return 0
    host = urlsplit(url).netloc
    found = {identity(db, same) for (same,) in db.execute(SAME, {"mark": fingerprint(article)})}
    return sum(urlsplit(same).netloc == host for same in found - {identity(db, url)})


SAME = """
SELECT url FROM version JOIN article ON article.id = article_id WHERE digest = :mark
UNION SELECT url FROM visit WHERE mark = :mark
LIMIT 100
"""
