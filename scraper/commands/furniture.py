"""`furniture`: the paragraphs that are left out because they stand in many articles of a host."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scraper.article import legible
from scraper.command import AfterwordCommand
from scraper.errors import ConfigError
from storage import Store

if TYPE_CHECKING:
    import argparse


class Command(AfterwordCommand):
    """List what was learned to be furniture, and say of a paragraph that it belongs to the text after all."""

    def syntax(self) -> str:
        """Return the shape of the command line."""
        return "[options]"

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "List the repeated paragraphs that are left out of articles, or keep one"

    def long_desc(self) -> str:
        """Return what --help explains."""
        return (
            "The daily upkeep counts in how many articles of a host a paragraph stands: newsletter pleas, "
            "copyright lines. What stands in many is compared on neither side, so that its coming or "
            "going is no edit; the archive keeps it. --keep puts a paragraph back into the text, --drop "
            "takes that back."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--keep", metavar="HOST:NUMBER", help="this paragraph belongs to the text")
        parser.add_argument("--drop", metavar="HOST:NUMBER", help="this paragraph is furniture after all")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:  # noqa: ARG002 - Scrapy calls it so
        """Print one line a paragraph: host:number, how many articles of how many, the text."""
        named = opts.keep or opts.drop
        with Store(self.store_path, read_only=not named) as store:
            if named:
                host, _, number = named.rpartition(":")
                there = number.isascii() and number.isdigit()
                if not there or not store.keep_paragraph(host, int(number), kept=bool(opts.keep)):
                    hint = "`afterword furniture` lists HOST:NUMBER"
                    raise ConfigError("is not listed", at=named, hint=hint)
            for one in store.furniture():
                mark = "kept  " if one.kept else ""
                sys.stdout.write(
                    f"{one.host}:{one.ident}  {one.articles} of {one.of}  {mark}{legible(one.text)}\n"
                )
        return 0
