"""`article`: what is read off a page, and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scraper.command import AfterwordCommand, json_text
from scraper.errors import ConfigError
from scraper.extraction.shown import as_dict, as_lines
from scraper.looking import looked_at, read

if TYPE_CHECKING:
    import argparse


class Command(AfterwordCommand):
    """Show what is extracted from a page, from which witness, with the gate's verdict; record nothing."""

    def syntax(self) -> str:
        """Return the shape of the command line."""
        return "[options] URL|FILE"

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "Show what is read off a page, and from where on it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--explain", action="store_true", help="also what was left out, and why")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--site", metavar="NAME", help="use this site's rules (default: by the address)")
        parser.add_argument("--url", metavar="URL", help="the address of a page read from a file")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the reading; exit code 1 when the gate would not let it pass."""
        if len(args) != 1 or self.settings is None:
            raise ConfigError("name one address or file", hint="afterword article https://example.org/news/1")
        found, verdict, _ = read(self.config, looked_at(self.settings, args[0], opts.url), opts.site)
        if opts.json:
            sys.stdout.write(json_text(as_dict(found, verdict)))
        else:
            sys.stdout.write("\n".join(as_lines(found, verdict, whole=opts.explain)) + "\n")
        return 0 if verdict.outcome == "read" else 1
