"""Between which moments should an announced event have happened?"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from scraper.announcements.lexicon import data
from scraper.announcements.mentions import ZONES
from scraper.zones import known_zone

if TYPE_CHECKING:
    from datetime import tzinfo

    from scraper.article import Announcement

_PARTS = data("parts")
_PART = re.compile("|".join(_PARTS["hours"]), re.IGNORECASE)
_LOCAL = re.compile(_PARTS["local"])
_PLACE = re.compile(r"\b(?:" + "|".join(sorted(ZONES["places"], key=len, reverse=True)) + r")\b")


def instants(announcement: Announcement, zone: str) -> tuple[datetime, datetime] | None:
    """Return the first and last moment, aware UTC, at which the event may come; `None` for an undated one.

    `zone` is the site's time zone: it places what the text leaves open, unless the text speaks of the local
    time of a place that has one zone. A minute or an hour is its own moment, a day ends with that day.
    """
    start, latest = announcement.start, announcement.latest or announcement.start
    if start is None or latest is None:
        return None
    where = _place_zone(announcement.sentence) or known_zone(zone)
    opens, closes = _hours(announcement)
    first = start if isinstance(start, datetime) else _at(start, opens)
    last = latest if isinstance(latest, datetime) else _at(latest, closes)
    return _utc(first, where), _utc(last, where)


def _place_zone(sentence: str) -> tzinfo | None:
    """Return the zone of the one place whose local time a sentence speaks of."""
    if not _LOCAL.search(sentence):
        return None
    zones = {ZONES["places"][place] for place in _PLACE.findall(sentence)}
    return known_zone(zones.pop()) if len(zones) == 1 else None


def _hours(announcement: Announcement) -> tuple[int, int]:
    """Return the hours of the day between which the event may come."""
    part = _PART.search(announcement.words) if announcement.precision == "part-of-day" else None
    opens, closes = _PARTS["hours"][part[0].lower()] if part else (0, 24)
    return opens, closes


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(hours=hour)


def _utc(moment: datetime, where: tzinfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=where)).astimezone(UTC)
