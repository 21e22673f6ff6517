"""How well are announced events found and dated? Real labelled sentences, against dateparser alone.

`python -m benchmarks.announcements [--errors]` reads `gold/events.json` of the shared data.
The sentences are split by a stable hash: `--errors` shows misses of the development half only.
`--set FILE` scores another file: a JSON list of objects with `id`, `published_at` (ISO 8601), `sentence`,
`context` (or null), `is_announcement`, `event_start` (ISO date or datetime, or null), `precision` and `note`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateparser.search import search_dates

from scraper.announcements import announced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scraper.article import Announcement

SHARED = Path(os.environ.get("AFTERWORD_SHARED", Path(__file__).parent.parent.parent / "shared"))
Found = tuple[date | datetime | None, str]
Finder = "Callable[[dict[str, Any]], Found | None]"


@dataclass
class Tally:
    """What one finder did on one half of the sentences."""

    hits: int = 0
    misses: int = 0
    false: int = 0
    dated: int = 0
    resolved: int = 0
    exact: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of finding an announcement at all."""
        return 2 * self.hits / max(1, 2 * self.hits + self.misses + self.false)

    def row(self, name: str, milliseconds: float) -> str:
        """Return the figures as a table row."""
        precision = self.hits / max(1, self.hits + self.false)
        recall = self.hits / max(1, self.hits + self.misses)
        return (
            f"| {name} | {precision:.3f} | {recall:.3f} | {self.f1:.3f} | {self.resolved}/{self.dated}"
            f" = {self.resolved / max(1, self.dated):.3f} | {self.exact}/{self.dated} | {milliseconds:.2f} |"
        )


def ours(row: dict[str, Any]) -> Found | None:
    """Ask the project."""
    found: Announcement | None = announced(row["sentence"], _when(row["published_at"]), row["context"])
    return None if found is None else (found.start, found.precision)


def dateparser_alone(row: dict[str, Any]) -> Found | None:
    """Ask dateparser: the first time it finds that lies on or after the day of publication."""
    published = _when(row["published_at"]).replace(tzinfo=None)
    settings = {"RELATIVE_BASE": published, "PREFER_DATES_FROM": "future"}
    found = search_dates(row["sentence"], languages=["en"], settings=settings) or []
    ahead = [moment for _, moment in found if moment.date() >= published.date()]
    return (ahead[0], "day") if ahead else None


def _when(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _read(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def same(found: date | datetime | None, gold: date | datetime, precision: str) -> bool:
    """Tell whether two times agree at a precision: the same ISO week, month, minute of the world ..."""
    return found is not None and _key(found, precision) == _key(gold, precision)


def _key(when: date | datetime, precision: str) -> object:
    day = when.date() if isinstance(when, datetime) else when
    if precision in {"minute", "hour"}:
        return _instant(when, precision)
    if precision == "week":
        return day.isocalendar()[:2]
    if precision == "month":
        return day.year, day.month
    if precision == "season":
        return _season(day)
    return day.year if precision == "year" else day


def _instant(when: date | datetime, precision: str) -> object:
    if not isinstance(when, datetime):
        return "no time"
    plain = when.replace(tzinfo=None) - (when.utcoffset() or timedelta())
    return when.tzinfo is None, plain if precision == "minute" else plain.replace(minute=0)


def _season(day: date) -> tuple[int, int]:
    months = day.year * 12 + day.month
    return divmod(months // 3, 4)


def develops(row: dict[str, Any]) -> bool:
    """Tell whether a row is of the development half: by the SHA-256 of its id."""
    return int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 2 == 0


def tally(
    rows: list[dict[str, Any]], finder: Callable[[dict[str, Any]], Found | None], *, show: bool = False
) -> Tally:
    """Count what a finder does on rows; `show` prints each error."""
    counts = Tally()
    for row in rows:
        verdict = _count(counts, row, finder(row))
        if show and verdict:
            print(
                f"{verdict}: {row['id']} {row['published_at']} {row['sentence']!r}\n    {row['context']!r}\n"
                f"    gold {row['event_start']} {row['precision']}, found {finder(row)}\n    {row['note']}"
            )
    return counts


def _count(counts: Tally, row: dict[str, Any], found: Found | None) -> str:
    if not row["is_announcement"]:
        counts.false += found is not None
        return "false alarm" if found else ""
    counts.hits += found is not None
    counts.misses += found is None
    if row["event_start"] is None:
        return "" if found else "missed"
    counts.dated += 1
    right = found is not None and same(found[0], _read(row["event_start"]), row["precision"])
    counts.resolved += right
    counts.exact += bool(right and found and found[1] == row["precision"])
    if found and right and found[1] != row["precision"]:
        return "other precision"
    return "" if right else "wrong time" if found else "missed"


def _timed(rows: Iterable[dict[str, Any]], finder: Callable[[dict[str, Any]], Found | None]) -> float:
    rows = list(rows)
    began = time.process_time()
    for row in rows:
        finder(row)
    return (time.process_time() - began) * 1000 / len(rows)


def main() -> None:
    """Print the figures of both halves, ours and the baseline's."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true", help="show the errors of the development half")
    options.add_argument("--set", type=Path, metavar="FILE", help="score a file of your own in gold's form")
    chosen = options.parse_args()
    path = chosen.set or SHARED / "gold" / "events.json"
    if not path.exists():
        print(f"skipped: no {path}")
        return
    parts = _parts(json.loads(path.read_text("utf-8")), whole=chosen.set is not None)
    print("| set, finder | precision | recall | F1 | dated resolved | precision named too | ms a sentence |")
    print("|---|---|---|---|---|---|---|")
    for finder in (ours, dateparser_alone):
        for name, part in parts.items():
            print(tally(part, finder).row(f"{name}, {finder.__name__}", _timed(part, finder)))
    if chosen.errors:
        tally(parts.get("development") or parts["all"], ours, show=True)


def _parts(rows: list[dict[str, Any]], *, whole: bool) -> dict[str, list[dict[str, Any]]]:
    """Return a file of one's own as it stands, the gold sentences by half."""
    if whole:
        return {"all": rows}
    return {
        "development": [row for row in rows if develops(row)],
        "report": [row for row in rows if not develops(row)],
    }


if __name__ == "__main__":
    main()
