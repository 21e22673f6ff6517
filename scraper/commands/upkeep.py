"""`upkeep`: check and tidy the database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scraper.command import AfterwordCommand
from storage import Store

if TYPE_CHECKING:
    import argparse


class Command(AfterwordCommand):
    """Check the file, fold the write-ahead log into it, refresh the planner's statistics."""

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "Check and tidy the database; run it once a day"

    def work(self, args: list[str], opts: argparse.Namespace) -> int:  # noqa: ARG002 - Scrapy calls it so
        """Do it and print one line on what is in the archive."""
        with Store(self.store_path) as store:
            counted = store.upkeep()
        figures = ", ".join(f"{number} {table}s" for table, number in counted.items())
        sys.stdout.write(f"upkeep: {self.store_path} is sound: {figures}\n")
        return 0
