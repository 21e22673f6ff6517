"""Which announced event should call us back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from scraper.announcements import instants

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scraper.article import Announcement

_FURTHEST = timedelta(days=60)
_WIDEST = timedelta(days=3)
"""An event known only to the month pulls no visit: the age curve knows as much."""


def cue(
    announcements: Iterable[Announcement], now: datetime, zone: str = "UTC"
) -> tuple[datetime, datetime] | None:
    """Return from when to when the next announced event should happen, in UTC, or None.

    `zone` is the site's; it places dates and times without an offset. Of the events not yet over, the one
    that is sure to be over first counts, so that an hour goes before its day; one known no better than to
    some days does not.
    """
    windows = (instants(announcement, zone) for announcement in announcements)
    known = [window for window in windows if window and window[1] - window[0] <= _WIDEST]
    coming = (w for w in known if now < w[1] + timedelta(hours=2) and w[0] < now + _FURTHEST)
    return min(coming, key=lambda window: window[::-1], default=None)
