"""What the archive is asked at every turn reads what it needs, and no table from end to end."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from test_store import NOW, URL, noticed

from scraper.article import Outcome
from scraper.config import Config
from scraper.planning import Planner
from scraper.recrawl import Due, Pace
from scraper.visit import Listing
from storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OTHER = "https://news.example/harbour/crane"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an archive with two articles of two versions each, and two listings."""
    with Store(str(tmp_path / "a.db")) as store:
        for minutes, url in enumerate([URL, OTHER, URL, OTHER]):
            due = Due(NOW + timedelta(days=1), 1.0, "evidence")
            pace = Pace(NOW, "courier", "news.example", last_visit=NOW)
            text = f"It sails at {minutes}."
            store.record(noticed(text, url=url, minutes=minutes, due=due, pace=pace))
        for name in ("feed", "sitemap"):
            url = f"https://news.example/{name}"
            store.record_listing(Listing(url, "courier", name, NOW, Outcome.READ))
        yield store


def asked(store: Store, question: Callable[[], object]) -> list[str]:
    """Return the SQL that a question leads to, with its values."""
    said: list[str] = []
    store.db.conn.set_trace_callback(said.append)
    question()
    store.db.conn.set_trace_callback(None)
    return said


def steps(store: Store, question: Callable[[], object]) -> list[tuple[str, str]]:
    """Return how SQLite answers a question: each statement with each step of its plan."""
    said = [sql for sql in asked(store, question) if sql.lstrip().startswith(("SELECT", "WITH"))]
    assert said
    plans = ((sql, store.db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()) for sql in said)
    return [(sql, detail) for sql, plan in plans for *_, detail in plan]


def scans(store: Store, question: Callable[[], object]) -> list[str]:
    """Return which tables SQLite reads from end to end to answer a question; small results are none."""
    tables = {f"SCAN {table.name}" for table in store.db.tables}
    return [step for _, step in steps(store, question) if " ".join(step.split()[:2]) in tables]


def test_a_lead_and_a_request_need_the_row_of_the_article_alone(store: Store) -> None:
    planner = Planner(store, Config())
    planner.pool()
    for question in (
        lambda: planner.worth_visiting(URL, NOW + timedelta(minutes=9), NOW + timedelta(minutes=9)),
        lambda: planner.validators(URL, {"article": True}, 0.5),
    ):
        said = asked(store, question)
        assert said
        assert not [sql for sql in said if "version" in sql or "announcement" in sql]
        assert scans(store, question) == []


def test_a_visit_counts_the_articles_of_its_own_host_alone(store: Store) -> None:
    text = "It sails at 2."
    for number in range(5):
        store.record(noticed(text, url=f"https://news.example/copy/{number}"))
    store.record(noticed(text, url="https://other.example/copy"))
    assert store.furniture_of("news.example", [text]) == {text: 6 / 7}
    assert store.furniture_of("other.example", [text]) == {}
    assert scans(store, lambda: store.furniture_of("news.example", [text])) == []
    said = " ".join(plan for _, plan in steps(store, lambda: store.furniture_of("news.example", [text])))
    assert "COVERING INDEX article_host (host=?)" in said


def work(store: Store, question: Callable[[], object]) -> int:
    """Return how many instructions of its virtual machine SQLite takes to answer a question."""
    taken: list[None] = []
    store.db.conn.set_progress_handler(lambda: taken.append(None), 1)
    question()
    store.db.conn.set_progress_handler(None, 1)
    return len(taken)


@pytest.mark.parametrize("kept", [False, True])
def test_what_is_known_for_furniture_is_not_counted_at_every_visit_and_revision(
    store: Store, *, kept: bool
) -> None:
    text, host = "Read on at sea.", "news.example"
    taken, shares = [], []
    for begin in (0, 20):
        for number in range(begin, begin + 20):
            store.record(noticed(text, url=f"https://{host}/copy/{number}"))
        store.decide_furniture(NOW)
        (decided,) = store.furniture()
        store.keep_paragraph(host, decided.ident, kept=kept)
        shares.append(store.furniture_of(host, [text]))
        taken.append(work(store, lambda: store.furniture_of(host, [text])))
    assert shares == ([{}, {}] if kept else [{text: 20 / 22}, {text: 40 / 42}])
    assert taken[0] == taken[1]


def test_one_listing_is_found_without_reading_all(store: Store) -> None:
    url = "https://news.example/feed"
    (site,) = {listing.site for listing in store.listings()}
    assert [listing.url for listing in store.listings((site, url))] == [url]
    assert len(store.listings()) == 2
    assert store.listings((site, "https://news.example/nothing")) == ()
    assert scans(store, lambda: store.listings((site, url))) == []
