"""Whatever is typed ends in an answer, or in one line that names what is wrong and an exit code."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import MONDAY

from newsroom import Answer
from scraper.article import Announcement
from scraper.config import Crawl
from scraper.explaining import expected
from scraper.visit import Awaited, Known

if TYPE_CHECKING:
    from conftest import Afterword

    from newsroom import Newsroom

COMMANDS = sorted(
    path.stem for path in Path(__file__).parent.parent.glob("scraper/commands/*.py") if path.stem[0] != "_"
)
NOWHERE = "http://127.0.0.1:1/news/1"
SLIPS = [
    (("nocommand",), 2, "there is no command 'nocommand' (`afterword --help` lists them)"),
    (("histroy",), 2, "there is no command 'histroy' (did you mean 'history'?)"),
    (("--nothing",), 2, "there is no command '--nothing'"),
    (("crawl",), 2, "crawl: name one spider"),
    (("crawl", "cuorier"), 2, "did you mean 'courier'?"),
    (("crawl", "courier", "recheck"), 2, "'recheck' is one argument too many"),
    (("crawl", "courier", "-a", "known=maybe"), 2, "known=maybe means nothing"),
    (
        ("crawl", "courier", "-a", "konwn=due"),
        2,
        "spider courier: -a konwn means nothing (it takes -a known=...)",
    ),
    (("crawl", "article"), 2, "no address given"),
    (("crawl", "article", "-a", "url"), 2, "use -a NAME=VALUE"),
    (("crawl", "article", "-a", "url=foo"), 2, "foo: is no address"),
    (("crawl", "article", "-a", f"url={NOWHERE} http://[x/"), 2, "http://[x/: is no address"),
    (("crawl", "article", "-a", f"url={NOWHERE}"), 1, f"{NOWHERE}: the server refuses connections"),
    (("article",), 2, "name one address or file"),
    (("article", "ftp://example.org/x"), 2, "ftp://example.org/x: is no address (it begins with http:// or"),
    (("article", "nofile"), 1, "nofile: cannot be read: No such file"),
    (("article", "--site", "cuorier", "afterword.toml"), 2, "did you mean 'courier'?"),
    (("history", NOWHERE), 1, f"{NOWHERE}: is not in the archive"),
    (("history", "news/1"), 2, "news/1: is no address"),
    (("diff", NOWHERE, "1", "2"), 1, "is not in the archive"),
    (("reextract", NOWHERE), 1, "is not in the archive"),
    (("due", "--url", NOWHERE), 1, "is not in the archive"),
    (("due", "--limit", "-3"), 2, "due: argument --limit: '-3' is no whole number from 1 on"),
    (("diff", "--width", "3", NOWHERE), 2, "diff: argument --width: '3' is too narrow to read"),
    (("due", "--stats", "--hours", "nan"), 2, "'nan' is no number of hours"),
    (
        ("due", "--statistics-of-all"),
        2,
        "there is no option --statistics-of-all (see `afterword due --help`)",
    ),
    (("due", "-s", "nonsense"), 2, "use -s NAME=VALUE"),
    (("furniture", "--keep", "host:²"), 2, "is not listed"),
    (("sites", "cuorier"), 2, "did you mean 'courier'?"),
    (("report", "--subscription", "dsek"), 2, "did you mean 'desk'?"),
    (("report", "--since", "yesterday"), 2, "'yesterday' is no date or time"),
    (("fixture", "--check", "--dir", "nocases"), 1, "nocases: holds no case"),
    (("init",), 2, "is there already; it was left as it is"),
]


def assert_one_line(complained: str, complaint: str) -> None:
    """Check that an error is one line that says so."""
    assert complaint in complained, complained
    assert len(complained.splitlines()) == 1, complained
    assert complained.startswith("afterword: ")


@pytest.mark.parametrize(("command", "code", "complaint"), SLIPS, ids=[" ".join(row[0]) for row in SLIPS])
def test_a_slip_on_the_command_line_is_one_line(
    watching: Afterword, command: tuple[str, ...], code: int, complaint: str
) -> None:
    watching.store_made()
    done = watching(*command)
    assert_one_line(done.complained, complaint)
    assert done.code == code


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_explains_itself_under_its_own_name(afterword: Afterword, command: str) -> None:
    done = afterword(command, "--help")
    assert (done.code, done.complained) == (0, "")
    assert f"\n  afterword {command} " in done.said
    assert "scrapy" not in done.said


def test_help_on_a_narrow_terminal_takes_no_folded_line_for_a_heading(afterword: Afterword) -> None:
    afterword.environment["COLUMNS"] = "60"
    assert "where the cases are (default:\n" in afterword("fixture", "--help").said


def test_times_in_json_are_iso_8601(watching: Afterword) -> None:
    watching("crawl", "courier")
    assert all("T" in row["due"] for row in json.loads(watching("due", "--json").said))


@pytest.mark.parametrize("command", ["due", "furniture", "reextract", "upkeep", "report", "crawl recheck"])
@pytest.mark.parametrize("kind", ["foreign", "folder", "garbage"])
def test_a_database_that_is_none_is_named_and_left_alone(
    watching: Afterword, command: str, kind: str
) -> None:
    path = watching.folder / "afterword.db"
    if kind == "foreign":
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE bookmark (url TEXT)")
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"\x07 a song of the sea " * 400)
    before = path.stat()
    done = watching(*command.split())
    assert_one_line(done.complained, f"{path}: ")
    assert done.code == 3
    assert path.stat()[:7] == before[:7]


def test_an_empty_database_names_the_command_that_prepares_it(watching: Afterword) -> None:
    (watching.folder / "afterword.db").touch()
    done = watching("due")
    assert_one_line(done.complained, "`afterword upkeep` makes it so")
    assert done.code == 3
    assert watching("upkeep").code == watching("due").code == 0


def test_a_clock_that_tells_no_time_is_one_line(afterword: Afterword) -> None:
    afterword.environment["AFTERWORD_CLOCK"] = "noon"
    done = afterword("due")
    assert_one_line(done.complained, "AFTERWORD_CLOCK: ")
    assert done.code == 2


def shell(afterword: Afterword, line: str) -> tuple[int, str, str]:
    """Run a line of bash in which $AFTERWORD is the program; return its exit code and what was said."""
    program = f"{sys.executable} -m scraper"
    done = subprocess.run(
        ["bash", "-c", f"AFTERWORD='{program}'; {line}; exit ${{PIPESTATUS[0]}}"], cwd=afterword.folder,
        env=afterword.surroundings(), capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def page(days: int, head: str = "") -> str:
    """Return an article's page with a paragraph for each day."""
    met = "<p>The harbour board met on day {} and heard what a wall costs.</p>"
    text = "".join(map(met.format, range(days)))
    return f"<html><head>{head}</head><body><article><h1>Wall</h1>{text}</article></body></html>"


def test_a_reader_who_leaves_stops_nothing(afterword: Afterword) -> None:
    """The reading fills a pipe many times over."""
    (afterword.folder / "page.html").write_text(page(4000), "utf-8")
    code, said, complained = shell(afterword, "$AFTERWORD article --explain page.html | head -1")
    assert (code, complained) == (0, "")
    assert said.startswith("verdict ")


@pytest.mark.parametrize("where", [">&-", "| true"])
def test_work_is_done_whether_or_not_anybody_reads(afterword: Afterword, where: str) -> None:
    assert shell(afterword, f"$AFTERWORD upkeep {where}")[::2] == (0, "")
    assert afterword("due").said == "nothing is due\n"


def test_output_that_cannot_be_written_is_one_line(afterword: Afterword) -> None:
    code, _, complained = shell(afterword, "$AFTERWORD upkeep > /dev/full")
    assert_one_line(complained, "standard output: No space left on device")
    assert code == 1


def test_a_configuration_that_does_not_fit_on_the_disk_leaves_no_file(afterword: Afterword) -> None:
    code, _, complained = shell(afterword, "ulimit -f 1; $AFTERWORD init new.toml")
    assert_one_line(complained, "new.toml: cannot be written: File too large")
    assert code == 2
    assert not (afterword.folder / "new.toml").exists()


def test_letters_that_a_terminal_lacks_stop_nothing(afterword: Afterword) -> None:
    (afterword.folder / "page.html").write_text("<h1>Škoda “søn”</h1>", "utf-8")
    afterword.environment |= {"PYTHONIOENCODING": "ascii"}
    done = afterword("article", "page.html")
    assert done.complained == ""
    assert "\\u0160koda" in done.said


def test_statistics_come_as_json(watching: Afterword) -> None:
    watching("crawl", "courier")
    found = json.loads(watching("due", "--stats", "--hours", "2", "--json").said)
    assert (found["tracked"], found["outcomes"], found["hours"]) == (12, {"read": 12}, 2)
    assert {"threshold", "due_now", "bytes", "found", "calibration", "control"} <= found.keys()


def test_the_starts_of_crawls_come_as_json_and_as_lines(watching: Afterword) -> None:
    watching("crawl", "courier")
    found = json.loads(watching("due", "--next", "--json").said)
    assert {row["crawl"] for row in found} == {"courier", "recheck"}
    lines = [line.split() for line in watching("due", "--next").said.splitlines()]
    assert [name for _, name in lines] == [row["crawl"] for row in found]
    # Each asks at its own moment, and what is due at once is due now.
    apart = [
        abs(datetime.fromisoformat(at) - datetime.fromisoformat(row["at"]))
        for (at, _), row in zip(lines, found, strict=True)
    ]
    assert max(apart) < timedelta(minutes=1)


def test_what_an_article_waits_for_is_explained(watching: Afterword, room: Newsroom) -> None:
    url = room.article_url("lindqvist-visit")
    watching("crawl", "courier")
    said = " ".join(watching("due", "--url", url).said.split())
    for part in (
        "and was last read",
        "It has one version",
        "A visit is worth its price from",
        "p* is 0.100",
        f"What follows an announced event counts {Crawl().event_worth:g} times",
        "It announces for 2026-",
    ):
        assert part in said, said
    (row,) = json.loads(watching("due", "--url", url, "--json").said)
    assert row["threshold"] == 0.1
    assert 0 < row["needed"] <= row["threshold"]
    assert row["announced"]
    assert row["explained"]


@pytest.mark.parametrize(
    ("zone", "over"), [("UTC", True), ("America/New_York", False), ("Australia/Sydney", True)]
)
def test_an_announced_day_has_passed_when_it_is_over_by_its_sites_clock(zone: str, *, over: bool) -> None:
    awaited = Awaited(1, Announcement("The bridge opens on Monday.", "opens on Monday", date(2026, 6, 15)))
    known = Known(1, "courier", "https://courier.example/bridge", MONDAY, awaited=(awaited,))
    (said,) = expected(known, zone, datetime(2026, 6, 16, 2, tzinfo=UTC))
    assert ("a time that has passed" in said) is over


def test_the_age_in_the_list_is_the_age_now(watching: Afterword, room: Newsroom) -> None:
    published = "<meta property='article:published_time' content='2026-06-13T08:00:00Z'>"
    room.put("/harbour/wall", Answer(body=page(20, published).encode()))
    watching("crawl", "article", "-a", f"url={room.url}/harbour/wall")
    assert ": 2 d old," in watching("due").said
