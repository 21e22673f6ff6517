"""A command that fails with one line and an exit code that cron can use."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from scrapy.commands import ScrapyCommand

from scraper.errors import AfterwordError

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from scraper.clock import Clock
    from scraper.config import Config


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


def complain(error: AfterwordError) -> None:
    """Write an error as one line."""
    sys.stderr.write(f"afterword: {error}\n")
