"""`upkeep`: check and tidy the database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scraper.command import AfterwordCommand
from scraper.keeping import upkeep
from scraper.planning import Planner
from storage import Store

if TYPE_CHECKING:
    import argparse


class Command(AfterwordCommand):
    """Check the file, count furniture, let habits fade, move the price of a visit, and tell how it went."""

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "Check and tidy the database, and tell how it went; run it once a day"

    def work(self, args: list[str], opts: argparse.Namespace) -> int:  # noqa: ARG002 - Scrapy calls it so
        """Do it and print a line on each thing."""
        with Store(self.store_path) as store:
            for line in upkeep(Planner(store, self.config), self.now()):
                sys.stdout.write(f"{line}\n")
        return 0
