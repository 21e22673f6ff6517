"""Instants as pages write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from dateutil import parser

from scraper.zones import known_zone

# From the first newspaper on. What lies beyond is a program's way to say that there is no date: 0001-01-01.
YEARS = range(1605, 2500)


def instant(text: str, zone: str = "UTC") -> datetime | None:
    """Read a date or date and time as aware UTC; one that names no offset is of `zone`.

    >>> instant("2025-06-05T14:46:12+02:00").isoformat()
    '2025-06-05T12:46:12+00:00'
    >>> instant("2025-06-05 09:00", "Asia/Tokyo").isoformat()
    '2025-06-05T00:00:00+00:00'
    >>> instant("4 May 2031 10:00 CEST").isoformat()
    '2031-05-04T08:00:00+00:00'
    >>> instant("no date")
    >>> instant("0001-01-01T00:00:00Z")
    """
    moment = iso(text.strip()) or loose(text.strip())
    if moment is None or moment.year not in YEARS:
        return None
    local = moment if moment.tzinfo else moment.replace(tzinfo=known_zone(zone))
    try:
        return local.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def iso(text: str) -> datetime | None:
    """Read ISO 8601."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def loose(text: str) -> datetime | None:
    """Read a machine's or an English page's date; day, month and year must all be there."""
    if not any(digit.isdigit() for digit in text) or len(text) > 60:
        return None
    try:
        first, second = (parser.parse(text, default=base, tzinfos=named_zone) for base in _BASES)
    except (ValueError, OverflowError, TypeError):
        return None
    return first if first == second else None


# A date that leaves out its day, month or year takes it from the default, and so differs between these.
_BASES = (datetime(2001, 2, 3), datetime(2002, 3, 4))  # noqa: DTZ001 -- naive: only to find what is missing


# Hours east of UTC; names that mean several zones (IST, BST in Asia) are those of the English-language press.
_HOURS: dict[str, float] = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "SAST": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10,
    "AEDT": 11, "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip


def named_zone(name: str | None, offset: int | None) -> timezone | None:
    """Return the zone of an offset in seconds or of a common name; `None` where neither says one."""
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    return timezone(timedelta(hours=_HOURS[name])) if name in _HOURS else None
