"""`schedule`: do everything at the right times until stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import scheduler
from scraper.command import AfterwordCommand

if TYPE_CHECKING:
    import argparse


class Command(AfterwordCommand):
    """Run the scheduler; the same as `python -m scheduler`."""

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "Discover, recheck, report and keep up at the right times, until stopped"

    def long_desc(self) -> str:
        """Return what --help explains."""
        return (
            "Runs in the foreground and logs one line for each job; SIGTERM or Ctrl-C ends it cleanly. "
            "Use either this or cron lines: a second scheduler on one database does nothing and says so."
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> int:  # noqa: ARG002 - Scrapy calls it so
        """Run until stopped."""
        return scheduler.main()
