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
from scraper.checking import cron
from scraper.commands.due import RESEND
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
    assert "started: 1 site, " in running.lines[0]
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
    assert wait_for(lambda: spent(running.process.pid, children_only=True) > 0)  # it has asked
    return running


def test_what_another_process_makes_due_is_visited_when_it_is(afterword: Afterword, quiet: Running) -> None:
    at = datetime.now(UTC) + LOOK_EVERY + timedelta(seconds=8)
    make_due(afterword, "herring", at)
    assert quiet.says("recheck: recheck: 1 visit ("), quiet.lines
    assert quiet.stop() == 0
    with afterword.store as store:
        seen = instant(store.db.execute("SELECT max(at) FROM visit").fetchone()[0])
    assert timedelta(0) <= seen - at < timedelta(seconds=20)  # less where the machine has nothing else to do


def test_while_nothing_is_due_it_sleeps(quiet: Running) -> None:
    before = spent(quiet.process.pid)
    time.sleep(LOOK_EVERY.total_seconds() + 2)
    assert spent(quiet.process.pid) - before < 0.1
    assert quiet.stop() == 0
    assert [line.split("INFO ")[1].split(":")[0].strip() for line in quiet.lines] == ["started", "stopped"]


def spent(pid: int, *, children_only: bool = False) -> float:
    """Return the processor seconds that a process and its ended children, or these alone, have used."""
    ticks = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[11:15]
    return sum(map(int, ticks[2 * children_only :])) / os.sysconf("SC_CLK_TCK")


def test_after_a_sleep_what_was_missed_is_visited_once(afterword: Afterword, quiet: Running) -> None:
    make_due(afterword, "", datetime.now(UTC) + LOOK_EVERY + timedelta(seconds=3))
    quiet.process.send_signal(signal.SIGSTOP)
    time.sleep(LOOK_EVERY.total_seconds() + 6)
    quiet.process.send_signal(signal.SIGCONT)
    assert quiet.says("recheck: recheck: 12 visits"), quiet.lines
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


def wait_for(what: Callable[[], bool], within: float = 60.0) -> bool:
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


CLOCKS = [  # in Berlin 02:30 is there twice on 2026-10-25 and not at all on 2026-03-29
    ("30 2 * * *", datetime(2026, 10, 24, 23, tzinfo=UTC), [1.5, 2.5, 26.5]),
    ("*/30 * * * *", datetime(2026, 10, 24, 23, 50, tzinfo=UTC), [1 / 6, 4 / 6, 7 / 6, 10 / 6, 13 / 6]),
    ("30 2 * * *", datetime(2026, 3, 28, 23, tzinfo=UTC), [2.5, 25.5]),
    ("0 * * * *", datetime(2026, 3, 28, 23, 30, tzinfo=UTC), [0.5, 1.5, 2.5]),
]


@pytest.mark.parametrize(("expression", "begin", "hours"), CLOCKS)
def test_a_schedule_goes_on_where_clocks_are_changed(
    expression: str, begin: datetime, hours: list[float]
) -> None:
    trigger, fired, now = cron(expression, "Europe/Berlin"), None, begin
    for after in hours:
        fired = trigger.get_next_fire_time(fired, now)
        now = fired.astimezone(UTC)
        assert (fired - begin) / timedelta(hours=1) == pytest.approx(after)


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


def test_what_cannot_be_started_is_tried_again(afterword: Afterword, monkeypatch: pytest.MonkeyPatch) -> None:
    timetable = watching_nothing(afterword)
    timetable.scheduler.start(paused=True)
    monkeypatch.setattr(sys, "executable", str(afterword.folder / "python"))
    assert timetable.run(["upkeep"])[2] == "cannot be started: No such file or directory"
    timetable.ask()
    assert timetable.scheduler.get_job("ask")
    timetable.stop()


def test_what_was_planned_by_a_clock_that_was_ahead_is_planned_anew(afterword: Afterword) -> None:
    timetable = watching_nothing(afterword)
    timetable.scheduler.start(paused=True)
    now, hour = datetime.now(UTC), timedelta(hours=1)
    timetable.ahead += hour.total_seconds()
    timetable.last["discover courier"] = Run(now + hour, now + hour)
    timetable.discovered = now + hour
    timetable.plan_crawls([[now.isoformat(), "courier"]], now + hour)
    timetable.look()
    assert timetable.scheduler.get_job("discover courier") is None
    assert timetable.scheduler.get_job("ask")
    timetable.plan_crawls([[now.isoformat(), "courier"]], now)
    assert timetable.scheduler.get_job("discover courier").next_run_time == now
    timetable.stop()


def test_letters_that_wait_are_sent_when_the_archive_says(afterword: Afterword) -> None:
    timetable = watching_nothing(afterword)
    timetable.scheduler.start(paused=True)
    for due, ended, expected in ((0, None, 0), (40, None, 40), (0, -1, 4), (40, -1, 40)):
        if ended:
            timetable.last["report desk"] = Run(NOON - timedelta(hours=1), NOON + timedelta(minutes=ended))
        timetable.plan_crawls([[(NOON + timedelta(minutes=due)).isoformat(), RESEND]], NOON)
        job = timetable.scheduler.get_job(RESEND)
        assert job.args[1] == ["report", "--resend"]
        assert job.next_run_time == NOON + timedelta(minutes=expected)
        job.remove()
    timetable.busy.add("report desk")
    timetable.plan_crawls([[NOON.isoformat(), RESEND]], NOON)
    assert timetable.scheduler.get_job(RESEND) is None
    timetable.stop()


def watching_nothing(afterword: Afterword) -> Timetable:
    return Timetable(parse({"site": [{"name": "courier"}]}), str(afterword.folder / "afterword.db"))
