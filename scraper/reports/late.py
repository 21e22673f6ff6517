"""How an overdue announcement is told: the sentence, the time that it named, and how long that is past."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from scraper.reports.wording import Style, count, moment, plain

if TYPE_CHECKING:
    from datetime import date

    from scraper.article import Overdue, Promise
    from scraper.reports.digest import Digest

EXPLAINED = "The time has passed, and the article still looks forward to it."


def shown(digest: Digest, style: Style) -> tuple[Overdue, ...]:
    """Return the overdue announcements to show, the most prominent ones."""
    return digest.overdue[: style.overdue]


def kept_back(digest: Digest, style: Style) -> str:
    """Return how many overdue announcements are not shown, or nothing."""
    more = len(digest.overdue) - style.overdue
    return f"{count(more, 'more announcement')} overdue. To see all:" if more > 0 else ""


def number(digest: Digest) -> str:
    """Return how many announcements are overdue, or nothing."""
    return f"{count(len(digest.overdue), 'announcement')} overdue" if digest.overdue else ""


def said(one: Overdue | Promise) -> tuple[str, str, str]:
    """Return the sentence around the words that announce: before, those words, after."""
    sentence, words = plain(one.said.sentence), plain(one.said.words)
    before, found, after = sentence.partition(words)
    return (before, found, after) if found else (sentence, "", "")


def due(one: Overdue, style: Style) -> str:
    """Return when it was to happen: a moment by the reader's clock, or the days that the text names."""
    start, latest = one.said.start, one.said.latest or one.said.start
    if start is None or latest is None or isinstance(latest, datetime):
        return moment(one.closes, style)
    return f"{day(start)} to {day(latest)}" if day(start) != day(latest) else day(start)


def named(one: Promise, style: Style) -> str:
    """Return for when an announcement is, as its text names it; nothing where it names no time."""
    start, latest = one.said.start, one.said.latest or one.said.start
    if start is None or latest is None:
        return ""
    if not isinstance(start, datetime):
        return f" for {day(start)}" + (f" to {day(latest)}" if day(latest) != day(start) else "")
    return f" for {moment(start, style)}" if start.tzinfo else f" for {day(start)}, {start:%H:%M} local time"


def fate(one: Promise, style: Style) -> str:
    """Return what became of an announcement."""
    if one.ended is not None:
        return f"{FATES.get(one.fate, one.fate)} in version {one.ended}"
    found = f", seen {moment(one.fate_at, style)}" if one.fate_at else ""
    return f"{FATES.get(one.fate, one.fate)}{found}"


FATES = {"pending": "still open", "moved": "moved to another time"}


def day(when: date) -> str:
    """Return a day in full.

    >>> day(datetime(2026, 3, 2))
    'Mon 2 Mar 2026'
    """
    return f"{when:%a} {when.day} {when:%b %Y}"


def lateness(one: Overdue, style: Style) -> str:
    """Return for how long it was overdue when the article was last read."""
    return f"by {length(one.last_seen - one.closes)}, when last seen {moment(one.last_seen, style)}"


def length(time: timedelta) -> str:
    """Return a duration in the largest unit that fits it twice.

    >>> length(timedelta(minutes=90)), length(timedelta(hours=30)), length(timedelta(days=3))
    ('90 minutes', '30 hours', '3 days')
    """
    minutes = int(time / timedelta(minutes=1))
    if minutes < 120:
        return count(minutes, "minute")
    return count(minutes // 60, "hour") if minutes < 48 * 60 else count(minutes // 1440, "day")
