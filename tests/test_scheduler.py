"""The scheduler, run as a real process on the newsroom."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from conftest import SITE

from scheduler import due_time, last_line

if TYPE_CHECKING:
    from collections.abc import Iterator

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
            env=afterword.surroundings(),
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
    assert running.says("recheck: recheck:"), running.lines
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
        f'[[site]]\nname = "other"\nfeeds = ["{living.feed_url}"]\npoll_minutes = 0.1\ncrawl_delay = 0.0\n'
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


def test_without_a_site_there_is_nothing_to_schedule(afterword: Afterword) -> None:
    done = afterword("schedule")
    assert (done.code, "no site is configured" in done.complained) == (2, True)


def test_the_closing_line_of_a_crawl_names_the_next_visit() -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert due_time(f"x: 0 visits; next due {at:%Y-%m-%dT%H:%M:%SZ}") == at
    assert due_time("x: 0 visits; nothing is due") is None
    assert last_line("one\n two \n\n") == "two"
