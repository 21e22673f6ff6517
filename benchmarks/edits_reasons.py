"""Count how the labels spread over the reasons that publishers of travel advice give for their edits.

One record in ten is read, chosen by a hash of its text. Lines that only repeat date and reason are left out.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from scraper.article import Article, Kind
from scraper.edits import compare

SHARED = Path(os.environ.get("AFTERWORD_SHARED", Path(__file__).parent.parent.parent / "shared"))
SHOWN = ("number", "when", "name", "tense", "certainty", "polarity", "detail", "wording", "spelling")
REASONS = {
    "editorial": r"editorial|typo|spelling|formatting|minor|link|reviewed for accuracy",
    "removed": r"remov",
    "new": r"\bnew\b|addition|added",
    "updated": r"updat|chang|review|revis",
}


def kind(reason: str | None) -> str:
    """Return the class of a publisher's reason: the first of REASONS that it mentions."""
    if not reason:
        return "none given"
    return next((name for name, words in REASONS.items() if re.search(words, reason.lower())), "another")


def text(markdown: str) -> tuple[str, ...]:
    """Return the paragraphs of a Markdown text without its signs and without lines of date and reason."""
    lines = (re.sub(r"\]\([^)]*\)|[\[*#\]]", "", line).strip() for line in markdown.split("\n"))
    return tuple(line for line in lines if line and not line.startswith(":"))


def main() -> None:
    """Print a row for each class of reason."""
    source = SHARED / "data" / "travel-advice.jsonl.gz"
    if not source.exists():
        sys.exit(print(f"skipped: {source} is not there"))
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            if hashlib.sha256(line.encode()).digest()[0] < 26:
                count(json.loads(line), labels)
    print(f"| reason | reworded | substantive | {' | '.join(SHOWN)} | added | removed |")
    print(f"|{'---|' * (len(SHOWN) + 5)}")
    for name, counts in sorted(labels.items(), key=lambda item: -item[1]["reworded"]):
        shares = " | ".join(
            f"{counts[label] / max(1, counts['reworded']):.0%}" for label in ("substantive", *SHOWN)
        )
        print(f"| {name} | {counts['reworded']} | {shares} | {counts['added']} | {counts['removed']} |")


def count(record: dict[str, Any], labels: dict[str, Counter[str]]) -> None:
    """Count the edits of one record under its reason."""
    counts = labels[kind(record["reason"])]
    for change in record["changes"]:
        old, new = (Article(language="en", paragraphs=text(change[side])) for side in ("old", "new"))
        for edit in compare(old, new):
            counts[str(edit.kind)] += 1
            if edit.kind is Kind.REWORDED:
                counts.update(edit.labels)
                counts["substantive"] += edit.substantive


if __name__ == "__main__":
    main()
