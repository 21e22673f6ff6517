"""What the commands cost on a large archive: reports of what was not told, and questions about one article.

Run: python -m benchmarks.archive [--articles N]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from scraper.article import Announcement, Article, Edit, Kind, Outcome, Part, Run
from scraper.recrawl import Due, Pace
from scraper.visit import Noticed, Visit
from storage import Store, recording, rows
from storage.opening import writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = datetime(2026, 6, 15, 8, tzinfo=UTC)
YEAR = timedelta(days=365)
HOURS_A_YEAR = 365 * 24
SITES, VERSIONS, PARAGRAPHS, WORDS = 50, 6, 15, 40
VISITS, EVERY = 3, 4  # for each version three visits, in so many hours each; the first finds it
UNTOLD = 100  # the newest revisions
LATE = 10  # one announcement in so many is overdue
PLEA = "Every evening at six we send out the harbour letter to all who asked for it by post or by wire."
BEFORE, AFTER = "The council will meet on Monday.", "The council met on Monday."
VOCABULARY = tuple(f"word{number}" for number in range(500))

CONFIG = """
[mail]
host = "127.0.0.1"
sender = "afterword@monitor.example"
[[subscription]]
name = "desk"
recipients = ["a@reader.example"]
tell = "all"
[[subscription]]
name = "harbour"
recipients = ["b@reader.example"]
sites = ["site-7"]
[[subscription]]
name = "calm"
recipients = ["c@reader.example"]
least_rank = 0.9
first_days = 30
"""
SITE = '[[site]]\nname = "site-{0}"\nfeeds = ["https://site-{0}.example/feed"]\n'


def main() -> None:
    """Fill an archive, a tenth of it and the whole, and print what its commands cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--keep", type=Path, help="fill here, and use what is there")
    options = parser.parse_args()
    for articles in (options.articles // 10, options.articles):
        with tempfile.TemporaryDirectory(prefix="afterword-archive-") as folder:
            measure(options.keep / str(articles) if options.keep else Path(folder), articles)


def measure(folder: Path, articles: int) -> None:
    """Fill an archive and print a table of its commands."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "afterword.db"
    (folder / "afterword.toml").write_text(CONFIG + "".join(map(SITE.format, range(SITES))), "utf-8")
    if not path.exists():
        apart(fill, path, articles)
    revisions, size = articles * (VERSIONS - 1), path.stat().st_size / 1e6
    print(f"\n{articles:,} articles, {revisions:,} revisions, {UNTOLD} of them not told, {size:.0f} MB\n")
    print("| what | s | of the processor | MB |\n|---|---|---|---|")
    apart(asked, path)
    for command in COMMANDS:
        ran(folder, command.format(url=address(articles // 2)).split())


def apart(work: Callable[..., None], *values: object) -> None:
    """Do work in a process of its own: memory that this one took would count as its commands'."""
    with ProcessPoolExecutor(1) as other:
        other.submit(work, *values).result()


COMMANDS = (
    "report --help",
    "report --dry-run --subscription desk",
    "report --dry-run --subscription harbour",
    "report --dry-run --subscription calm",
    "history {url}",
    "diff {url}",
    "due",
    "due --url {url}",
    "due --next",
    "due --stats",
    "overdue",
    "sites --offline",
)


def asked(path: Path) -> None:
    """Print what the question of a report costs by itself: a connection that nobody has used before."""
    for subscription, sites, days in (("desk", (), 365), ("harbour", ("site-7",), 365), ("calm", (), 30)):
        with Store(str(path), read_only=True) as store:
            begun, busy = time.perf_counter(), time.process_time()
            found = len(list(store.unreported(subscription, sites, NOW - timedelta(days=days))))
            spent, busy = time.perf_counter() - begun, time.process_time() - busy
        print(f"| what was not told, {subscription}: {found} | {spent:.3f} | {busy:.3f} | |", flush=True)


def ran(folder: Path, command: list[str]) -> None:
    """Run a command to its end, and print its seconds and the most memory that it took."""
    here = {"AFTERWORD_CLOCK": NOW.isoformat(), "SCRAPY_SETTINGS_MODULE": "scraper.settings"}
    where = {"PYTHONPATH": str(Path(__file__).parent.parent), "HOME": str(folder)}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "scraper", *command],
        cwd=folder,
        env={**os.environ, **here, **where},
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    spent = time.perf_counter() - begun
    if status:
        raise SystemExit(f"{command} failed")
    busy, most = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(f"| {' '.join(command)} | {spent:.2f} | {busy:.2f} | {most:.0f} |", flush=True)


def address(number: int) -> str:
    """Return an article's address."""
    return f"https://{place(number)}.example/world/an-article-with-a-name-{number}"


def place(number: int) -> str:
    """Return an article's site: one has half of them."""
    return f"site-{number % SITES if number % 2 else 0}"


def fill(path: Path, articles: int) -> None:
    """Record visits in the order of time, and that a year of reports has told of all but the newest."""
    with Store(str(path)) as store:
        store.db.execute("PRAGMA synchronous = OFF")
        with writing(store.db):
            for hour, number, visit in sorted(visits(articles)):
                recording.record(store.db, noticed(number, visit, NOW - YEAR + timedelta(hours=hour)))
            for statement in TOLD:
                facts = {name: value for name, value in FACTS.items() if f":{name}" in statement}
                store.db.execute(statement, facts)
        store.decide_furniture(NOW)
        store.upkeep()


FACTS = {"begin": rows.stamp(NOW - YEAR), "untold": UNTOLD, "late": LATE}
TOLD = (
    "UPDATE announcement SET fate = 'overdue', fate_at = :begin WHERE id % :late = 0",
    "INSERT INTO subscription VALUES ('desk', :begin), ('harbour', :begin)",
    """
    INSERT INTO told SELECT name, revision.id, seen_at FROM subscription, revision
    WHERE revision.id <= (SELECT max(id) - :untold FROM revision)
    """,
    """
    INSERT INTO told_overdue SELECT name, announcement.id, fate_at FROM subscription, announcement
    WHERE fate = 'overdue'
    """,
)


def visits(articles: int) -> Iterator[tuple[float, int, int]]:
    """Yield the hour of the year, the article and the number of each visit."""
    for number in range(articles):
        first = number / articles * (HOURS_A_YEAR - EVERY * VISITS * VERSIONS)
        yield from ((first + EVERY * visit, number, visit) for visit in range(VISITS * VERSIONS))


def noticed(number: int, visit: int, at: datetime) -> Noticed:
    """Return what a visit of an article means: one in a few finds another paragraph reworded."""
    site, url, version = place(number), address(number), visit // VISITS
    seen = Visit(site, url, at, Outcome.READ, status=200, cause="evidence", extractor="benchmark/1")
    pace = Pace(at, source=site, host=f"{site}.example", last_visit=at, control=number % 50 == 0)
    due = Due(at + timedelta(days=400), 0.1, "evidence")
    if visit % VISITS:
        return Noticed(seen, url, pace=pace, due=due, predicted=0.1)
    article, edits = wording(number, version), (edit(version),) if version else ()
    meeting = Announcement(BEFORE, "on Monday", at.date(), None, "day")
    announced = () if version else (meeting,)
    return Noticed(seen, url, wording=article, revised=bool(version), edits=edits, rank=0.5, pace=pace,
                   due=due, predicted=0.1, announced=announced)  # fmt: skip


def wording(number: int, version: int) -> Article:
    """Return what an article says: each version has another of its paragraphs reworded."""
    draw = Random(number)
    texts = [" ".join(draw.choices(VOCABULARY, k=WORDS)) + "." for _ in range(PARAGRAPHS)]
    told = [f"{text} {AFTER if place < version else BEFORE}" for place, text in enumerate(texts)]
    return Article(headline=f"Boat {number} comes in", paragraphs=(*told, PLEA), language="en")


def edit(version: int) -> Edit:
    """Return the edit by which a version came."""
    runs = (
        Run("same", "The council "),
        Run("removed", "will meet"),
        Run("added", "met"),
        Run("same", " on Monday."),
    )
    return Edit(Part.BODY, Kind.REWORDED, BEFORE, AFTER, runs, ("tense",), old_at=2 * version - 1,
                new_at=2 * version - 1, rank=0.5, summary="will meet -> met")  # fmt: skip


if __name__ == "__main__":
    main()
