"""`diff`: two versions of an article beside each other."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from scraper.article import Revision
from scraper.command import AfterwordCommand, archived, count, json_text
from scraper.edits import compare
from scraper.edits.shown import as_dict, rows
from scraper.edits.terminal import Drawn
from scraper.errors import AfterwordError, ConfigError
from scraper.reports.facts import remarks
from scraper.reports.markup import comparison
from scraper.reports.wording import Style, moment, plain
from scraper.reports.wording import count as counted
from storage import Store

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from scraper.article import Version

LEAST = 20


class Command(AfterwordCommand):
    """Compare two versions: side by side on a wide terminal, inline on a narrow one."""

    def syntax(self) -> str:
        """Return the shape of the command line."""
        return "[options] URL [A B]"

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "Compare two versions of an article (the last two, or A and B by number)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--html", action="store_true", help="print an HTML page")
        parser.add_argument("--width", type=columns, help="columns, 20 or more; from 100 on side by side")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the comparison; exit code 1 when there is nothing to compare."""
        if len(args) not in {1, 3}:
            raise ConfigError(
                "name an address, or an address and two version numbers", hint="afterword diff URL 1 3"
            )
        with Store(self.store_path, read_only=True) as store:
            found = step(store, args[0], args[1:])
        if opts.json:
            sys.stdout.write(json_text(as_json(found)))
            return 0
        shown = rows(found.new.article, found.edits)
        if opts.html:
            sys.stdout.write(comparison(found, shown, Style(titles=self.config.titles)))
            return 0
        console = Console(width=opts.width or max(LEAST, Console().width), highlight=False)
        console.print(*head(found, Style(titles=self.config.titles)), sep="\n")
        console.print(Drawn(shown))
        return 0


def head(found: Revision, style: Style) -> Iterator[Text]:
    """Yield what is compared, when each was first seen, and what is known of the step as a whole."""
    old, new = found.old, found.new
    yield Text(plain(new.article.headline or "") or plain(found.url), style="bold")
    yield Text(plain(found.url), no_wrap=True, overflow="ignore")
    yield Text(f"version {old.number} -> version {new.number}: {counted(len(found.edits), 'edit')}")
    yield Text(f"first seen {moment(old.seen_at, style)} -> {moment(new.seen_at, style)}")
    yield from map(Text, remarks(found, style) if found.reason else ())
    yield Text()
    if not found.edits:
        yield Text("Not a word of the two differs.")


def columns(text: str) -> int:
    """Return a width as an option gives it; in fewer columns words would stand in pieces."""
    if (found := count(text)) < LEAST:
        raise ArgumentTypeError(f"{text!r} is too narrow to read: {LEAST} columns or more")
    return found


def step(store: Store, url: str, numbers: list[str]) -> Revision:
    """Return the step from one version to another as it reads today, with what is known of it as a whole.

    Raises:
        AfterwordError: there are no two versions, or not of those numbers.
    """
    known = archived(store, url)
    old, new = chosen(store.versions(known.url), numbers, url)
    edits = compare(old.article, new.article)
    kept = [
        each
        for each in store.revisions(known.url)
        if (each.old.number, each.new.number) == (old.number, new.number)
    ]
    bare = Revision(known.site, known.url, old, new, edits, new.seen_at)
    return replace(kept[0], edits=edits) if kept else bare


def as_json(found: Revision) -> dict[str, object]:
    """Return a comparison as JSON can hold it."""
    edits = [as_dict(edit) for edit in found.edits]
    return {"url": found.url, "from": found.old.number, "to": found.new.number, "edits": edits}


def chosen(versions: tuple[Version, ...], numbers: list[str], url: str) -> tuple[Version, Version]:
    """Return the two versions that are meant.

    Raises:
        AfterwordError: there are no two versions, or not of those numbers.
    """
    if len(versions) < 2:
        few = "one version only" if versions else "no version yet"
        raise AfterwordError(f"has {few}", at=url, hint="`afterword history URL` shows it")
    known = {str(version.number): version for version in versions}
    wanted = numbers or [str(version.number) for version in versions[-2:]]
    if missing := [number for number in wanted if number not in known]:
        raise AfterwordError(
            f"has no version {missing[0]}", at=url, hint=f"it has 1 to {versions[-1].number}"
        )
    return known[wanted[0]], known[wanted[1]]
