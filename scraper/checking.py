"""What a value of the configuration must be to be used: checked by what will use it."""

from __future__ import annotations

import re
from datetime import UTC, tzinfo
from email.errors import MessageError
from email.headerregistry import Address
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apscheduler.triggers.cron import CronTrigger
from babel import Locale
from babel.core import get_global, parse_locale

from scraper.selectors import compiled


def checked_pattern(key: str, pattern: str) -> None:
    """Refuse what is not a regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{key}: {pattern!r} is not a regular expression: {error}") from error


def checked_address(key: str, address: str) -> None:
    """Refuse what a letter cannot be addressed to, by the library that will write the letter's headers."""
    try:
        read = Address(addr_spec=address).addr_spec
    except (ValueError, AttributeError, IndexError, MessageError):  # two of them are slips of the library
        read = ""
    if read != address or not address.isascii():
        raise ValueError(f"{key}: {address!r} is not a mail address such as 'desk@example.org'")


def checked_host(host: str) -> None:
    """Refuse the name of a server that has its port or a scheme beside it."""
    if "/" in host or host.count(":") == 1:  # an IPv6 address has more of them
        raise ValueError(f"host = {host!r} is not the name of a server alone; its port stands in `port`")


def checked_selector(key: str, selector: str | None) -> None:
    """Refuse what selects no elements."""
    if selector is None:
        return
    try:
        compiled(selector)
    except ValueError as error:
        raise ValueError(f"{key} = {selector!r} {error}") from error


def zone(name: str) -> tzinfo:
    """Return the time zone of an IANA name."""
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"timezone = {name!r} is not an IANA time zone such as 'Europe/Brussels'") from error


def checked_language(tag: str | None) -> None:
    """Refuse what is no BCP 47 tag of a language that Unicode's CLDR knows."""
    if tag is None:
        return
    known = Locale("en").languages  # each by its shortest code
    try:
        language = parse_locale(tag, sep="-")[0]
    except ValueError:
        language = ""
    if language not in known:
        named = {**{name.lower(): code for code, name in known.items()}, **get_global("language_aliases")}
        meant = named.get(language or tag.lower(), tag.replace("_", "-"))
        hint = f" (did you mean {meant!r}?)" if meant != tag else ""
        raise ValueError(f"language = {tag!r} is not a language tag such as 'en' or 'de-AT'{hint}")


def cron(expression: str, timezone: str) -> CronTrigger:
    """Return when a five-field cron expression fires."""
    where = zone(timezone)
    *fields, weekdays = expression.split() or [""]
    try:
        named = " ".join([*fields, named_days(weekdays)])
        trigger: CronTrigger = CronTrigger.from_crontab(named, where)
    except ValueError as error:
        raise ValueError(
            f"schedule = {expression!r} is not a cron expression ('0 7 * * *' is 7 every day): {error}"
        ) from error
    return trigger


def named_days(field: str) -> str:
    """Return a crontab's weekdays by name: there 0 and 7 are Sunday, in APScheduler 0 is Monday.

    >>> named_days("1-5"), named_days("0,3"), named_days("mon-fri"), named_days("*")
    ('mon,tue,wed,thu,fri', 'sun,wed', 'mon-fri', '*')
    """
    if not re.fullmatch(r"[0-7](-[0-7])?(,[0-7](-[0-7])?)*", field):
        return field
    spans = [[int(number) for number in part.split("-")] for part in field.split(",")]
    return ",".join(DAYS[day % 7] for span in spans for day in range(span[0], span[-1] + 1))


DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
