"""Two of Afterword's processes at once, as cron lines make them, do no harm."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from conftest import DESK, SITE, Afterword, begin

from newsroom import Newsroom
from newsroom.postbox import Postbox
from scraper.checking import cron
from scraper.turns import reserved
from storage import Store

if TYPE_CHECKING:
    from pathlib import Path


def together(afterword: Afterword, *arguments: str, times: int) -> list[int]:
    """Start a command several times at once and return the exit codes."""
    running = [begin(afterword, *arguments) for _ in range(times)]
    return [process.wait(timeout=60) for process in running]


def test_five_commands_may_be_the_first_at_once(tmp_path: Path) -> None:
    script = "import sys; from storage import Store; Store(sys.argv[1]).close()"
    for number in range(4):
        path = str(tmp_path / f"{number}.db")
        begun = [subprocess.Popen([sys.executable, "-c", script, path]) for _ in range(5)]
        assert [process.wait(timeout=60) for process in begun] == [0] * 5


@pytest.mark.parametrize("name", ["first", "report", "scheduler"])
def test_a_site_may_have_the_name_of_other_work(watching: Afterword, room: Newsroom, name: str) -> None:
    watching.configure(f'{SITE}feeds = ["{room.feed_url}"]\n'.replace("courier", name))
    assert watching("crawl", name).said.startswith(f"{name}: 12 visits (12 read)")


def test_two_reports_at_once_deliver_each_letter_once(watching: Afterword, room: Newsroom) -> None:
    watching("crawl", "courier")
    for _ in range(6):
        room.advance()
    watching.now = room.now
    watching("crawl", "courier")
    with Postbox(delay=1.5) as postbox:
        watching.configure(f'{SITE}feeds = ["{room.feed_url}"]\n{DESK}port = {postbox.port}\n')
        assert together(watching, "report", times=2) == [0, 0]
        assert len(postbox.mails) == 2, "one for each of the two readers"


def test_a_dry_run_does_not_fix_where_a_subscription_begins(watching: Afterword, room: Newsroom) -> None:
    assert room.url
    watching("report", "--dry-run")
    with watching.store as store:
        assert next(store.db.query("SELECT count(*) AS n FROM subscription"))["n"] == 0


def test_a_spent_budget_does_not_start_one_recheck_after_another(watching: Afterword, room: Newsroom) -> None:
    watching.configure(f'{SITE}feeds = ["{room.feed_url}"]\n'.replace("timeout = 5.0", "visits_per_hour = 1"))
    watching("crawl", "courier")
    with Store(str(watching.folder / "afterword.db")) as store:
        store.db.execute("UPDATE article SET next_due = ?", [watching.now.timestamp() - 60])
        store.db.conn.commit()
    said = watching("crawl", "recheck").said
    named = datetime.fromisoformat(said.split("next due ")[1].strip())
    assert named > watching.now + timedelta(minutes=4)
    with Store(str(watching.folder / "afterword.db")) as store:
        store.db.execute("DELETE FROM listing")  # or the feed would say that nothing is new
        store.db.conn.commit()
    assert "0 visits" in watching("crawl", "courier", "-a", "known=due").said


def test_two_crawls_at_once_keep_the_pace_of_a_host_together(afterword: Afterword) -> None:
    with Newsroom(now=afterword.now, speed=1.0) as room:
        afterword.configure(
            f'{SITE.replace("crawl_delay = 0.0", "crawl_delay = 0.6")}feeds = ["{room.feed_url}"]\n'
        )
        afterword("due", "--next")
        out = [name for name in room.desk.stories if room.desk.standing(name)]
        urls = " ".join(map(room.article_url, out))
        running = [
            begin(afterword, "crawl", "courier"),
            begin(afterword, "crawl", "article", "-a", f"url={urls}"),
        ]
        assert [process.wait(timeout=60) for process in running] == [0, 0]
        asked = sorted(request.at for request in room.requests if request.path != "/robots.txt")
    assert len(asked) > 20
    pace = (asked[-1] - asked[0]) / (len(asked) - 1)
    assert pace > timedelta(seconds=0.5)  # of 0.6; each keeping it alone would come to 0.3


def test_a_turn_of_a_wrong_clock_is_passed_over(tmp_path: Path) -> None:
    waits = [reserved(tmp_path, "a.example", 2.0, now) for now in (1000.0, 1000.5, 1000.5, 10.0, 10.0)]
    assert waits == [0.0, 1.5, 3.5, 0.0, 2.0]
    assert reserved(tmp_path, "b.example", 2.0, 10.0) == 0.0


def test_a_turn_that_a_power_cut_has_spoilt_is_taken_at_once(tmp_path: Path) -> None:
    assert reserved(tmp_path, "a.example", 2.0, 1000.0) == 0.0
    for spoilt in (b"\0" * 9, b"\xff\xfe\x80", b""):
        next(tmp_path.iterdir()).write_bytes(spoilt)
        assert [reserved(tmp_path, "a.example", 2.0, 1000.0) for _ in range(2)] == [0.0, 2.0]


def test_a_day_that_has_room_for_few_bytes_has_it_for_few_visits(watching: Afterword, room: Newsroom) -> None:
    watching("crawl", "courier")
    with watching.store as store:
        spent = store.db.execute("SELECT sum(bytes) FROM visit").fetchone()[0]
    budget = f"bytes_per_day = {int(spent * 15.5 / 12)}"
    watching.configure(f'{SITE}feeds = ["{room.feed_url}"]\n'.replace("timeout = 5.0", budget))
    watching.now += timedelta(minutes=10)
    with Store(str(watching.folder / "afterword.db")) as store:
        store.db.execute("UPDATE article SET next_due = ?", [watching.now.timestamp() - 60])
        store.db.conn.commit()
    assert "3 visits" in watching("crawl", "recheck").said


WEEKDAYS = [("0 7 * * 0", 7), ("0 7 * * 7", 7), ("0 7 * * 1", 1), ("0 7 * * sat", 6), ("0 7 * * 6,0", 6)]


@pytest.mark.parametrize(("expression", "weekday"), WEEKDAYS)
def test_weekdays_are_those_of_crontab_files(expression: str, weekday: int) -> None:
    monday_noon = datetime(2026, 6, 15, 12, tzinfo=UTC)
    fires = cron(expression, "UTC").get_next_fire_time(None, monday_noon)
    assert fires.isoweekday() == weekday
