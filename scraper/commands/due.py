"""`due`: what is visited next, and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from scraper.command import AfterwordCommand, archived, count, hours, json_text
from scraper.explaining import facts, sentences
from scraper.outlook import coming, measured, reason, statistics
from scraper.planning import Planner
from scraper.polling import next_polls
from scraper.recrawl import Due
from storage import Store

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

Row = dict[str, Any]
RESEND = "report --resend"  # the command by which letters that wait are sent


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
        parser.add_argument("--limit", type=count, default=20, help="how many (default: 20)")
        parser.add_argument("--url", metavar="URL", help="explain one article")
        parser.add_argument("--stats", action="store_true", help="how well visits were spent")
        parser.add_argument("--hours", type=hours, default=24.0, help="of --stats (default: 24)")
        parser.add_argument("--json", action="store_true", help="print JSON")
        following = "when each crawl is next worth its start, soonest first: what the scheduler asks"
        parser.add_argument("--next", action="store_true", help=following)

    def work(self, args: list[str], opts: argparse.Namespace) -> int:  # noqa: ARG002 - Scrapy calls it so
        """Print what was asked for."""
        with Store(self.store_path, read_only=not opts.next) as store:
            sys.stdout.write(answer(Planner(store, self.config), self.now(), opts))
        return 0


def answer(planner: Planner, now: datetime, opts: argparse.Namespace) -> str:
    """Return what was asked for, as lines or as JSON."""
    if opts.next:
        found = [(at.isoformat(), name) for at, name in starts(planner, now)]
        named = [{"at": at, "command" if name == RESEND else "crawl": name} for at, name in found]
        return json_text(named) if opts.json else "".join(f"{at} {name}\n" for at, name in found)
    if opts.stats:
        figures = measured(planner, now, opts.hours)
        return json_text(figures) if opts.json else "\n".join(statistics(figures)) + "\n"
    rows = [one(planner, opts.url, now)] if opts.url else several(planner, opts.limit, now)
    return json_text(rows) if opts.json else "".join(map(shown, rows)) or "nothing is due\n"


def starts(planner: Planner, now: datetime) -> list[tuple[datetime, str]]:
    """Return when each crawl is next worth its start, soonest first; one that never is, is left out.

    So is the sending of letters that wait.
    """
    polls = [(at, site) for site, at in next_polls(planner.store, planner.config, now)]
    others = ((planner.next_visit(now), "recheck"), (planner.store.next_letter(), RESEND))
    return sorted([*polls, *((at, name) for at, name in others if at)])


def shown(row: Row) -> str:
    """Return the lines on a visit to come."""
    at = f"{row['due']:%Y-%m-%d %H:%M:%S} UTC" if row["due"] else "never"
    more = "".join(f"    {line}\n" for line in row.get("explained", ()))
    return f"{at}  {row['url']}\n    {row['why']}\n{more}"


def several(planner: Planner, limit: int, now: datetime) -> list[Row]:
    """Return the next visits, each with its reason."""
    return [
        {"due": planned.due_at, "site": planned.site, "url": planned.url, "why": why}
        for planned, why in coming(planner, limit, now)
    ]


def one(planner: Planner, url: str, now: datetime) -> Row:
    """Return when one article is due and what that rests on.

    Raises:
        AfterwordError: it is not in the archive.
    """
    known = archived(planner.store, url)
    plan = planner.store.plan_of(known.url)
    due = plan[1] if plan else Due(None, 0.0, "retired")
    why = reason(planner, known, due, now)
    row = {"due": due.at, "site": known.site, "url": known.url, "why": why}
    return {**row, **facts(planner, known, due, now), "explained": list(sentences(planner, known, due, now))}
