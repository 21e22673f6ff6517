"""`crawl`: Scrapy's own, with one closing line and an exit code that cron can use."""

from __future__ import annotations

import logging
import sys
from inspect import signature
from typing import TYPE_CHECKING

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from scraper.alone import alone
from scraper.closing import closing_line, exit_code, failure
from scraper.errors import AfterwordError, ConfigError
from scraper.exports import refuse_unwritable
from scraper.output import complain
from scraper.planning import Planner
from storage import Store

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from datetime import datetime

    from scrapy import Spider
    from scrapy.settings import Settings


class Command(ScrapyCrawl):
    """Visit what a site lists, one address (`crawl article`) or all that is due (`crawl recheck`)."""

    def syntax(self) -> str:
        """Return the shape of the command line."""
        return "[options] SITE|article|recheck"

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "Visit a site's articles now, one address, or all that is due"

    def long_desc(self) -> str:
        """Return what --help explains."""
        return (
            "SITE is the name of a [[site]] of afterword.toml; `crawl article -a url=URL` visits single "
            "addresses, `crawl recheck` everything that is due. `-a known=due` leaves known articles alone "
            "until they are due. "
            "Exit code 1 when a listing, an export or every visit failed, 3 when the database did."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, say what came of it, and choose the exit code."""
        if len(args) != 1:
            raise UsageError("name one spider: a site, article or recheck")
        try:
            path = self.settings["AFTERWORD_STORE"] if self.settings else ""
            with alone(path, f"crawl.{args[0]}") as first:
                if not first:
                    sys.stdout.write(f"{args[0]}: another crawl of it is running; this one does nothing\n")
                    return
                self.crawl(args[0], path, opts)
        except AfterwordError as error:
            complain(error)
            self.exitcode = error.exit_code

    def crawl(self, name: str, path: str, opts: argparse.Namespace) -> None:
        """Run the spider of that name to its end."""
        Store(path).close()
        hush()
        if self.crawler_process is None:
            return
        try:
            crawler = self._create_crawler(name)
        except KeyError as error:
            raise ConfigError(str(error.args[0])) from None
        refuse_unknown(crawler.spidercls, opts.spargs)
        refuse_unwritable(crawler.settings)
        crawler.spidercls(**opts.spargs)  # complains of its arguments in one line, before the reactor runs
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        figures = crawler.stats.get_stats() if crawler.stats else {}
        with Store(path, read_only=True) as store:
            following = next_visit(store, self.settings)
            sys.stdout.write(closing_line(name, figures, following) + "\n")
        if failed := failure(figures):
            complain(failed)
        self.exitcode = 1 if self.crawler_process.bootstrap_failed else exit_code(figures)


def refuse_unknown(spider: type[Spider], given: Iterable[str]) -> None:
    """Refuse arguments that a spider does not take: a slip would go unnoticed.

    Raises:
        ConfigError: there is such.
    """
    known = [name for name in signature(spider).parameters if name not in {"name", "kwargs"}]
    for name in given:
        if name not in known:
            hint = f"it takes -a {known[0]}=..." if known else "it takes no -a"
            raise ConfigError(f"-a {name} means nothing", at=f"spider {spider.name}", hint=hint)


def next_visit(store: Store, settings: Settings | None) -> datetime | None:
    """Return when the next recheck is worth its start."""
    return (
        Planner(store, settings["AFTERWORD"]).next_visit(settings["AFTERWORD_CLOCK"].now())
        if settings
        else None
    )


def hush() -> None:
    """Silence libraries that warn of what a visit's outcome says already, or that speak to programmers."""
    for name in ("scrapy.core.downloader", "scrapy.utils", "trafilatura", "py.warnings"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # A robots.txt that does not answer is told with all of its traceback; the visit then says the same.
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
