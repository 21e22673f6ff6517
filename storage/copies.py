"""At which other addresses of a host a text stands: one that stands at many is no article's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.article import fingerprint
from storage.recording import identity

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlite_utils import Database

    from scraper.article import Article


def elsewhere(db: Database, urls: Collection[str], article: Article | None) -> int:
    """Return at how many addresses but `urls`, of their hosts, this text was read or suspected.

    An empty text is nowhere.
    """
    if article is None or not article.paragraphs:
        return 0
    hosts = {urlsplit(url).netloc for url in urls}
    found = {identity(db, same) for (same,) in db.execute(SAME, {"mark": fingerprint(article)})}
    return sum(urlsplit(same).netloc in hosts for same in found - {identity(db, url) for url in urls})


def suspected(db: Database, url: str, article: Article | None) -> bool:
    """Tell whether this text was suspected at this very address."""
    return article is not None and any(db.execute(SUSPECTED, [fingerprint(article), url]))


SAME = """
SELECT url FROM version JOIN article ON article.id = article_id WHERE digest = :mark
UNION SELECT url FROM visit WHERE mark = :mark
LIMIT 100
"""
SUSPECTED = "SELECT 1 FROM visit WHERE mark = ? AND url = ? LIMIT 1"
