"""The scheduler, run as a real process on the newsroom."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from apscheduler.triggers.date import DateTrigger
from conftest import SITE

from scheduler import AGAIN_AFTER, HOLD, LOOK_EVERY, STOPPED, Run, Timetable, last_line, start
from scraper.config import parse
from storage import Store
from storage.rows import instant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Afterword

    from newsroom import Newsroom

DESK = '[[subscription]]\nname = "desk"\nrecipients = ["a@reader.example"]\nschedule = "* * * * *"\n'


@pytest.fixture
def living(afterword: Afterword) -> Iterator[Newsroom]:
    """Return a newsroom on the world's clock, which the scheduler keeps to."""
    from newsroom import Newsroom  # noqa: PLC0415 - with a time of its own

    with Newsroom(now=datetime.now(UTC)) as room:
        afterword.now = datetime.now(UTC)
        afterword.configure(f'{SITE}feeds = ["{room.feed_url}"]\npoll_minutes = 0.1\n')
        yield room


class Running:
    """`python -m scheduler`, with its log as it grows."""

    def __init__(self, afterword: Afterword) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scheduler"],
            cwd=afterword.folder,
            env={k: v for k, v in afterword.surroundings().items() if k != "AFTERWORD_CLOCK"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        self.reader = threading.Thread(
            target=lambda: self.lines.extend(self.process.stdout or ()), daemon=True
        )
        self.reader.start()

    def says(self, words: str, within: float = 60.0) -> bool:
        """Wait until the log says something."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            if any(words in line for line in tuple(self.lines)):
                return True
            time.sleep(0.1)
        return False

    def stop(self) -> int:
        """Ask it to stop and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        self.reader.join(timeout=10)
        return code


def test_it_discovers_rechecks_and_stops_cleanly(afterword: Afterword, living: Newsroom) -> None:
    running = Running(afterword)
    assert running.says("discover courier: courier: 12 visits"), running.lines
    make_due(afterword, "herring", datetime.now(UTC))
    assert running.says("recheck: recheck: 1 visit ("), running.lines
    assert living.requests
    assert running.stop() == 0
    assert "started: 1 sites" in running.lines[0]
    assert running.lines[-1].rstrip().endswith("stopped")
    with afterword.store as store:
        outcomes = [row["outcome"] for row in store.db.query("SELECT DISTINCT outcome FROM visit")]
        assert outcomes == ["read"]
        assert store.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_failing_job_is_one_line_and_the_others_go_on(afterword: Afterword, living: Newsroom) -> None:
    afterword.configure(
        f'{SITE}feeds = ["{living.url}/trouble/500"]\npoll_minutes = 0.1\n'
        f'[[site]]\nname = "other"\nfeeds = ["{living.feed_url}"]\nprivate = true\n'
        "poll_minutes = 0.1\ncrawl_delay = 0.0\n"
    )
    running = Running(afterword)
    assert running.says("ERROR discover courier: exit code 1: ERROR courier:"), running.lines
    assert running.says("discover other: other: 12 visits"), running.lines
    assert running.stop() == 0
    assert not any("Traceback" in line for line in running.lines)


def test_a_second_scheduler_on_one_database_does_nothing_and_says_so(
    afterword: Afterword, living: Newsroom
) -> None:
    first = Running(afterword)
    assert first.says("started")
    second = afterword("schedule")
    assert first.stop() == 0
    assert living.url
    assert second.code == 1
    assert "another scheduler works on it" in second.complained


def test_asked_for_help_it_explains_itself_and_runs_nothing() -> None:
    explained = subprocess.run(
        [sys.executable, "-m", "scheduler", "--help"], check=True, capture_output=True, text=True
    )
    assert "afterword schedule" in explained.stdout
    assert explained.stderr == ""


def test_without_a_site_there_is_nothing_to_schedule(afterword: Afterword) -> None:
    done = afterword("schedule")
    assert (done.code, "no site is configured" in done.complained) == (2, True)


def make_due(afterword: Afterword, slug: str, at: datetime) -> None:
    """Let an article be due at a time, as another process would."""
    with Store(str(afterword.folder / "afterword.db")) as store:
        store.db.execute("UPDATE article SET next_due = ? WHERE url LIKE ?", [at.timestamp(), f"%{slug}%"])
        store.db.conn.commit()


@pytest.fixture
def quiet(afterword: Afterword, living: Newsroom) -> Running:
    """Return a scheduler that has read the feed once and now waits for what is due, in an hour or later."""
    patient = SITE.replace("timeout = 5.0", "timeout = 30.0")
    afterword.configure(f'{patient}feeds = ["{living.feed_url}"]\npoll_minutes = 600\n')
    afterword("crawl", "courier")
    make_due(afterword, "", datetime.now(UTC) + timedelta(hours=1))
    running = Running(afterword)
    assert running.says("started")
    time.sleep(4)  # until it has asked
    return running


def test_what_another_process_makes_due_is_visited_when_it_is(afterword: Afterword, quiet: Running) -> None:
    at = datetime.now(UTC) + LOOK_EVERY + timedelta(seconds=8)
    make_due(afterword, "herring", at)
    assert quiet.says("recheck: recheck: 1 visit (", within=40), quiet.lines
    assert quiet.stop() == 0
    with afterword.store as store:
        seen = instant(store.db.execute("SELECT max(at) FROM visit").fetchone()[0])
    assert timedelta(0) <= seen - at < timedelta(seconds=5)


def test_while_nothing_is_due_it_sleeps(quiet: Running) -> None:
    before = spent(quiet.process.pid)
    time.sleep(LOOK_EVERY.total_seconds() + 2)
    assert spent(quiet.process.pid) - before < 0.1
    assert quiet.stop() == 0
    assert [line.split("INFO ")[1].split(":")[0].strip() for line in quiet.lines] == ["started", "stopped"]


def spent(pid: int) -> float:
    """Return the processor seconds that a process and its ended children have used."""
    ticks = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[11:15]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def test_after_a_sleep_what_was_missed_is_visited_once(afterword: Afterword, quiet: Running) -> None:
    make_due(afterword, "", datetime.now(UTC) + LOOK_EVERY + timedelta(seconds=3))
    quiet.process.send_signal(signal.SIGSTOP)
    time.sleep(LOOK_EVERY.total_seconds() + 6)
    quiet.process.send_signal(signal.SIGCONT)
    assert quiet.says("recheck: recheck: 12 visits", within=LOOK_EVERY.total_seconds() + 10), quiet.lines
    assert quiet.stop() == 0
    assert len([line for line in quiet.lines if "recheck: recheck" in line]) == 1


def test_a_scheduler_that_was_killed_leaves_nothing_in_the_way(
    afterword: Afterword, living: Newsroom, quiet: Running
) -> None:
    make_due(afterword, "herring", datetime.now(UTC) + timedelta(hours=1))
    quiet.process.kill()
    quiet.process.wait(timeout=10)
    make_due(afterword, "herring", datetime.now(UTC))
    before = len(living.requests)
    again = Running(afterword)
    assert again.says("recheck: recheck: 1 visit ("), again.lines
    assert "herring" in living.requests[-1].path
    assert len(living.requests) > before
    assert again.stop() == 0


def test_a_crawl_that_outlived_its_scheduler_is_not_made_twice(
    afterword: Afterword, living: Newsroom, quiet: Running
) -> None:
    living.trouble("fish-prices", "slow")
    before = len(living.requests)
    make_due(afterword, "herring", datetime.now(UTC))
    assert wait_for(lambda: any("herring" in request.path for request in living.requests[before:]))
    quiet.process.kill()
    quiet.process.wait(timeout=10)
    again = Running(afterword)
    assert again.says("recheck: recheck: another crawl of it is running"), again.lines
    assert again.stop() == 0


def wait_for(what: Callable[[], bool], within: float = 40.0) -> bool:
    """Wait until something holds."""
    end = time.monotonic() + within
    while not what() and time.monotonic() < end:
        time.sleep(0.1)
    return what()


NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LAST = Run(NOON - 20 * SECOND, NOON - SECOND)
STARTS = [
    ("at its time", NOON + 600 * SECOND, None, NOON + 600 * SECOND),
    ("at once when that is over", NOON - 600 * SECOND, None, NOON),
    ("soon again for what came due while it ran", NOON - 10 * SECOND, LAST, LAST.ended + AGAIN_AFTER),
    ("later for what the last run left undone", NOON - 60 * SECOND, LAST, LAST.ended + HOLD),
    ("at its time though the last run left it undone", NOON + 600 * SECOND, LAST, NOON + 600 * SECOND),
]


@pytest.mark.parametrize(
    ("due", "last", "expected"), [row[1:] for row in STARTS], ids=[row[0] for row in STARTS]
)
def test_a_crawl_starts(due: datetime, last: Run | None, expected: datetime) -> None:
    assert start(due, NOON, last) == expected


def test_discoveries_begin_apart_and_a_recheck_beside_them() -> None:
    sites = [{"name": f"s{n}", "feeds": ["https://x.example/f"], "poll_minutes": 1.0} for n in range(10)]
    timetable = Timetable(parse({"site": sites}), "nowhere.db")
    timetable.scheduler.start(paused=True)
    overdue = (NOON - timedelta(hours=9)).isoformat()
    answer = [[overdue, "recheck"], *([overdue, f"s{n}"] for n in range(10))]
    timetable.plan_crawls(answer, NOON)
    times = {job.id: job.next_run_time for job in timetable.scheduler.get_jobs()}
    timetable.scheduler.shutdown()
    assert times.pop("recheck") == NOON
    assert sorted(times.values()) == [NOON + n * 6 * SECOND for n in range(10)]


def test_the_last_line_is_the_last_that_says_something() -> None:
    assert last_line("one\n two \n\n") == "two"


def test_a_job_that_ends_while_the_scheduler_stops_does_not_hold_it_up(afterword: Afterword) -> None:
    timetable, begun = watching_nothing(afterword), threading.Event()

    def late() -> None:
        begun.set()
        time.sleep(0.5)
        timetable.ask_soon()
        timetable.add("upkeep", ["upkeep"], DateTrigger(datetime.now(UTC)))

    timetable.scheduler.start()
    timetable.scheduler.add_job(late)
    assert begun.wait(10)
    ending = threading.Thread(target=timetable.stop, daemon=True)
    ending.start()
    ending.join(20)
    assert not ending.is_alive()


def test_a_stopped_scheduler_begins_nothing(afterword: Afterword) -> None:
    timetable = watching_nothing(afterword)
    timetable.scheduler.start()
    timetable.stop()
    assert timetable.run(["due", "--next"]) == STOPPED


def watching_nothing(afterword: Afterword) -> Timetable:
    return Timetable(parse({"site": [{"name": "courier"}]}), str(afterword.folder / "afterword.db"))
