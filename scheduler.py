"""When things happen; nothing else: discovery, recheck, reports and upkeep, each a process of its own."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic, time
from typing import TYPE_CHECKING

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger

from scraper import settings
from scraper.alone import alone
from scraper.checking import cron
from scraper.main import main as afterword
from scraper.reports.wording import count
from scraper.written import mark

if TYPE_CHECKING:
    from apscheduler.triggers.base import BaseTrigger

    from scraper.config import Config
    from scraper.written import Mark

log = logging.getLogger("afterword.scheduler")

CRAWLS_AT_ONCE = 3
# Asking and looking: what the archive says is due, and whether another process has written to it.
ASK_AFTER = timedelta(seconds=1)  # so that jobs that end together lead to one question
LOOK_EVERY = timedelta(seconds=10)  # also how late it may be after the machine slept or its clock was set
AGAIN_AFTER = timedelta(seconds=5)  # between two runs of a crawl: what comes due meanwhile waits for it
HOLD = timedelta(minutes=1)  # ... and after one that left undone what it was started for
APART = timedelta(seconds=15)  # between the starts of two discoveries; less where the sites are many
REPORT = "report "  # so begin a subscription's job, and the command that sends letters that wait
RESEND_AFTER = timedelta(minutes=5)  # the last attempt
UPKEEP = "17 3 * * *"
STOPPED = -signal.SIGTERM, "", "the scheduler stops"  # how a command ends that is not begun any more
PATIENCE = 60.0  # seconds that a job has to end by itself when the scheduler stops


@dataclass(frozen=True, slots=True)
class Run:
    """When a crawl last began and ended."""

    began: datetime
    ended: datetime


class Timetable:
    """The jobs of one configuration, run until stopped."""

    def __init__(self, config: Config, store_path: str) -> None:
        self.config, self.store_path = config, store_path
        self.running: set[subprocess.Popen[str]] = set()
        self.busy: set[str] = set()
        self.last: dict[str, Run] = {}
        self.discovered = datetime.min.replace(tzinfo=UTC)  # when the last discovery began
        self.seen: Mark | None = None  # the archive as it was when the scheduler last asked
        self.ahead = ahead()
        self.stopping = False
        self.lock = threading.Lock()
        alone = {name: ThreadPoolExecutor(1) for name in ("ask", "recheck", "default")}
        self.pools = {**alone, "crawl": ThreadPoolExecutor(CRAWLS_AT_ONCE)}
        # What was missed in sleep runs once on waking (coalesce), however late; nothing runs twice at once.
        rules = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        self.scheduler = BackgroundScheduler(executors=self.pools, job_defaults=rules, timezone=UTC)

    def plan(self) -> None:
        """Add what has its time by the clock, and ask for the rest."""
        for one in self.config.subscription:
            command = ["report", "--subscription", one.name]
            self.add(f"{REPORT}{one.name}", command, cron(one.schedule, one.timezone))
        self.add("upkeep", ["upkeep"], cron(UPKEEP, "UTC"))
        self.ask_soon()

    def add(self, name: str, command: list[str], trigger: BaseTrigger, pool: str = "default") -> None:
        """Add a job by its command, in the place of one of that name that waits."""
        self.scheduler.add_job(
            self.job, trigger, [name, command], id=name, name=name, executor=pool, replace_existing=True
        )

    def job(self, name: str, command: list[str]) -> None:
        """Run a command to its end, log one line, and ask what comes next."""
        began, clock = datetime.now(UTC), monotonic()
        self.busy.add(name)
        if name.startswith(DISCOVER):
            self.discovered = began
        try:
            code, said, complained = self.run(command)
        finally:
            self.busy.discard(name)
            self.last[name] = Run(began, datetime.now(UTC))
        level = logging.INFO if code == 0 else logging.ERROR
        log.log(level, "%s: %s (%.1f s)", name, told(code, said, complained), monotonic() - clock)
        self.ask_soon()

    def ask_soon(self, after: timedelta = ASK_AFTER) -> None:
        """Ask what is due, once for all who want to know by then."""
        if not self.stopping and self.scheduler.get_job("ask") is None:
            at = DateTrigger(datetime.now(UTC) + after)
            # One may be asking already, before what the new question is about.
            self.scheduler.add_job(self.ask, at, id="ask", executor="ask", max_instances=2)

    def look(self) -> None:
        """Ask anew where another process has written to the archive: a cron job, a crawl by hand.

        Where the clock was set back, all that was planned by it is planned anew.
        """
        before, self.ahead = self.ahead, ahead()
        if before - self.ahead > LOOK_EVERY.total_seconds():
            log.warning("the clock was set back: everything is planned anew")
            self.last.clear()
            self.discovered = datetime.min.replace(tzinfo=UTC)
            self.scheduler.remove_all_jobs()
            self.plan()
        self.scheduler.wakeup()  # its own sleep goes on while the machine's passes, or the clock is set
        if not self.busy and mark(self.store_path) != self.seen:
            self.ask_soon()

    def ask(self) -> None:
        """Ask the archive when each crawl is next worth its start, and plan it for then."""
        seen = mark(self.store_path)
        code, said, complained = self.run(["due", "--next"])
        if code == 0:
            self.seen = seen
            self.plan_crawls([line.split(maxsplit=1) for line in said.splitlines()], datetime.now(UTC))
        elif not self.stopping:
            log.error("ask: %s", told(code, said, complained))
            self.ask_soon(HOLD)

    def plan_crawls(self, answer: list[list[str]], now: datetime) -> None:
        """Plan what is answered to be due; discoveries begin some time apart, also when all are overdue."""
        times = ((self.begin(name, datetime.fromisoformat(at), now), name) for at, name in answer)
        slot = max(now, self.discovered + self.apart)
        for at, name in sorted(times):
            if job_of(name) in self.busy or (name.startswith(REPORT) and self.reporting):
                continue
            if name.startswith(REPORT):
                self.add(name, name.split(), DateTrigger(at))
            elif name == "recheck":
                self.add(name, ["crawl", name], DateTrigger(at), "recheck")
            else:
                begin = max(at, slot)
                self.add(job_of(name), ["crawl", name, "-a", "known=due"], DateTrigger(begin), "crawl")
                slot = begin + self.apart

    @property
    def reporting(self) -> bool:
        """Whether a report is under way: it sends what waits."""
        return any(job.startswith(REPORT) for job in tuple(self.busy))

    def begin(self, name: str, due: datetime, now: datetime) -> datetime:
        """Return when to begin what is due at a time; a report has sent what it could of the letters."""
        if not name.startswith(REPORT):
            return start(due, now, self.last.get(job_of(name)))
        reports = (run.ended for job, run in self.last.items() if job.startswith(REPORT))
        return max(due, now, *(ended + RESEND_AFTER for ended in reports))

    @property
    def apart(self) -> timedelta:
        """How long after a discovery the next may begin: a round takes at most the briskest site's turn."""
        briskest = min(site.poll_minutes for site in self.config.site)
        return min(APART, timedelta(minutes=briskest) / len(self.config.site))

    def run(self, command: list[str]) -> tuple[int, str, str]:
        """Run a command of Afterword's; return its exit code, its output and its errors."""
        with self.lock:  # `stop` sees each process, or none is started after it
            if self.stopping:
                return STOPPED
            try:
                process = subprocess.Popen(  # noqa: S603 - our own command, with names from the checked configuration
                    [sys.executable, "-m", "scraper", *command], stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE, text=True, env=settings.child_environment())  # fmt: skip
            except OSError as error:  # no memory or no files left, just now
                return error.errno or 1, "", f"cannot be started: {error.strerror}"
            self.running.add(process)
        try:
            said, complained = process.communicate()
        finally:
            with self.lock:
                self.running.discard(process)
        return process.returncode, said, complained

    def stop(self) -> None:
        """End cleanly: no new jobs, and time for the running ones to record what they have."""
        self.scheduler.pause()
        with self.lock:
            self.stopping = True
            processes = tuple(self.running)
        for process in processes:
            process.terminate()
        end = monotonic() + PATIENCE
        for process in processes:
            try:
                process.wait(max(end - monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
        self.scheduler.get_jobs()  # waits for what it is at: it would miss the jobs that a shutdown takes
        # Were it to wait, it would hold its lock: a job that ends meanwhile asks it, and both wait for ever.
        self.scheduler.shutdown(wait=False)
        for pool in self.pools.values():
            pool.shutdown(wait=True)


def job_of(name: str) -> str:
    """Return the name of the job of a crawl.

    >>> job_of("recheck"), job_of("courier")
    ('recheck', 'discover courier')
    """
    return name if name == "recheck" or name.startswith(REPORT) else f"{DISCOVER}{name}"


DISCOVER = "discover "


def start(due: datetime, now: datetime, last: Run | None) -> datetime:
    """Return when to start a crawl that is due at a time: then, or at once, but not in a tight circle.

    What was due when the last run began and still is was left undone by it: the database failed, another
    crawl of that name was at work, or a fault of ours.
    """
    if last is None:
        return max(due, now)
    return max(due, now, last.ended + (HOLD if due <= last.began else AGAIN_AFTER))


def ahead() -> float:
    """Return by how many seconds the clock is ahead of one that nobody sets; less means that it was set back.

    Where that one stands still while the machine sleeps, it is more after each sleep.
    """
    return time() - monotonic()


def told(code: int, said: str, complained: str) -> str:
    """Return in a line how a command ended."""
    return last_line(said) if code == 0 else f"exit code {code}: {last_line(complained) or last_line(said)}"


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
        serve(Timetable(config, path))
    return 0


def serve(timetable: Timetable) -> None:
    """Run until a signal asks to stop."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    timetable.plan()
    timetable.scheduler.start()
    sites, readers = len(timetable.config.site), len(timetable.config.subscription)
    log.info("started: %s, %s", count(sites, "site"), count(readers, "subscription"))
    while not stopping.wait(LOOK_EVERY.total_seconds()):
        timetable.look()
    timetable.stop()
    log.info("stopped")


if __name__ == "__main__":
    sys.argv.insert(1, "schedule")  # the command explains itself and outlives its reader
    afterword()
