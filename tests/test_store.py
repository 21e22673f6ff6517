"""The archive's facts on real SQLite files: versions, addresses, pages, letters, agenda, two writers."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scraper.article import Article, Outcome
from scraper.config import Config
from scraper.errors import OutrunError, StoreError
from scraper.noticing import by_local_clock
from scraper.planning import RELOAD_EVERY, Planner
from scraper.recrawl import Due, Pace, PoolDelta
from scraper.visit import Noticed, Visit
from storage import Store
from storage.outbox import Letter, Told
from storage.rows import link, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 6, 15, 8, tzinfo=UTC)
URL = "https://news.example/harbour/ferry"
ROOT = Path(__file__).parent.parent


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "a.db")) as store:
        yield store


def page(text: str) -> bytes:
    """Return a page with much furniture and a little text, as pages are."""
    furniture = "".join(
        f"<li><a href='/{n}'>{hashlib.sha256(bytes(n)).hexdigest()}</a></li>" for n in range(99)
    )
    return f"<html><ul>{furniture}</ul><p>{text}</p></html>".encode()


def noticed(
    *paragraphs: str, url: str = URL, minutes: float = 0, due: Due | None = None, **more: object
) -> Noticed:
    """Return a visit that saw a new wording."""
    at = NOW + timedelta(minutes=minutes)
    visit = Visit(
        "courier", url, at, Outcome.READ, status=200, final_url=url, body=page(" ".join(paragraphs))
    )
    article = Article(headline="The ferry", paragraphs=paragraphs)
    facts = Noticed(visit, url, wording=article, revised=minutes > 0, due=due)
    return replace(facts, **more)  # type: ignore[arg-type] # any of its fields


def count(store: Store, table: str) -> int:
    return int(store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - own names


def test_versions_are_numbered_from_one_and_chained_by_hash(store: Store) -> None:
    seen = [noticed(f"It sails at {hour}.", minutes=hour) for hour in range(4)]
    assert [store.record(each) for each in seen] == [1, 2, 3, 4]
    assert [version.number for version in store.versions(URL)] == [1, 2, 3, 4]
    chain = ""
    for row, each in zip(store.db.query("SELECT * FROM version ORDER BY number"), seen, strict=True):
        chain = link(chain, URL, stamp(each.visit.at), row["digest"], each.visit.body)
        assert row["chain"] == chain
    pairs = [(revision.old.number, revision.new.number) for revision in store.revisions(URL)]
    assert pairs == [(1, 2), (2, 3), (3, 4)]


def test_a_paragraph_is_stored_once_however_many_versions_have_it(store: Store) -> None:
    for hour in range(5):
        store.record(noticed("The same lead.", f"It sails at {hour}.", "The same lead.", minutes=hour))
    assert count(store, "paragraph") == 6
    assert store.versions(URL)[4].article.paragraphs == ("The same lead.", "It sails at 4.", "The same lead.")


def test_the_title_over_the_text_is_part_of_a_version(store: Store) -> None:
    first = noticed("It sails.")
    shown = replace(first.wording or Article(), alternative_headline="Ferry back at last")
    later = replace(noticed("It sails.", minutes=9), wording=shown)
    assert [store.record(each) for each in (first, later)] == [1, 2]
    kept = [version.article.alternative_headline for version in store.versions(URL)]
    assert kept == [None, "Ferry back at last"]


def test_pages_are_read_back_byte_for_byte_and_take_little_room(store: Store) -> None:
    seen = [noticed(f"It sails at {hour}. " * (1 + hour // 9), minutes=hour) for hour in range(40)]
    seen[20] = replace(seen[20], visit=replace(seen[20].visit, body=bytes(range(256)) * 40))
    for each in seen:
        store.record(each)
    for number, each in enumerate(seen, start=1):
        kept = store.page(URL, number)
        assert kept
        assert kept.body == each.visit.body
        assert kept.fetched_at == each.visit.at
    (kept_bytes,) = store.db.execute("SELECT sum(length(data)) FROM page").fetchone()
    assert kept_bytes < sum(len(each.visit.body) for each in seen) / 10


def test_an_article_answers_to_every_one_of_its_addresses(store: Store) -> None:
    store.record(noticed("It sails.", aliases=(URL + "?amp", "https://m.news.example/ferry")))
    one, other = store.known(URL), store.known("https://m.news.example/ferry")
    assert one == other
    assert one
    assert one.url == URL


def test_an_address_that_turns_out_to_be_of_another_article_brings_that_article_along(store: Store) -> None:
    moved = "https://news.example/harbour/ferry-late"
    store.record(noticed("It sails.", due=Due(NOW, 1.0, "evidence")))
    store.record(
        noticed("It sails late.", url=moved, aliases=(moved + "?amp",), due=Due(NOW, 1.0, "evidence"))
    )
    store.record(noticed("It sails later.", minutes=5, aliases=(moved,), due=Due(NOW, 1.0, "evidence")))
    assert {known.url for url in (URL, moved, moved + "?amp") if (known := store.known(url))} == {URL}
    assert [planned.url for planned in store.due(NOW, 10)] == [URL]
    assert [len(store.versions(url)) for url in (URL, moved)] == [2, 2]
    assert store.urls() == (URL,)


def test_a_reading_stays_with_its_version_when_the_address_has_come_to_lead_elsewhere(store: Store) -> None:
    moved = "https://news.example/harbour/ferry-late"
    store.record(noticed("It sails."))
    store.record(noticed("It sails late.", url=moved))
    read = store.known(moved)
    assert read
    assert read.last
    store.record(noticed("It sails later.", minutes=5, aliases=(moved,)))
    store.renew_reading(read.ident, 1, read.last.article, "newer", NOW)
    query = "SELECT article_id FROM reading JOIN version ON version.id = version_id"
    assert [row["article_id"] for row in store.db.query(query)] == [read.ident]


def test_a_failed_fact_leaves_nothing_behind(store: Store) -> None:
    store.record(noticed("It sails."))
    before = {table: count(store, table) for table in ("article", "version", "visit", "page", "paragraph")}
    with pytest.raises(OutrunError):
        store.record(noticed("It sails late.", minutes=5, follows=(0, None)))
    assert {table: count(store, table) for table in before} == before


def test_upkeep_waits_for_others_who_write(store: Store) -> None:
    for number in range(30):
        store.record(noticed(f"It sails {number}.", url=f"{URL}/{number}"))
    with Store(store.path) as fresh:
        other = sqlite3.connect(store.path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        done = threading.Timer(0.3, lambda: other.execute("ROLLBACK"))
        done.start()
        assert fresh.upkeep()["article"] == 30
        done.join()
        other.close()


def letter(message_id: str) -> Letter:
    return Letter("desk", "a@reader.example", message_id, "News", b"From: us\r\n\r\nNews", NOW)


def test_a_letter_is_queued_once_by_its_message_id(store: Store) -> None:
    for _ in range(2):
        store.queue([letter("<1@us>"), letter("<2@us>")], "desk", Told(), NOW)
    assert [each.message_id for each in store.unsent(NOW)] == ["<1@us>", "<2@us>"]
    assert store.unsent(NOW - timedelta(hours=1)) == store.unsent(NOW), "a clock set back keeps no new letter"
    store.mark_sent("<1@us>", NOW, "250 taken")
    store.queue([letter("<1@us>")], "desk", Told(), NOW)
    assert [each.message_id for each in store.unsent(NOW)] == ["<2@us>"]


def test_a_letter_refused_for_now_waits_and_one_refused_for_good_is_not_sent(store: Store) -> None:
    store.queue([letter("<1@us>"), letter("<2@us>")], "desk", Told(), NOW)
    store.mark_refused("<1@us>", NOW, "451 later", NOW + timedelta(hours=1))
    store.mark_refused("<2@us>", NOW, "550 never", None)
    assert store.unsent(NOW) == ()
    later = store.unsent(NOW + timedelta(hours=1))
    assert [(each.message_id, each.attempts) for each in later] == [("<1@us>", 1)]


def test_what_was_told_is_never_told_to_the_same_subscription_again(store: Store) -> None:
    store.record(noticed("It sails."))
    store.record(noticed("It sails late.", minutes=5))
    (first,) = store.unreported("desk", (), NOW)
    for _ in range(2):
        store.queue([letter("<1@us>")], "desk", Told([first.ident]), NOW)
        assert list(store.unreported("desk", (), NOW)) == []
    assert [each.ident for each in store.unreported("others", (), NOW)] == [first.ident]
    store.record(noticed("It sails later.", minutes=9))
    assert [each.new.number for each in store.unreported("desk", ("courier",), NOW)] == [3]
    assert list(store.unreported("desk", ("gazette",), NOW)) == []


def test_a_database_of_a_newer_release_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    Store(str(path)).close()
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO _sqlite_migrations VALUES (99, 'afterword', 'm999_later', '2030-01-01')")
    db.close()
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(StoreError, match="newer Afterword"):
            Store(str(path), read_only=read_only)
    assert path.read_bytes() == before


WRITER = """
import sys
import threading
from test_store import noticed
from scraper.errors import OutrunError
from storage import Store
path, name, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Store(path) as store:
    for number in range(rounds):
        while True:
            known = store.known("https://news.example/harbour/ferry")
            follows = (known.last.number, known.last_visit) if known and known.last else (0, None)
            minutes = number + 1 if known else 0
            try:
                store.record(noticed(f"{name} {number}", minutes=minutes, follows=follows))
            except OutrunError:
                continue
            break
"""


def test_two_processes_that_write_at_once_lose_and_duplicate_no_version(tmp_path: Path) -> None:
    path, rounds = str(tmp_path / "a.db"), 25
    command = [sys.executable, "-c", WRITER, path]
    Store(path).close()
    writers = [
        subprocess.Popen([*command, name, str(rounds)], cwd=ROOT / "tests", env={"PYTHONPATH": str(ROOT)})
        for name in ("one", "two")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with Store(path, read_only=True) as store:
        versions = store.versions(URL)
        texts = [version.article.paragraphs[0] for version in versions]
        assert [version.number for version in versions] == list(range(1, 2 * rounds + 1))
        assert sorted(texts) == sorted(
            f"{name} {number}" for name in ("one", "two") for number in range(rounds)
        )
        steps = [(revision.old.number, revision.new.number) for revision in store.revisions(URL)]
        assert all(new == old + 1 for old, new in steps)
        assert len(steps) >= 2 * rounds - 2


def plan(store: Store, host: str, number: int, hours: float, slope: float = 1.0) -> str:
    """Track an article of a host that has been due for so many hours; return its address."""
    url = f"https://{host}/{number}"
    store.record(noticed("It sails.", url=url, due=Due(NOW - timedelta(hours=hours), slope, "evidence")))
    return url


def test_what_is_due_comes_by_its_evidence_now(store: Store) -> None:
    urls = [plan(store, f"h{n}.example", n, hours, slope) for n, (hours, slope) in enumerate(
        [(1, 1.0), (5, 0.1), (2, 3.0), (-1, 9.0)])]  # fmt: skip
    assert [planned.url for planned in store.due(NOW, 10)] == [urls[2], urls[0], urls[1]]
    assert [planned.url for planned in store.due(NOW, 1)] == [urls[2]]


def test_a_host_that_rests_has_nothing_due(store: Store) -> None:
    plan(store, "a.example", 1, 2)
    other = plan(store, "b.example", 2, 1)
    store.db.execute("INSERT INTO host VALUES ('a.example', ?, 1)", [stamp(NOW + timedelta(minutes=1))])
    assert [planned.url for planned in store.due(NOW, 10)] == [other]
    assert len(store.due(NOW + timedelta(minutes=2), 10)) == 2


def test_no_host_fills_the_list_while_another_waits_but_alone_it_may(store: Store) -> None:
    for number in range(30):
        plan(store, "big.example", number, 9)
    assert len(store.due(NOW, 20)) == 20
    small = [plan(store, "small.example", number, 1) for number in range(2)]
    chosen = [planned.url for planned in store.due(NOW, 20)]
    assert set(small) < set(chosen)
    assert len(chosen) == 20


def lesson(seen: float) -> PoolDelta:
    return PoolDelta((("level", "courier", seen, 1.0),))


def test_the_planner_adds_what_it_records_and_reads_what_others_taught_now_and_then(store: Store) -> None:
    planner = Planner(store, Config())
    prior = planner.pool().level("courier")
    store.record(noticed("It sails.", learned=lesson(9.0)))
    planner.taught(lesson(9.0))
    taught = planner.pool()
    assert taught.level("courier") > prior
    assert taught.rows() == store.pool()
    store.record(noticed("It sails late.", minutes=5, learned=lesson(9.0)))
    levels = {planner.pool().level("courier") for _ in range(RELOAD_EVERY)}
    assert levels == {taught.level("courier"), Planner(store, Config()).pool().level("courier")}
    assert len(levels) == 2


@pytest.mark.parametrize(("zone", "month", "hours"), [
    ("UTC", 6, 0.0), ("Europe/Brussels", 6, 2.0), ("Europe/Brussels", 1, 1.0), ("Asia/Kolkata", 6, 5.5),
    ("America/New_York", 1, -5.0),
])  # fmt: skip
def test_a_pace_counts_hours_by_its_sites_clock(zone: str, month: int, hours: float) -> None:
    now = NOW.replace(month=month)
    assert by_local_clock(Pace(now, "courier", "news.example"), zone, now).utc_offset == hours
