"""When things happen in the newsroom's small world: moments counted from its base time and its one event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

HOUSE_ZONE = ZoneInfo("Europe/London")
EASTERN = ZoneInfo("America/New_York")
_MOMENT = re.compile(r"(?P<anchor>base|event)\s*(?:(?P<sign>[+-])(?P<count>\d+)(?P<unit>[smhd]))?")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_AFTERNOON = 16


@dataclass(frozen=True, slots=True)
class Timetable:
    """The base time and the instant of the announced event, both aware UTC."""

    base: datetime
    event: datetime

    def instant(self, moment: str) -> datetime:
        """Return the instant of a moment such as `base -40m` or `event +2h`; ValueError for anything else.

        >>> timetable(datetime(2026, 6, 15, 8, tzinfo=UTC)).instant("event +20m").isoformat()
        '2026-06-15T10:20:00+00:00'
        """
        found = _MOMENT.fullmatch(moment.strip())
        if not found:
            raise ValueError(f"not a moment: {moment!r} (write it like 'base -40m' or 'event +2h')")
        anchor = self.base if found["anchor"] == "base" else self.event
        if not found["unit"]:
            return anchor
        offset = timedelta(**{_UNITS[found["unit"]]: int(found["count"])})
        return anchor - offset if found["sign"] == "-" else anchor + offset

    def words(self) -> dict[str, str]:
        """Return the words that stories may use in braces for the event and for nearby days.

        >>> words = timetable(datetime(2026, 6, 15, 6, 30, tzinfo=UTC)).words()
        >>> "{weekday}, {local} local time ({eastern} ET)".format(**words)
        'Monday, 4:30 pm local time (4:30 am ET)'
        """
        there = self.event.astimezone(port_selene(self.event))
        home = self.base.astimezone(HOUSE_ZONE)
        days = {f"day{n:+d}": home + timedelta(days=n) for n in range(-7, 8)}
        return {
            "weekday": f"{there:%A}",
            "eve": f"{there - timedelta(days=1):%A}",
            "local": clock(there),
            "eastern": clock(self.event.astimezone(EASTERN)),
            "today": f"{home:%A}",
            "yesterday": f"{home - timedelta(days=1):%A}",
        } | {name: f"{day:%A} {day.day} {day:%B}" for name, day in days.items()}


def timetable(base: datetime, event_in: timedelta = timedelta(hours=2)) -> Timetable:
    """Return the timetable for a base time, the event rounded up to a time that people would announce.

    ValueError for a base without a time zone.
    """
    if base.tzinfo is None:
        raise ValueError(f"the base time has no time zone: {base}")
    start = base.astimezone(UTC).replace(microsecond=0)
    step = timedelta(minutes=5 if event_in >= timedelta(minutes=30) else 1)
    midnight = start.replace(hour=0, minute=0, second=0)
    return Timetable(start, midnight + -(-(start + event_in - midnight) // step) * step)


def port_selene(instant: datetime) -> timezone:
    """Return the clock of the lead story's made-up capital: where it is afternoon when the event takes place.

    No president receives guests at four in the morning, whenever the newsroom is started. Clocks more than
    eleven hours ahead or nine behind are left out: they would show the same time of day a day apart.
    """
    hour = instant.astimezone(UTC).hour
    ahead = min(11, _AFTERNOON - hour) if hour >= 4 else max(-9, _AFTERNOON - 24 - hour)
    return timezone(timedelta(hours=ahead))


def clock(moment: datetime) -> str:
    """Return the time of day as news texts write it.

    >>> clock(datetime(2026, 6, 15, 0, 5))
    '12:05 am'
    """
    return f"{moment.hour % 12 or 12}:{moment:%M} {'am' if moment.hour < 12 else 'pm'}"
