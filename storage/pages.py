"""Keep pages as fetched, small: each is compressed with an earlier capture of its article as dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import zstandard

from scraper.visit import Page
from storage.rows import instant, stamp

if TYPE_CHECKING:
    from sqlite_utils import Database

LEVEL = 9
FRESH_KEY_ABOVE = 0.5  # of the key frame's own size: the page has drifted from its key, begin a new one


def keep(db: Database, article_id: int, page: Page) -> int:
    """Store a page and return its id.

    A page is either a key frame or a difference from the newest key frame of its article (zstd with that
    frame as raw dictionary), so that reading one never takes more than two rows.
    """
    key = next(db.query(NEWEST_KEY, [article_id]), None)
    data, key_id = squeeze(page.body), None
    if key:
        short = squeeze(page.body, unsqueeze(key["data"]))
        if len(short) < FRESH_KEY_ABOVE * len(data):
            data, key_id = short, key["id"]
    row = (article_id, stamp(page.fetched_at), page.url, page.content_type, key_id, len(page.body), data)
    return int(db.execute(ADD, row).lastrowid or 0)


NEWEST_KEY = "SELECT id, data FROM page WHERE article_id = ? AND key_id IS NULL ORDER BY id DESC LIMIT 1"
ADD = """
INSERT INTO page (article_id, fetched_at, url, content_type, key_id, size, data) VALUES (?, ?, ?, ?, ?, ?, ?)
"""


def read(db: Database, page_id: int) -> Page:
    """Return a stored page."""
    row = next(db.query("SELECT * FROM page WHERE id = ?", [page_id]))
    key = next(db.query("SELECT data FROM page WHERE id = ?", [row["key_id"]]), None)
    body = unsqueeze(row["data"], unsqueeze(key["data"]) if key else b"")
    return Page(row["url"], instant(row["fetched_at"]), row["content_type"], body)


def squeeze(data: bytes, dictionary: bytes = b"") -> bytes:
    """Compress with zstd; a dictionary is taken raw, with a window that reaches over it.

    >>> unsqueeze(squeeze(b"news " * 9, b"old news"), b"old news") == b"news " * 9
    True
    """
    size = len(data) + len(dictionary)
    parameters = zstandard.ZstdCompressionParameters.from_level(
        LEVEL, source_size=size, dict_size=len(dictionary)
    )
    raw = raw_dictionary(dictionary)
    return zstandard.ZstdCompressor(dict_data=raw, compression_params=parameters).compress(data)


def unsqueeze(data: bytes, dictionary: bytes = b"") -> bytes:
    """Undo `squeeze`."""
    return zstandard.ZstdDecompressor(dict_data=raw_dictionary(dictionary)).decompress(data)


def raw_dictionary(data: bytes) -> zstandard.ZstdCompressionDict | None:
    """Return the bytes as a zstd dictionary without a trained header."""
    return zstandard.ZstdCompressionDict(data, dict_type=zstandard.DICT_TYPE_RAWCONTENT) if data else None
