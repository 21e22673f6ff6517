"""Open the database as it must be: right release, WAL, foreign keys; and say what is wrong with it."""

from __future__ import annotations

import fcntl
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from scraper.errors import StoreError
from storage.schema import migrations

if TYPE_CHECKING:
    from collections.abc import Iterator

WAIT_SECONDS = 30
CACHE_KB = 32_000  # SQLite keeps 2,000 of itself: too few for a thousand articles from all over the file


def opened(path: str, *, read_only: bool = False) -> Database:
    """Return the database of a file, made or migrated as needed; `read_only` takes it as it is.

    Raises:
        StoreError: not a database or not ours, newer than the program, not writable, or not there or not
            ready to be read.
    """
    with explained(path):
        db = Database(connected(path, read_only=read_only))
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        refuse_foreign(db, path)
        refuse_newer(db, path)
        if read_only and migrations.pending(db):
            raise StoreError("is not yet of this release", at=path, hint="`afterword upkeep` makes it so")
        if not read_only:
            db.execute("PRAGMA synchronous = FULL")
            if path == ":memory:" or not ready(db):
                with first_use(path):
                    db.execute("PRAGMA journal_mode = WAL")
                    migrations.apply(db)
        return db


def ready(db: Database) -> bool:
    """Say whether a database is in WAL mode and of this release."""
    return db.execute("PRAGMA journal_mode").fetchone()[0] == "wal" and not migrations.pending(db)


@contextmanager
def first_use(path: str) -> Iterator[None]:
    """Let one process at a time prepare a database: SQLite does not wait for its turn at the WAL switch."""
    if path == ":memory:":
        yield
        return
    try:
        file = Path(f"{path}.first.lock").open("a", encoding="utf-8")  # noqa: SIM115 - only its opening is tried
    except OSError as error:
        raise sqlite3.OperationalError("attempt to write a readonly database") from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def connected(path: str, *, read_only: bool) -> sqlite3.Connection:
    """Return a connection; a missing file is made, with its folder, unless it is only to be read."""
    if path == ":memory:":
        return sqlite3.connect(path)
    if Path(path).exists() and not Path(path).is_file():
        kind = "a folder" if Path(path).is_dir() else "no file"
        raise StoreError(f"is {kind}, not a database file", at=path, hint="see [store] path")
    if read_only and not Path(path).exists():
        raise StoreError("there is no database yet", at=path, hint="crawl first: `afterword crawl SITE`")
    if not read_only:
        make_folder(Path(path).parent)
    address = f"{Path(path).absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    return sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)


def make_folder(folder: Path) -> None:
    """Make the folder of a database."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot be made: {error.strerror}", at=str(folder), hint="see [store] path"
        ) from error


def refuse_foreign(db: Database, path: str) -> None:
    """Refuse a database that another program made; its tables are read before what ours left in it."""
    if set(db.table_names()) - {migrations.migrations_table} and not migrations.applied(db):
        hint = "[store] path names a file that is something else; it was left as it is"
        raise StoreError("is a database of another program", at=path, hint=hint)


def refuse_newer(db: Database, path: str) -> None:
    """Refuse a database that a newer release has changed."""
    ours = {migration.name for migration in migrations._migrations}  # noqa: SLF001 - there is no public list
    unknown = [applied.name for applied in migrations.applied(db) if applied.name not in ours]
    if unknown:
        hint = f"upgrade Afterword; this release does not know {', '.join(unknown)}"
        raise StoreError("was written by a newer Afterword; nothing was changed", at=path, hint=hint)


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """Make what is written one transaction that nobody else writes into: what it reads first stays true."""
    db.conn.execute("BEGIN IMMEDIATE")
    with db.conn:
        yield


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Turn what SQLite complains of into one sentence with the way out."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(str(error), at=path, hint=way_out(str(error))) from error


def way_out(complaint: str) -> str:
    """Return what an operator can do about a complaint of SQLite's."""
    return next((hint for words, hint in WAYS_OUT if words in complaint), "run `afterword upkeep`")


WAYS_OUT = (
    ("readonly", "make the file and its folder writable for this user; nothing was recorded"),
    ("unable to open", "check that the folder exists and is writable; see [store] path"),
    ("full", "free some disk space, then run it again; nothing was half recorded"),
    ("disk I/O", "check the disk, then run it again; nothing was half recorded"),
    ("locked", f"another process has held the database for over {WAIT_SECONDS} s; run it again"),
    ("not a database", "[store] path names a file that is something else; it was left as it is"),
    ("malformed", "restore a backup; `sqlite3 FILE .recover` may save the rest"),
)
