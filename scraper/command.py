"""A command that fails with one line and an exit code that cron can use."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from scrapy.commands import ScrapyCommand

from scraper.address import asked
from scraper.errors import AfterwordError
from scraper.output import complain

if TYPE_CHECKING:
    import argparse

    from scraper.clock import Clock
    from scraper.config import Config
    from scraper.visit import Known
    from storage import Store


class AfterwordCommand(ScrapyCommand):
    """The base of Afterword's own commands (Scrapy takes every class in `scraper.commands` for a command)."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, object]] = {"LOG_ENABLED": False}

    @property
    def config(self) -> Config:
        """The configuration that the settings were made from."""
        found: Config = self.chosen("AFTERWORD")  # type: ignore[assignment] # Scrapy's settings hold anything
        return found

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        clock: Clock = self.chosen("AFTERWORD_CLOCK")  # type: ignore[assignment] # likewise
        return clock.now()

    @property
    def store_path(self) -> str:
        """The database file."""
        return str(self.chosen("AFTERWORD_STORE"))

    def chosen(self, name: str) -> object:
        """Return a setting."""
        return self.settings[name] if self.settings else None

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do the work; say in one line why it failed."""
        try:
            self.exitcode = self.work(args, opts)
        except AfterwordError as error:
            complain(error)
            self.exitcode = error.exit_code

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """Do what the command is for and return the exit code."""
        raise NotImplementedError


def count(text: str) -> int:
    """Return a number of things, at least one, as an option gives it."""
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def hours(text: str) -> float:
    """Return a stretch of time as an option gives it: hours, up to a hundred years of them."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found < 24 * 365 * 100:
        raise ArgumentTypeError(f"{text!r} is no number of hours")
    return found


def json_text(found: object) -> str:
    """Return what was found as JSON for people and programs, with a line feed at its end."""
    return json.dumps(found, indent=2, default=as_text, ensure_ascii=False) + "\n"


def as_text(value: object) -> str:
    """Return what JSON has no form for as text, a time in that of ISO 8601.

    >>> as_text(datetime(2026, 5, 4, 12))
    '2026-05-04T12:00:00'
    """
    return value.isoformat() if isinstance(value, datetime) else str(value)


def archived(store: Store, url: str) -> Known:
    """Return what is remembered of the article at an address or any of its aliases.

    Raises:
        ConfigError: it is no address.
        AfterwordError: it is not in the archive.
    """
    known = store.known(asked(url))
    if known is None:
        raise AfterwordError("is not in the archive", at=url, hint="afterword crawl article -a url=URL")
    return known
