"""Which moment does a clock mean on a day? Two clocks that tell one moment fix the offset."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from scraper.zones import known_zone

if TYPE_CHECKING:
    from datetime import tzinfo

    from scraper.announcements.mentions import Clock

_DAY = 24 * 60


def moment(clock: Clock, day: date, zone: str | None, *, translated: date | None = None) -> datetime:
    """Return the moment of `clock` on `day`: aware where its words or a second clock fix the offset.

    `zone` stands in where nothing is said; `translated` is the day that the second clock names.
    Midnight ends the day it is said of.
    """
    wall = datetime.combine(day, time(clock.hour, clock.minute or 0)) + timedelta(
        days=1 if clock.midnight else 0
    )
    if clock.other:
        return wall.replace(tzinfo=_offset(wall, clock.other, translated))
    if clock.zone is None or clock.zone == "local":
        return wall.replace(tzinfo=known_zone(zone)) if zone else wall
    return wall.replace(tzinfo=_tzinfo(clock.zone, wall))


def _tzinfo(zone: str | int, wall: datetime) -> tzinfo:
    """Return a fixed offset: that of the named zone at that wall time."""
    if isinstance(zone, int):
        return timezone(timedelta(minutes=zone))
    return timezone(wall.replace(tzinfo=known_zone(zone)).utcoffset() or timedelta())


def _offset(wall: datetime, other: Clock, translated: date | None) -> tzinfo:
    """Return the offset at which `wall` is the moment that the other clock tells.

    Without a day on the other clock the offset is taken within -11 to +13 hours.
    """
    there = datetime.combine(translated or wall.date(), time(other.hour, other.minute or 0))
    there_offset = _tzinfo(other.zone if other.zone not in {None, "local"} else 0, there).utcoffset(there)
    minutes = round((wall - (there - (there_offset or timedelta()))).total_seconds() / 60)
    minutes = (minutes + 11 * 60) % _DAY - 11 * 60
    return timezone(timedelta(minutes=minutes))
