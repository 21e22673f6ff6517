"""The archive proves what it holds: what was altered behind its back is told."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

from storage import Store

if TYPE_CHECKING:
    from conftest import Afterword

    from newsroom import Newsroom

ALTERED = {
    "the text": "UPDATE paragraph SET text = text || '!' WHERE id = 1",
    "the headline": "UPDATE version SET headline = 'Something else' WHERE id = 1",
    "the time": "UPDATE version SET seen_at = '2026-06-01T08:00:00.000Z' WHERE number = 2",
    "the page": "UPDATE version SET page_id = (SELECT max(id) FROM page) WHERE id = 1",
    "a page's bytes": "UPDATE page SET data = x'00' WHERE id = 1",
    "the first of two versions": "UPDATE version SET number = 3 WHERE number = 2",
}


def test_what_was_altered_behind_its_back_is_told(watching: Afterword, room: Newsroom) -> None:
    watching("crawl", "courier")
    room.advance(timedelta(hours=3))
    watching.now = room.now
    watching("crawl", "courier")
    untouched = watching("verify")
    assert untouched.code == 0, untouched.said
    assert "all as recorded" in untouched.said
    sound = (watching.folder / "afterword.db").read_bytes()
    for what, change in ALTERED.items():
        (watching.folder / "other.db").write_bytes(sound)
        with sqlite3.connect(watching.folder / "other.db") as db:
            assert db.execute(change).rowcount, what
        with Store(str(watching.folder / "other.db"), read_only=True) as store:
            assert [proof for proof in store.proofs() if proof.wrong], what
    with sqlite3.connect(watching.folder / "afterword.db") as db:
        db.execute(ALTERED["the text"])
        url = db.execute("SELECT url FROM article JOIN version ON article.id = article_id").fetchone()[0]
    altered = watching("verify", url)
    assert (altered.code, "articles 1, " in altered.said, "1 not as recorded" in altered.said) == (
        1,
        True,
        True,
    )
    assert watching("verify", "https://courier.example/none").code != 0
