"""Score the labels against edits of news texts that two readers labelled, and time the comparison.

The edits are split by a hash of their id. Rules were made on the first half; the errors of the second have
been read by now, too, so that only a set that nobody read (`--set FILE`) tells what to expect.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
from pathlib import Path
from typing import Any

from scraper.edits import label

SHARED = Path(os.environ.get("AFTERWORD_SHARED", Path(__file__).parent.parent.parent / "shared"))
LABELS = (
    "tense", "number", "when", "name", "quote", "attribution", "certainty",
    "polarity", "spelling", "wording", "detail",
)  # fmt: skip
Row = dict[str, Any]
Verdict = tuple[bool, bool]  # held by the readers?, found by us?


def developing(row: Row) -> bool:
    """Tell whether a row is of the half that rules were made on from the start."""
    return hashlib.sha256(row["id"].encode()).digest()[0] % 2 == 0


def verdicts(rows: list[Row], name: str) -> list[Verdict]:
    """Return what the readers held and what the program found, without the rows they disagree on."""
    if name == "substantive":
        pairs = [
            (row["substantive"], row["found"].substantive) for row in rows if row["substantive"] is not None
        ]
        return [(bool(held), found) for held, found in pairs]
    if name == "not substantive":
        return [(not held, not found) for held, found in verdicts(rows, "substantive")]
    return [
        (name in row["labels"], name in row["found"].labels) for row in rows if name not in row["disputed"]
    ]


def scores(pairs: list[Verdict]) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    hits = sum(held and found for held, found in pairs)
    found, held = sum(pair[1] for pair in pairs), sum(pair[0] for pair in pairs)
    precision, recall = hits / found if found else 0.0, hits / held if held else 0.0
    return precision, recall, 2 * hits / (found + held) if found + held else 0.0


def interval(pairs: list[Verdict]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of F1."""
    draw = random.Random(1)
    drawn = sorted(scores(draw.choices(pairs, k=len(pairs)))[2] for _ in range(500))
    return drawn[12], drawn[487]


def table(title: str, rows: list[Row]) -> None:
    """Print a line for each label."""
    print(f"\n{title}: {len(rows)} edits\n\n| label | held | precision | recall | F1 | 95 % |\n{'|---' * 6}|")
    for name in (*LABELS, "substantive", "not substantive"):
        pairs = verdicts(rows, name)
        low, high = interval(pairs)
        shown = " | ".join(f"{part:.2f}" for part in scores(pairs))
        print(f"| {name} | {sum(pair[0] for pair in pairs)} | {shown} | {low:.2f} to {high:.2f} |")


def directions(rows: list[Row]) -> None:
    """Print how often a tense edit that both found has the readers' direction."""
    both = [row for row in rows if "tense_direction" in row and "tense" in row["found"].labels]
    notes = [
        [each.note.replace(" ", "") for each in row["found"].evidence if each.label == "tense"]
        for row in both
    ]
    right = sum(row["tense_direction"] in note for row, note in zip(both, notes, strict=True))
    print(f"\ndirection of tense right in {right} of {len(both)}")


def errors(rows: list[Row], wanted: str) -> None:
    """Print the edits that the program labels otherwise than the readers."""
    for row in rows:
        names = [wanted] if wanted else [*LABELS, "substantive"]
        wrong = [name for name in names for held, found in verdicts([row], name) if held != found]
        if wrong:
            found = row["found"]
            print(f"\n{row['id']} {', '.join(wrong)}\n  - {row['before']}\n  + {row['after']}")
            print(f"  held {row['labels']} {row['substantive']}, found {found.labels} {found.substantive}")


def main() -> None:
    """Print the tables, or the errors of the first half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", nargs="?", const="", help="list the errors, of one label if it is named")
    parser.add_argument("--set", type=Path, help="score another labelled file in the form of the gold set")
    options = parser.parse_args()
    source = options.set or SHARED / "gold" / "edits.json"
    if not source.exists():
        sys.exit(print(f"skipped: {source} is not there"))
    rows = [
        row | {"found": label(row["before"], row["after"])} for row in json.loads(source.read_text("utf-8"))
    ]
    if options.set:
        table(source.name, rows)
        directions(rows)
        return
    halves = [row for row in rows if developing(row)], [row for row in rows if not developing(row)]
    if options.errors is not None:
        errors(halves[0], options.errors)
        return
    for title, half in zip(("first half", "second half"), halves, strict=True):
        table(title, half)
        directions(half)


if __name__ == "__main__":
    main()
