"""`verify`: is the archive still what was recorded?"""

from __future__ import annotations

import hashlib
import sys
from typing import TYPE_CHECKING

from scraper.command import AfterwordCommand, archived
from storage import Store

if TYPE_CHECKING:
    import argparse


class Command(AfterwordCommand):
    """Reckon anew the hash of each version, over its text, its page and the version before it."""

    def syntax(self) -> str:
        """Return the shape of the command line."""
        return "[options] [URL ...]"

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "Prove that versions and their pages are still what was recorded"

    def long_desc(self) -> str:
        """Return what --help explains."""
        return (
            "Each version carries a hash over its address, time, text and page and over the hash of the "
            "version before it. They are reckoned anew and compared; what was altered or removed is told, "
            "with exit code 1. The last line sums all of them up in one hash: note it down elsewhere, and "
            "nobody can rewrite the archive up to that day unnoticed, not even with all hashes anew."
        )

    def work(self, args: list[str], opts: argparse.Namespace) -> int:  # noqa: ARG002 - Scrapy calls it so
        """Print a line for each version that is not as recorded, and the sum."""
        total, wrong, articles, summed = 0, 0, set[str](), hashlib.sha256()
        with Store(self.store_path, read_only=True) as store:
            urls = tuple(archived(store, url).url for url in args) or (None,)
            for proof in (each for url in urls for each in store.proofs(url)):
                summed.update(f"{proof.url} {proof.number} {proof.chain}\n".encode())
                articles.add(proof.url)
                total += 1
                if proof.wrong:
                    wrong += 1
                    sys.stdout.write(f"{proof.url} version {proof.number}: {proof.wrong}\n")
        told = f"{wrong} not as recorded" if wrong else "all as recorded"
        sys.stdout.write(
            f"articles {len(articles)}, versions {total}: {told}; SHA-256 {summed.hexdigest()}\n"
        )
        return int(wrong > 0)
