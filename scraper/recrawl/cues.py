"""Which announced event should call us back."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from scraper.article import Announcement

_FURTHEST = timedelta(days=60)
_WIDEST = timedelta(days=3)
"""An event known only to the month pulls no visit: the age curve knows as much."""


def cue(
    announcements: Iterable[Announcement], now: datetime, zone: tzinfo = UTC
) -> tuple[datetime, datetime] | None:
    """Return from when to when the next announced event should happen, in UTC, or None.

    `zone` is the site's; it places dates and times without an offset. Of the events not yet over, the
    earliest counts; one known no better than to some days does not.
    """
    windows = (_window(announcement, zone) for announcement in announcements)
    known = [window for window in windows if window and window[1] - window[0] <= _WIDEST]
    return min((w for w in known if now < w[1] + timedelta(hours=2) and w[0] < now + _FURTHEST), default=None)


def _window(announcement: Announcement, zone: tzinfo) -> tuple[datetime, datetime] | None:
    if announcement.start is None:
        return None
    start = _placed(announcement.start, zone, time.min)
    latest = _placed(announcement.latest or announcement.start, zone, time(23, 59))
    return start, max(start, latest)


def _placed(when: date | datetime, zone: tzinfo, at: time) -> datetime:
    """Return a date or datetime in UTC; a bare date becomes that day's `at` in the zone."""
    if not isinstance(when, datetime):
        return datetime.combine(when, at, zone).astimezone(UTC)
    return (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)
