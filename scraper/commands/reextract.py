"""`reextract`: read the stored pages anew with today's extractor, and show what would change."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console

from scraper.article import fingerprint
from scraper.command import AfterwordCommand, archived, count
from scraper.edits import compare
from scraper.edits.shown import rows
from scraper.edits.terminal import Drawn
from scraper.extraction import extract, extractor
from scraper.reports.wording import count as counted
from spiders.visiting import rules
from storage import Store

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from scraper.article import Article, Version


class Command(AfterwordCommand):
    """Renew the readings of history: shows what would change, and writes only when told to."""

    def syntax(self) -> str:
        """Return the shape of the command line."""
        return "[options] [URL ...]"

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "Read stored pages anew by today's extractor and rules; --write renews the newest text"

    def long_desc(self) -> str:
        """Return what --help explains."""
        return (
            "An upgrade, or another selector, language or time zone of a site, changes how pages are read. "
            "A re-visit reads the last version's stored page anew before it compares, so that raises no "
            "false edit by itself. This command shows, for the given articles or for all, how the newest "
            "version would read today. With --write that reading is added beside the version, which itself "
            "is never rewritten."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--write", action="store_true", help="keep the new readings")
        parser.add_argument(
            "--limit", type=count, default=100, help="show at most so many differences (default: 100)"
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """Go through the newest versions; exit code 0 whether or not anything differs."""
        seen = different = 0
        with Store(self.store_path, read_only=not opts.write) as store:
            for ident, url, version, article, reader in self.readings(store, args):
                seen += 1
                if fingerprint(article) == fingerprint(version.article):
                    continue
                different += 1
                if different <= opts.limit:
                    show(url, version, article)
                if opts.write:
                    store.renew_reading(ident, version.number, article, reader, self.now())
        verb = "differs" if different == 1 else "differ"
        done = "renewed" if opts.write else f"{verb} now (--write keeps that)"
        sys.stdout.write(
            f"{counted(seen, 'version')} read by another extractor or other rules, {different} {done}\n"
        )
        return 0

    def readings(self, store: Store, args: list[str]) -> Iterator[tuple[int, str, Version, Article, str]]:
        """Yield the newest version of each article read otherwise, with today's reading and reader."""
        for url in [archived(store, arg).url for arg in args] or store.urls():
            known = store.known(url)
            version = known.last if known else None
            if known is None or version is None:
                continue
            chosen = rules(self.config.of(known.site))
            reader = extractor(chosen)
            page = store.page(url, version.number) if version.extractor != reader else None
            if page:
                article = extract(page.body, page.url, content_type=page.content_type, rules=chosen)
                yield known.ident, url, version, article, reader


def show(url: str, version: Version, article: Article) -> None:
    """Print how a version reads otherwise today."""
    sys.stdout.write(f"{url} version {version.number}\n")
    edits = compare(version.article, article)
    Console(width=80, highlight=False).print(Drawn(rows(article, edits)))
