"""`due`: what is visited next, and why."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from scraper.address import clean
from scraper.command import AfterwordCommand
from scraper.errors import AfterwordError
from scraper.outlook import coming, reason, statistics
from scraper.planning import Planner
from scraper.polling import next_polls
from storage import Store

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    Row = dict[str, str | datetime | None]


class Command(AfterwordCommand):
    """List what comes next and why, explain one article, or tell how well the visits were spent."""

    def syntax(self) -> str:
        """Return the shape of the command line."""
        return "[options]"

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "List what is visited next and why; --stats tells how well visits were spent"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--limit", type=int, default=20, help="how many (default: 20)")
        parser.add_argument("--url", metavar="URL", help="explain one article")
        parser.add_argument("--stats", action="store_true", help="how well visits were spent")
        parser.add_argument("--hours", type=float, default=24.0, help="of --stats (default: 24)")
        parser.add_argument("--json", action="store_true", help="print JSON")
        following = "when each crawl is next worth its start, soonest first: what the scheduler asks"
        parser.add_argument("--next", action="store_true", help=following)

    def work(self, args: list[str], opts: argparse.Namespace) -> int:  # noqa: ARG002 - Scrapy calls it so
        """Print what was asked for."""
        with Store(self.store_path, read_only=not opts.next) as store:
            planner = Planner(store, self.config)
            if opts.next:
                sys.stdout.writelines(
                    f"{at.isoformat()} {name}\n" for at, name in starts(planner, self.now())
                )
                return 0
            if opts.stats:
                lines = list(statistics(planner, self.now(), opts.hours))
                sys.stdout.write("\n".join(lines) + "\n")
                return 0
            found = [one(planner, opts.url)] if opts.url else several(planner, opts.limit)
        self.show(found, as_json=opts.json)
        return 0

    def show(self, found: list[Row], *, as_json: bool) -> None:
        """Print the visits to come."""
        if as_json:
            sys.stdout.write(json.dumps(found, indent=2, default=str, ensure_ascii=False) + "\n")
            return
        for each in found:
            due = each["due"]
            at = f"{due:%Y-%m-%d %H:%M:%S}" if due else "never"
            sys.stdout.write(f"{at}  {each['url']}\n    {each['why']}\n")
        if not found:
            sys.stdout.write("nothing is due\n")


def starts(planner: Planner, now: datetime) -> list[tuple[datetime, str]]:
    """Return when each crawl is next worth its start, soonest first; one that never is, is left out."""
    polls = [(at, site) for site, at in next_polls(planner.store, planner.config, now)]
    visit = planner.next_visit(now)
    return sorted([*polls, *([(visit, "recheck")] if visit else [])])


def several(planner: Planner, limit: int) -> list[Row]:
    """Return the next visits, each with its reason."""
    return [
        {"due": planned.due_at, "site": planned.site, "url": planned.url, "why": why}
        for planned, why in coming(planner, limit)
    ]


def one(planner: Planner, url: str) -> Row:
    """Return when one article is due and why.

    Raises:
        AfterwordError: it is not in the archive.
    """
    known, due = planner.store.known(clean(url)), planner.store.due_of(clean(url))
    if known is None or due is None:
        raise AfterwordError("is not in the archive", at=url, hint="afterword crawl article -a url=URL")
    why = reason(planner, known.url, due.at, due.reason) if due.at else "retired: it is not tracked any more"
    return {"due": due.at, "site": known.site, "url": known.url, "why": why}
