"""`fixture`: save a page with what is read off it as a golden case."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.command import AfterwordCommand
from scraper.errors import AfterwordError, ConfigError
from scraper.golden import case_name, check_case, write_case
from scraper.looking import looked_at, read
from scraper.reports.wording import count
from spiders.visiting import rules

if TYPE_CHECKING:
    import argparse


class Command(AfterwordCommand):
    """Save a golden case, to be read through, corrected by hand and kept; or check those there are."""

    def syntax(self) -> str:
        """Return the shape of the command line."""
        return "[options] URL|FILE"

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "Save a page and what is read off it as a golden case, or check the cases"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--dir", default="tests/sites", help="where the cases are (default: tests/sites)")
        parser.add_argument("--site", metavar="NAME", help="use this site's rules (default: by the address)")
        parser.add_argument("--case", metavar="NAME", help="the case's folder (default: by the address)")
        parser.add_argument("--force", action="store_true", help="write over a case that is there")
        parser.add_argument("--url", metavar="URL", help="the address of a page read from a file")
        parser.add_argument("--check", action="store_true", help="only compare every case with its page")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:
        """Write DIR/SITE/CASE/page.html and expected.json, or check all that are there."""
        if opts.check:
            return self.check(Path(opts.dir))
        if len(args) != 1 or self.settings is None:
            raise ConfigError("name one address or file", hint="afterword fixture https://example.org/news/1")
        page = looked_at(self.settings, args[0], opts.url)
        _, verdict, site = read(self.config, page, opts.site)
        folder = Path(opts.dir) / site.name / (opts.case or case_name(page.final_url))
        if (folder / "expected.json").exists() and not opts.force:
            hint = "--case NAME writes another, --force writes over it"
            raise ConfigError("is there already; it was left as it is", at=str(folder), hint=hint)
        content_type = page.headers.get("content-type")
        path = write_case(folder, page.body, page.final_url, content_type, rules(site))
        sys.stdout.write(f"wrote {path} (verdict: {verdict.outcome}); read it through before you keep it\n")
        return 0

    def check(self, folder: Path) -> int:
        """Print each difference of each case; exit code 1 when there is one."""
        cases = sorted(path.parent for path in folder.rglob("expected.json"))
        if not cases:
            raise AfterwordError(
                "holds no case", at=str(folder), hint="`afterword fixture URL|FILE` writes one"
            )
        different = {case: found for case in cases if (found := check_case(case))}
        for case, found in different.items():
            for field, (expected, got) in found.items():
                sys.stdout.write(f"{case}: {field}: expected {expected!r}, read {got!r}\n")
        sys.stdout.write(f"{count(len(cases), 'case')}, {len(different)} differ\n")
        return int(bool(different))
