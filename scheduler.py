"""When things happen; nothing else: discovery, recheck, reports and upkeep, each a process of its own."""

from __future__ import annotations

import logging
import re
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from scraper import settings
from scraper.alone import alone
from scraper.config import cron

if TYPE_CHECKING:
    from scraper.config import Config

log = logging.getLogger("afterword.scheduler")

CRAWLS_AT_ONCE = 3
RECHECK_AT_LEAST = timedelta(minutes=15)  # should no closing line name a time
RECHECK_GAP = timedelta(
    seconds=5
)  # so that a host with much overdue is not asked by one process after another
RESEND_AFTER = timedelta(minutes=5)
UPKEEP = "17 3 * * *"
PATIENCE = 60.0  # seconds that a job has to end by itself when the scheduler stops


class Timetable:
    """The jobs of one configuration, run until stopped."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.running: set[subprocess.Popen[str]] = set()
        self.lock = threading.Lock()
        pools = {"crawl": ThreadPoolExecutor(CRAWLS_AT_ONCE), "recheck": ThreadPoolExecutor(1)}
        # What was missed in sleep runs once on waking (coalesce), however late; nothing runs twice at once.
        rules = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        self.scheduler = BackgroundScheduler(
            executors={**pools, "default": ThreadPoolExecutor(1)}, job_defaults=rules, timezone=UTC
        )

    def plan(self) -> None:
        """Add every job."""
        for number, site in enumerate(self.config.site):
            every = IntervalTrigger(minutes=site.poll_minutes, jitter=30)
            first = datetime.now(UTC) + timedelta(minutes=site.poll_minutes) * number / len(self.config.site)
            self.add(f"discover {site.name}", ["crawl", site.name, "-a", "known=due"], every, "crawl", first)
        seconds = RECHECK_AT_LEAST.total_seconds()
        soon = datetime.now(UTC) + RECHECK_GAP
        self.add("recheck", ["crawl", "recheck"], IntervalTrigger(seconds=seconds), "recheck", soon)
        for one in self.config.subscription:
            self.add(
                f"report {one.name}", ["report", "--subscription", one.name], cron(one.schedule, one.timezone)
            )
        self.add("upkeep", ["upkeep"], cron(UPKEEP, "UTC"))

    def add(self, name: str, command: list[str], trigger: Any, pool: str = "default",
            first: datetime | None = None) -> None:  # fmt: skip
        """Add a job by its command; `first` moves its first run."""
        timing = {"next_run_time": first} if first else {}
        self.scheduler.add_job(self.job, trigger, [name, command], id=name, name=name, executor=pool,
                               replace_existing=True, **timing)  # fmt: skip

    def job(self, name: str, command: list[str]) -> None:
        """Run a command to its end, log one line, and let its outcome move what comes next."""
        begun = monotonic()
        code, said, complained = self.run(command)
        line = said if code == 0 else f"exit code {code}: {complained or said}"
        log.log(
            logging.INFO if code == 0 else logging.ERROR, "%s: %s (%.1f s)", name, line, monotonic() - begun
        )
        if name.startswith(("discover", "recheck")):
            self.wake(due_time(said))
        if name.startswith("report") and code == 4:
            again = DateTrigger(datetime.now(UTC) + RESEND_AFTER)
            self.add("report again", ["report", "--resend"], again)

    def run(self, command: list[str]) -> tuple[int, str, str]:
        """Run a command of Afterword's; return its exit code and the last lines of its output and errors."""
        process = subprocess.Popen(  # noqa: S603 - our own command, with names from the checked configuration
            [sys.executable, "-m", "scraper", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, env=settings.child_environment())  # fmt: skip
        with self.lock:
            self.running.add(process)
        try:
            said, complained = process.communicate()
        finally:
            with self.lock:
                self.running.discard(process)
        return process.returncode, last_line(said), last_line(complained)

    def wake(self, due: datetime | None) -> None:
        """Let the recheck run when the next visit is due."""
        if due is None:
            return
        at = max(due, datetime.now(UTC) + RECHECK_GAP)
        try:
            planned = self.scheduler.get_job("recheck")
            if planned and planned.next_run_time and at < planned.next_run_time:
                self.scheduler.modify_job("recheck", next_run_time=at)
        except JobLookupError:
            return

    def stop(self) -> None:
        """End cleanly: no new jobs, and time for the running ones to record what they have."""
        self.scheduler.pause()
        with self.lock:
            processes = tuple(self.running)
        for process in processes:
            process.terminate()
        end = monotonic() + PATIENCE
        for process in processes:
            try:
                process.wait(max(end - monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
        self.scheduler.shutdown(wait=True)


def due_time(line: str) -> datetime | None:
    """Return the time that a crawl's closing line names as the next one due.

    >>> due_time("bbc: 3 visits; next due 2026-01-02T03:04:05Z")
    datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
    """
    found = re.search(r"next due (\S+Z)", line)
    return datetime.fromisoformat(found[1]) if found else None


def last_line(text: str) -> str:
    """Return the last line that says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


def main() -> int:
    """Run the timetable of the configuration until SIGTERM or SIGINT; return the exit code."""
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    config, path = settings.AFTERWORD, settings.AFTERWORD_STORE
    if not config.site:
        sys.stderr.write(
            f"afterword: {settings.AFTERWORD_PATH}: no site is configured (see `afterword init`)\n"
        )
        return 2
    with alone(path, "scheduler") as first:
        if not first:
            sys.stderr.write(f"afterword: {path}: another scheduler works on it; this one does nothing\n")
            return 1
        serve(Timetable(config))
    return 0


def serve(timetable: Timetable) -> None:
    """Run until a signal asks to stop."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    timetable.plan()
    timetable.scheduler.start()
    log.info(
        "started: %d sites, %d subscriptions", len(timetable.config.site), len(timetable.config.subscription)
    )
    stopping.wait()
    timetable.stop()
    log.info("stopped")


if __name__ == "__main__":
    sys.exit(main())
