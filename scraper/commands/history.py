"""`history`: an article's versions and edits in the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console

from scraper.command import AfterwordCommand, archived, json_text
from scraper.errors import ConfigError
from scraper.reports.history import Shown, as_json, history
from scraper.reports.wording import Style
from storage import Store

if TYPE_CHECKING:
    import argparse


class Command(AfterwordCommand):
    """Print what an article said, when, and what changed: in colour on a terminal, plain elsewhere."""

    def syntax(self) -> str:
        """Return the shape of the command line."""
        return "[options] URL"

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "Show an article's versions and edits"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --json."""
        super().add_options(parser)
        parser.add_argument(
            "--json", action="store_true", help="print JSON: versions, revisions, edits, announcements"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the history of the article at an address or any of its aliases."""
        if len(args) != 1:
            raise ConfigError("name one address", hint="afterword history https://example.org/news/1")
        with Store(self.store_path, read_only=True) as store:
            known = archived(store, args[0])
            versions, revisions = store.versions(known.url), store.revisions(known.url)
            past = history(known.site, known.url, versions, revisions, store.promises(known.url))
        if opts.json:
            sys.stdout.write(json_text(as_json(past)))
        else:
            Console(highlight=False).print(Shown(past, Style(titles=self.config.titles)))
        return 0
