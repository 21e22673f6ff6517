"""Bad input ends in one clear line that names the site or URL and the way out; nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import DESK, SITE, Afterword

from newsroom import Answer
from newsroom.postbox import Postbox
from scraper.config import parse

if TYPE_CHECKING:
    from newsroom import Newsroom

FEED = "fish-prices"
FULL = """
CREATE TRIGGER full BEFORE INSERT ON visit BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END
"""
NEWER = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('afterword', 'm999', '')"

LISTINGS = [
    ("feeds", "broken-feed.xml", "is broken XML", "correct or remove it in [[site]]"),
    (
        "feeds",
        "html-feed.xml",
        "is not a feed: the server answers with text/html",
        "correct or remove it in [[site]]",
    ),
    ("feeds", "empty", "is not a feed: the answer is empty", "correct or remove it in [[site]]"),
    ("feeds", "500", "the server answers 500", "wait, the fault is theirs"),
    ("feeds", "redirect-loop", "it redirects in a loop", "check the address"),
    ("feeds", "404", "the server answers 404", "check the address"),
    ("feeds", "403", "the server answers 403", "write to the publisher"),
    ("feeds", "large", "larger than [crawl] page_bytes", "check the address"),
    ("sitemaps", "sitemap-loop.xml", "leads from sitemap to sitemap without end", "left there"),
    ("sitemaps", "sitemap-ring.xml", "leads from sitemap to sitemap without end", "left there"),
    ("sitemaps", "empty", "is not a sitemap: the answer is empty", "robots.txt"),
    ("sitemaps", "xml-bomb.xml", "is not a sitemap", "robots.txt"),
    ("sections", "pdf", "is not a page", "correct it in [[site]]"),
]


@pytest.mark.parametrize(("kind", "name", "complaint", "way_out"), LISTINGS, ids=[row[1] for row in LISTINGS])
def test_a_bad_listing_is_one_line_and_exit_code_1(
    afterword: Afterword, room: Newsroom, kind: str, name: str, complaint: str, way_out: str
) -> None:
    afterword.configure(f'{SITE}{kind} = ["{room.url}/trouble/{name}"]\n')
    done = afterword("crawl", "courier")
    assert done.code == 1
    lines = done.complained.splitlines()
    assert len(lines) == 1, done.complained
    assert all(part in lines[0] for part in ("courier", f"/trouble/{name}", complaint, way_out)), lines[0]


def test_what_can_be_read_of_a_broken_feed_is_used(afterword: Afterword, room: Newsroom) -> None:
    item = f"<item><link>{room.article_url(FEED)}</link></item>"
    text = f"<?xml version='1.0'?><rss version='2.0'><channel>{item}<item><title>Fish & ch"
    room.put("/half.xml", Answer(body=text.encode(), kind="application/rss+xml"))
    afterword.configure(f'{SITE}feeds = ["{room.url}/half.xml"]\n')
    done = afterword("crawl", "courier")
    assert done.code == 1
    assert "what could be read of it was used" in done.complained
    assert "1 new article," in done.said


PAGES = [
    ("empty", "suspect", "empty"),
    ("pdf", "suspect", "not HTML"),
    ("500", "failed", "500"),
    ("redirect-loop", "failed", "redirects in a loop"),
    ("redirect-maze", "failed", "redirects in a loop"),
    ("large", "failed", "larger than [crawl] page_bytes"),
    ("truncated", "failed", "broke in the middle"),
    ("slow?seconds=30", "failed", "no answer in time"),
    ("403", "blocked", "403"),
    ("429", "blocked", "429"),
    ("404", "gone", "404"),
    ("forbidden", "blocked", "robots.txt forbids it"),
]


@pytest.mark.parametrize(("name", "outcome", "reason"), PAGES, ids=[row[0] for row in PAGES])
def test_a_bad_page_is_a_visit_with_its_outcome_and_no_version(
    afterword: Afterword, room: Newsroom, name: str, outcome: str, reason: str
) -> None:
    """The article is known and well; then its page falls into trouble."""
    url = room.article_url(FEED)
    afterword.configure(f'{SITE}feeds = ["{room.feed_url}"]\n')
    assert afterword("crawl", "article", "-a", f"url={url}").code == 0
    if name == "forbidden":
        room.put("/robots.txt", Answer(body=b"User-agent: *\nDisallow: /\n", kind="text/plain"))
    else:
        room.trouble(FEED, name.partition("?")[0])
    afterword("crawl", "article", "-a", f"url={url}")
    with afterword.store as store:
        visits = list(store.db.query("SELECT outcome, reason FROM visit ORDER BY id"))
        assert len(store.versions(url)) == 1
        known = store.known(url)
    assert [visit["outcome"] for visit in visits] == ["read", outcome], visits
    assert reason in str(visits[1]["reason"]), visits[1]
    assert known
    assert known.last


def test_a_database_from_a_newer_release_is_left_alone(watching: Afterword) -> None:
    watching("crawl", "courier")
    path = watching.folder / "afterword.db"
    with sqlite3.connect(path) as db:
        db.execute(NEWER)
    before = sqlite3.connect(path).execute("SELECT count(*) FROM visit").fetchone()
    done = watching("crawl", "courier")
    assert done.code == 3
    assert "was written by a newer Afterword" in done.complained
    assert "upgrade" in done.complained
    assert sqlite3.connect(path).execute("SELECT count(*) FROM visit").fetchone() == before


def test_what_is_not_a_database_is_left_as_it_is(watching: Afterword) -> None:
    path = watching.folder / "afterword.db"
    path.write_text("precious notes, not a database at all\n" * 30, "utf-8")
    done = watching("crawl", "courier")
    assert done.code == 3
    assert "afterword.db" in done.complained
    assert path.read_text("utf-8").startswith("precious notes")


def test_a_database_that_may_not_be_written_ends_the_crawl(watching: Afterword, room: Newsroom) -> None:
    """As root every file is writable, so the database is made read-only by its own means."""
    watching("crawl", "article", "-a", f"url={room.article_url(FEED)}")
    with sqlite3.connect(watching.folder / "afterword.db") as db:
        db.execute(FULL)
    done = watching("crawl", "courier")
    assert done.code == 3
    assert "0 visits (none recorded)" in done.said
    assert "disk is full" in done.complained
    assert "free some disk space" in done.complained
    with watching.store as store:
        assert next(store.db.query("SELECT count(*) AS n FROM visit"))["n"] == 1
        assert next(store.db.query("SELECT count(*) AS n FROM article"))["n"] == 1, "no half a visit"


def test_a_full_disk_loses_nothing_that_was_recorded(watching: Afterword, room: Newsroom) -> None:
    """A page quota stands for the disk: SQLite answers with SQLITE_FULL in both cases."""
    script = (
        "import sys; from storage import Store; from scraper.errors import StoreError\n"
        "store = Store(sys.argv[1]); store.db.execute('PRAGMA max_page_count = 1')\n"
        "from scraper.visit import Listing; from scraper.article import Outcome\n"
        "from datetime import datetime, UTC; now = datetime.now(UTC)\n"
        "try:\n"
        "    for n in range(10_000):\n"
        "        store.record_listing(Listing(f'http://x/{n}' * 50, 's', 'feed', now, Outcome.READ))\n"
        "except StoreError as error:\n"
        "    print(error); sys.exit(error.exit_code)\n"
    )
    watching("crawl", "article", "-a", f"url={room.article_url(FEED)}")
    path = str(watching.folder / "afterword.db")
    done = subprocess.run(
        [sys.executable, "-c", script, path],
        capture_output=True,
        text=True,
        check=False,
        env=watching.surroundings(),
    )
    assert done.returncode == 3, done.stderr
    assert "full" in done.stdout
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_folder_that_may_not_be_written_is_named(watching: Afterword) -> None:
    watching.configure(f'{SITE}[store]\npath = "/proc/nowhere/afterword.db"\n')
    done = watching("crawl", "courier")
    assert done.code == 3
    assert "/proc/nowhere" in done.complained
    assert len(done.complained.splitlines()) == 1


def test_a_mail_server_that_refuses_a_reader_for_good_is_told(watching: Afterword, room: Newsroom) -> None:
    watching("crawl", "courier")
    for _ in range(6):
        room.advance()
    watching.now = room.now
    watching("crawl", "courier")
    with Postbox(answers=("550 no such user",)) as postbox:
        watching.configure(f'{SITE}feeds = ["{room.feed_url}"]\n{DESK}port = {postbox.port}\n')
        done = watching("report")
        assert done.code == 1
        assert "550" in done.complained
        assert "a@reader.example" in done.complained
        assert watching("report", "--resend").code == 0
        assert len(postbox.mails) == 1, "the other reader has it, once"


CONFIGS = [
    ("[[sight]]\n", "sight: unknown key (did you mean 'site'?)"),
    ('[[site]]\nname = "a"\nfeds = []\n', "site[0].feds: unknown key (did you mean 'feeds'?)"),
    (
        '[[site]]\nname = "a"\nfeeds = "http://x/"\n',
        "site[0].feeds: 'http://x/' is not a list: write it in b",
    ),
    (
        '[[site]]\nname = "a"\nfeeds = ["http://x/", "x.example/f"]\n',
        "site[0]: feeds: 'x.example/f' is no address",
    ),
    ('[[site]]\nname = "a b"\n', "'a b' is not a name of letters, digits"),
    ("[[site]]\nfeeds = []\n", "site[0]: has no 'name', which it needs"),
    ('[site]\nname = "a"\n', "site: a table is not a list of tables: write [[site]]"),
    ("mail = 3\n", "mail: 3 is not a table: write [mail]"),
    ('[mail]\ntls = "ssl"\n', "mail.tls: 'ssl' is not one of 'none', 'starttls', 'tls'"),
    ("[mail]\nport = 70000\n", "mail.port: 70000 is not a whole number of at least 1 and up to 65535"),
    ('[crawl]\nobey_robots = "no"\n', "crawl.obey_robots: 'no' is not true or false"),
    ("[store]\npath = false\n", "store.path: false is not a file's name"),
    (
        '[[subscription]]\nname = "d"\nrecipients = ["nope"]\n',
        "subscription[0].recipients[0]: 'nope' is not a mail address such as",
    ),
    (
        '[[subscription]]\nname = "d"\nrecipients = []\n',
        "subscription[0].recipients: is empty: name one at least",
    ),
    ('[[site]]\nname = "a"\nkeep = ["("]\n', "site[0]: keep: '(' is not a regular expression"),
    ('[[site]]\nname = "a"\ntimezone = "Mars/Olympus"\n', "timezone = 'Mars/Olympus' is not an IANA time"),
    (
        '[[subscription]]\nname = "d"\nrecipients = ["a@b.c"]\ntimezone = "London"\n',
        "subscription[0]: timezone = 'London' is not an IANA time zone",
    ),
    (
        '[mail]\nhost = "mail.example:587"\n',
        "mail: host = 'mail.example:587' is not the name of a server alone",
    ),
    ('[site]\nname = "a"\n[site]\nname = "b"\n', "(each of several is written [[site]])"),
    (
        '[[site]]\nname = "a"\nlanguage = "english"\n',
        "site[0]: language = 'english' is not a language tag such as 'en' or 'de-AT' (did you mean 'en'?)",
    ),
    ('[[site]]\nname = "a"\nlanguage = "deu"\n', "(did you mean 'de'?)"),
    ('[[site]]\nname = "a"\nlanguage = "en_GB"\n', "(did you mean 'en-GB'?)"),
    ('[[site]]\nname = "a"\nlanguage = ""\n', "language = '' is not a language tag"),
    ('[[site]]\nname = "recheck"\n', "is taken by one of Afterword's own spiders"),
    ('[[site]]\nname = "a"\nsections = ["http://x/"]\n', "sections need `keep`"),
    (
        '[[subscription]]\nname = "d"\nrecipients = ["a@b.c"]\nschedule = "daily"\n',
        "schedule = 'daily' is not a cron expression",
    ),
    ('[[subscription]]\nname = "d"\nrecipients = ["a@b.c"]\nsites = ["x"]\n', "no site 'x'"),
    ('[[site]]\nname = "a"\nfeeds = ["ftp://x/"]\n', "site[0]: feeds: 'ftp://x/' is no address"),
    ('[[site]]\nname = "a"\nsitemaps = ["http://[x/"]\n', "site[0]: sitemaps: 'http://[x/' is no address"),
    ('[store]\npath = ""\n', "store.path: '' is not a file's name"),
    ('[crawl]\ncontact = "me\\nand you"\n', "is not text on one line"),
    ("[crawl]\nthreshold = 7\n", "crawl.threshold: 7 is not a number above 0 and below 1"),
    ("this is not toml", "is not TOML"),
]


@pytest.mark.parametrize(("text", "complaint"), CONFIGS, ids=[row[1][:30] for row in CONFIGS])
def test_a_bad_configuration_is_refused_with_file_and_key(
    afterword: Afterword, text: str, complaint: str
) -> None:
    afterword.configure(text)
    done = afterword("list", module="scrapy")
    assert done.code == 2
    assert len(done.complained.splitlines()) == 1
    assert "afterword.toml" in done.complained
    assert complaint in done.complained


def test_a_named_configuration_that_is_missing_is_an_error(afterword: Afterword) -> None:
    afterword.environment["AFTERWORD_CONFIG"] = os.fspath(afterword.folder / "nowhere.toml")
    done = afterword("list", module="scrapy")
    assert done.code == 2
    assert "nowhere.toml: cannot be read" in done.complained


def test_a_clock_that_tells_no_time_is_named(watching: Afterword) -> None:
    watching.environment["AFTERWORD_CLOCK"] = "noon"
    done = watching("due")
    assert done.code == 2
    assert done.complained == (
        "afterword: AFTERWORD_CLOCK: 'noon' is not an ISO 8601 time (such as 2026-06-15T08:00Z)\n"
    )


@pytest.mark.parametrize("command", [("crawl", "courier"), ("due",)])
def test_a_folder_in_the_place_of_the_database_is_named(
    watching: Afterword, command: tuple[str, ...]
) -> None:
    (watching.folder / "afterword.db").mkdir()
    done = watching(*command)
    assert done.code == 3
    assert done.complained.endswith("afterword.db: is a folder, not a database file (see [store] path)\n")
    assert len(done.complained.splitlines()) == 1


MISUSES = [
    (("crawl", "cuorier"), 2, "did you mean 'courier'?"),
    (("crawl", "article"), 2, "no address given"),
    (("crawl", "courier", "-a", "known=maybe"), 2, "known=maybe means nothing"),
    (("history", "http://127.0.0.1:1/news/1"), 1, "is not in the archive"),
    (("report", "--subscription", "dsek"), 2, "did you mean 'desk'?"),
    (("init",), 2, "is there already; it was left as it is"),
]


@pytest.mark.parametrize(("command", "code", "complaint"), MISUSES, ids=[" ".join(row[0]) for row in MISUSES])
def test_a_slip_on_the_command_line_is_one_line(
    watching: Afterword, command: tuple[str, ...], code: int, complaint: str
) -> None:
    with sqlite3.connect(watching.folder / "afterword.db"):
        pass
    if command[0] == "history":
        watching("upkeep")
    done = watching(*command)
    assert done.code == code, done.complained
    assert complaint in done.complained
    assert len(done.complained.splitlines()) == 1, done.complained


@pytest.mark.parametrize("tag", ["en", "EN", "en-GB", "de-AT", "zh-Hans-CN", "es-419", "gsw", "sr-Latn"])
def test_a_language_is_named_by_its_tag(tag: str) -> None:
    assert parse({"site": [{"name": "a", "language": tag}]}).site[0].language == tag
