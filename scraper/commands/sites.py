"""`sites`: what is configured, and whether it answers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from scrapy.crawler import AsyncCrawlerProcess

from scraper.address import clean
from scraper.article import Outcome
from scraper.command import AfterwordCommand, json_text
from scraper.config import missing
from scraper.errors import ConfigError
from scraper.looking import NOTHING
from scraper.reports.wording import count
from spiders.site import SiteSpider, asked

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from scrapy.http import Response

    from scraper.config import Site
    from scraper.errors import ListingError
    from scraper.visit import Listing
    from spiders.listing import Leads

Place = tuple[str, str, str]  # site, kind and address of a listing


class Command(AfterwordCommand):
    """List the configured sites and ask each feed, sitemap and section page once."""

    def syntax(self) -> str:
        """Return the shape of the command line."""
        return "[options] [NAME ...]"

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "List the configured sites and whether their feeds answer"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --offline and --json."""
        super().add_options(parser)
        parser.add_argument("--offline", action="store_true", help="only list what is configured; ask nobody")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print a line for each listing; exit code 1 when one does not answer as it should."""
        names = [site.name for site in self.config.site]
        if not names:
            raise ConfigError("no site is configured", hint="see `afterword init`")
        for name in args:
            if name not in names:
                raise missing("site", name, names, "`afterword sites --offline` lists them")
        sites = [site for site in self.config.site if not args or site.name in args]
        answers = None if opts.offline else self.asked(sites)
        rows = [row(place, answers) for site in sites for place in places(site)]
        sys.stdout.write(json_text(rows) if opts.json else "".join(map(line, rows)))
        return int(any(row["ok"] is False for row in rows))

    def asked(self, sites: list[Site]) -> dict[Place, Listing]:
        """Return how each listing answers now; sites may share an address and read it otherwise."""
        found: list[Listing] = []
        process = AsyncCrawlerProcess(self.settings)
        for site in sites:
            process.crawl(Probe, site=site, found=found)
        process.start()
        return {(listing.site, listing.kind, listing.url): listing for listing in found}


class Probe(SiteSpider):
    """Ask a site's listings once: collect into `found` how they answer, visit and record nothing."""

    name = "probe"
    found: list[Listing]
    custom_settings = NOTHING

    def follow(self, response: Response, kind: str, leads: Leads, above: tuple[str, ...]) -> Iterator[Any]:  # noqa: ARG002 - nothing is followed
        """Collect an answer: a good one leads somewhere."""
        links = [clean(lead.url) for lead in leads.articles]
        reason = self.unfit(links)
        found = len([url for url in links if self.site.wants(url)] or leads.further)
        outcome = Outcome.FAILED if reason else Outcome.READ
        if not leads.complaint:
            self.found.append(self.polled(asked(response), kind, outcome, reason=reason, found=found))
        yield from ()

    def unfit(self, links: list[str]) -> str:
        """Return why no link of a listing is an article's; nothing where one is, or where there is none."""
        if not links or any(map(self.site.wants, links)):
            return ""
        barred = "`skip` leaves none" if any(map(self.site.keeps, links)) else "none fits `keep`"
        return f"{count(len(links), 'link')}, {barred}"

    def complain(self, url: str, kind: str, error: ListingError, **more: Any) -> Iterator[Listing]:  # noqa: ARG002 - the sentence says it
        """Collect what is wrong with a listing."""
        self.found.append(self.polled(url, kind, Outcome.FAILED, reason=f"{error.message} ({error.hint})"))
        yield from ()


def places(site: Site) -> Iterator[Place]:
    """Yield where a site's articles are listed; one place without an address where they are not."""
    kinds = ("feed", "sitemap", "section")
    listed = [(site.name, kind, url) for kind in kinds for url in getattr(site, f"{kind}s")]
    yield from listed or [(site.name, "", "")]


def row(place: Place, answers: Mapping[Place, Listing] | None) -> dict[str, object]:
    """Return what is known of one listing: nothing where nobody was asked, `answers` being `None`."""
    site, kind, url = place
    answer = answers.get(place) if answers is not None else None
    asked = answers is not None and url != ""
    ok = (answer is not None and answer.outcome == "read") if asked else None
    said = "nothing came of it: please report this" if asked else ""
    if not url:
        said = "no feed, sitemap or section: `crawl article` visits its pages"
    if answer is not None:
        said = count(answer.found, "article") if ok else answer.reason
    return {"site": site, "kind": kind, "url": url, "ok": ok, "answer": said}


def line(row: dict[str, object]) -> str:
    """Return a listing's line."""
    mark = {None: "  ", True: "ok", False: "NO"}[row["ok"]]  # type: ignore[index] # one of three
    where = " ".join(f"{row[name]:<{width}}" for name, width in (("site", 16), ("kind", 8), ("url", 0)))
    return f"{mark}  {where}  {row['answer']}".rstrip() + "\n"
