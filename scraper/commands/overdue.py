"""`overdue`: which articles still look forward to what should have happened."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scraper.command import AfterwordCommand, json_text
from scraper.reports.late import due, lateness, said
from scraper.reports.wording import Style, headline, plain
from scraper.telling import overdue_now
from storage import Store

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from scraper.article import Overdue


class Command(AfterwordCommand):
    """List every article whose announcement is overdue, the most prominent first."""

    def syntax(self) -> str:
        """Return the shape of the command line."""
        return "[options]"

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "List articles that still look forward to what should have happened"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --json."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print JSON")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:  # noqa: ARG002 - Scrapy calls it so
        """Print what is overdue."""
        with Store(self.store_path, read_only=True) as store:
            found = overdue_now(store, self.config)
        if opts.json:
            sys.stdout.write(json_text([row(one) for one in found]))
        else:
            sys.stdout.writelines(f"{line}\n" for one in found for line in lines(one))
            sys.stdout.write("" if found else "nothing is overdue\n")
        return 0


def row(one: Overdue) -> dict[str, str]:
    """Return an overdue announcement as JSON has it."""
    times = {"opens": one.opens, "closes": one.closes, "last_seen": one.last_seen}
    told = {"site": one.site, "url": one.url, "headline": headline(one), "sentence": one.said.sentence}
    return {**told, "words": one.said.words, **{name: at.isoformat() for name, at in times.items()}}


def lines(one: Overdue) -> Iterator[str]:
    """Yield the lines on an overdue announcement."""
    yield f"{headline(one)}"
    yield f"    {plain(one.url)}"
    yield f"    {''.join(said(one))}"
    yield f"    was to happen {due(one, Style())}; overdue {lateness(one, Style())}"
