"""What a crawl came to: one line for people, one number for cron."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scraper.errors import AfterwordError
from scraper.reports.wording import count

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_THINGS = {"correction", "revert", "stub"}


def closing_line(name: str, figures: Mapping[str, Any], next_due: datetime | None) -> str:
    """Return the closing line of a crawl.

    >>> closing_line("bbc", {"afterword/visit/read": 3, "afterword/version/first": 1}, None)
    'bbc: 3 visits (3 read), 1 new article, 0 new versions with 0 edits; nothing is due'
    """
    visits = outcomes(figures, "visit/")
    counted = ", ".join(f"{number} {outcome.replace('_', ' ')}" for outcome, number in visits.items())
    flags = "".join(f", {_flagged(flag, number)}" for flag, number in outcomes(figures, "flag/").items())
    due = f"next due {next_due:%Y-%m-%dT%H:%M:%SZ}" if next_due else "nothing is due"
    first, new, edits = (
        figures.get(f"afterword/{key}", 0) for key in ("version/first", "version/new", "edit")
    )
    versions = f"{count(new, 'new version')} with {count(edits, 'edit')}"
    brought = f"{count(first, 'new article')}, {versions}{flags}"
    return f"{name}: {count(sum(visits.values()), 'visit')} ({counted or idle(figures)}), {brought}; {due}"


def idle(figures: Mapping[str, Any]) -> str:
    """Return why a crawl made no visit.

    >>> idle({"afterword/links": 4, "afterword/wanted": 0})
    '4 links listed, none fits `keep` and `skip`'
    """
    if figures.get("afterword/exit"):
        return "none recorded"
    if rests := figures.get("afterword/resting"):
        host, until = rests
        return f"{host} turned us away and is left alone until {until:%Y-%m-%dT%H:%M:%SZ}"
    links = figures.get("afterword/links", 0)
    if links and not figures.get("afterword/wanted"):
        return f"{count(links, 'link')} listed, none fits `keep` and `skip`"
    return (
        "no listing could be read" if figures.get("afterword/listing/failed") and not links else "none needed"
    )


def _flagged(flag: str, number: int) -> str:
    """Return how often a flag was set; some are things, some tell of what kind a version is.

    >>> _flagged("correction", 2), _flagged("updated", 2)
    ('2 corrections', '2 updated')
    """
    return count(number, flag) if flag in _THINGS else f"{number:,} {flag}"


def outcomes(figures: Mapping[str, Any], kind: str) -> dict[str, int]:
    """Return the figures of a kind by their last name, in order of name."""
    start = f"afterword/{kind}"
    return {key.removeprefix(start): figures[key] for key in sorted(figures) if key.startswith(start)}


def failure(figures: Mapping[str, Any]) -> AfterwordError | None:
    """Return what is wrong when every visit failed, told by the last one."""
    visits = outcomes(figures, "visit/")
    if not visits or not set(visits) <= {"failed", "blocked"}:
        return None
    url, reason = figures.get("afterword/failure", ("", ""))
    return AfterwordError(reason, at=url, hint="all visits failed" if sum(visits.values()) > 1 else "")


FAULTS = ("spider_exceptions/", "feedexport/failed_count/", "afterword/fault")


def exit_code(figures: Mapping[str, Any]) -> int:
    """Return 0 when all went as it may, 1 when a listing, an export, the spider or every visit failed.

    An error that ended the crawl brings its own.

    A single page that fails is recorded and tried again: cron need not wake anybody for it.

    >>> exit_code({"afterword/visit/failed": 1, "afterword/visit/read": 9})
    0
    >>> exit_code({"afterword/listing/failed": 1})
    1
    """
    stopped = figures.get("afterword/exit")
    if stopped:
        return int(stopped)
    useless = failure(figures) is not None
    broken = any(key.startswith(FAULTS) for key in figures)
    return int(useless or broken or bool(figures.get("afterword/listing/failed")))
