"""`diff`: two versions of an article beside each other."""

from __future__ import annotations

import json
import shutil
import sys
from html import escape
from typing import TYPE_CHECKING

from scraper.command import AfterwordCommand, archived, count
from scraper.edits import compare
from scraper.edits.shown import as_dict, html, rows
from scraper.edits.terminal import drawn
from scraper.errors import AfterwordError, ConfigError
from storage import Store

if TYPE_CHECKING:
    import argparse

    from scraper.article import Version

PAGE = """<!doctype html>
<html lang="{language}"><meta charset="utf-8"><title>{title}</title><body>{body}</body></html>
"""


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
        parser.add_argument("--width", type=count, help="columns; from 100 on side by side")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """Print the comparison; exit code 1 when there is nothing to compare."""
        if len(args) not in {1, 3}:
            raise ConfigError(
                "name an address, or an address and two version numbers", hint="afterword diff URL 1 3"
            )
        with Store(self.store_path, read_only=True) as store:
            old, new = chosen(store.versions(archived(store, args[0]).url), args[1:], args[0])
        edits = compare(old.article, new.article)
        if opts.json:
            found = {"from": old.number, "to": new.number, "edits": [as_dict(edit) for edit in edits]}
            sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
            return 0
        shown = rows(new.article, edits)
        if opts.html:
            title = f"{new.article.headline or args[0]}: version {old.number} and {new.number}"
            language = escape(new.article.language or "en", quote=True)
            sys.stdout.write(PAGE.format(language=language, title=escape(title), body=html(shown)))
            return 0
        width = opts.width or shutil.get_terminal_size((80, 24)).columns
        sys.stdout.write(f"version {old.number} -> version {new.number}: {len(edits)} edits\n\n")
        sys.stdout.write("\n".join(drawn(shown, width)) + "\n")
        return 0


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
