"""Which day does a mention mean, seen from the day of publication? And what a stretch of days is."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.easter import easter

if TYPE_CHECKING:
    from collections.abc import Callable

    from scraper.announcements.lexicon import Lexicon

Parts = dict[str, str]
PAST, OPEN, FUTURE = -1, 0, 1
DAILY = {"day", "part-of-day"}
_LONG = 1000
FAR = -5.0  # how a year leans that is a target rather than an appointment
# How a bare weekday leans by its distance ahead: six days ahead is yesterday.
_NEARNESS = (-0.5, 0.5, 0.5, 0.25, 0.0, -0.5, -1.0)


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a mention allows; `sense` is the direction that its words alone tell.

    `precision` is part-of-day, day, week, month, season or year; `odds` leans towards what is near.
    """

    first: date
    last: date
    precision: str
    sense: int = OPEN
    odds: float = 0.0


def single(day: date, sense: int = OPEN, odds: float = 0.0, precision: str = "day") -> Days:
    """Return one day as a stretch of days."""
    return Days(day, day, precision, sense, odds)


def direction(when: date, day: date) -> int:
    """Return where a date lies as seen from a day: past, open (the same) or future."""
    return (when > day) - (when < day)


def month_of(first: date) -> tuple[date, date]:
    """Return the first and last day of the month of a date."""
    first = first.replace(day=1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def shifted(day: date, months: int) -> date:
    """Return the day `months` later, clipped to that month's length."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def which_one(parts: Parts, lexicon: Lexicon) -> str:
    """Return "next", "last" or "this": what the word before a weekday or a period says."""
    words = parts.get("which", "").lower().split()
    kinds = [kind for kind in ("last", "next") for word in words if lexicon.has(kind, word)]
    return kinds[0] if kinds else "this"


def _date(parts: Parts, day: date, lexicon: Lexicon) -> Days:
    """A day and month, perhaps with year and weekday: the next such date."""
    month = int(parts["nmonth"]) if "nmonth" in parts else named(lexicon, "months", parts["month"])
    number = int(parts["day"])
    if "year" in parts:
        when = date(int(parts["year"]), month, number)
        return single(when, direction(when, day), odds=-1.5 if (when - day).days > _LONG else 0.0)
    near = [
        date(year, month, number)
        for year in (day.year - 1, day.year, day.year + 1)
        if _exists(year, month, number)
    ]
    if "weekday" in parts:
        weekday = named(lexicon, "weekdays", parts["weekday"])
        fitting = [one for one in near if one.weekday() == weekday] or near
        when = min(fitting, key=lambda one: abs(one - day))
        return single(when, direction(when, day))
    return _upcoming(near, day)


def _exists(year: int, month: int, number: int) -> bool:
    return 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]


def _upcoming(near: list[date], day: date) -> Days:
    """Return the next of some dates; one just gone by is the likelier reading of the same words."""
    ahead = min(one for one in near if one >= day)
    behind = max((one for one in near if one < day), default=date.min)
    return single(ahead, odds=_date_odds((ahead - day).days, (day - behind).days))


def _date_odds(away: int, gone: int) -> float:
    """Return how a date without a year leans: one soon to come would else be nearly a year old."""
    if away == 0:
        return -0.5
    if away <= 60:
        return 2.5
    if away < 120:
        return 1.0
    return -2.5 if gone <= 30 else -1.0 if gone < 120 else 0.0


def named(lexicon: Lexicon, group: str, text: str) -> int:
    """Return the number of a weekday or month by its name, whatever its case."""
    words = lexicon.words[group]
    return int(words.get(text, words.get(text.lower(), words.get(text.capitalize(), 0))))


def _weekday(parts: Parts, day: date, lexicon: Lexicon) -> Days:
    """A weekday: the next such day, today included where nothing stands before it."""
    weekday = named(lexicon, "weekdays", parts["weekday"])
    precision = "part-of-day" if "part" in parts else "day"
    ahead = (weekday - day.weekday()) % 7
    coming = day + timedelta(days=ahead)
    if "later" in parts:
        return single(coming + timedelta(days=7), FUTURE)
    if "soon" in parts and not ahead:
        return single(day, FUTURE)
    if "which" in parts:
        return _this_weekday(parts, day, coming, lexicon)
    return single(coming, odds=_NEARNESS[ahead], precision=precision)


def _this_weekday(parts: Parts, day: date, coming: date, lexicon: Lexicon) -> Days:
    """Last, this or next Friday; "this Friday" of a Friday is the next one."""
    precision = "part-of-day" if "part" in parts else "day"
    kind, ahead = which_one(parts, lexicon), (coming - day).days
    if kind == "last":
        return single(coming - timedelta(days=7), PAST)
    if kind == "next" and "coming" not in parts["which"].lower():
        monday = day - timedelta(days=day.weekday())
        return single(monday + timedelta(days=7 + coming.weekday()), FUTURE, precision=precision)
    if not ahead and "coming" not in parts["which"].lower():
        return single(coming + timedelta(days=7), odds=-1.0, precision=precision)
    return single(day + timedelta(days=ahead or 7), FUTURE if ahead < 6 else OPEN, precision=precision)


def _near(parts: Parts, day: date, lexicon: Lexicon) -> Days:
    """Today, tonight, tomorrow, this evening."""
    if "near_this" in parts:
        late = int(lexicon.words["parts"][parts["part"]])
        return single(day, odds=(-1.0, -0.5, 0.0, 0.0)[late], precision="part-of-day")
    word = parts["near"].lower()
    if "weekday" in parts:  # "today (Monday)": the stamp may be of another day
        ahead = (named(lexicon, "weekdays", parts["weekday"]) - day.weekday() + 3) % 7 - 3
        return single(day + timedelta(days=ahead), odds=0.5)
    offset = int(lexicon.words["near"][word])
    if lexicon.has("later_today", word):
        return single(day, odds=-1.0)
    part = "part" in parts or lexicon.has("night", word)
    sense = direction(day + timedelta(days=offset), day)
    return single(day + timedelta(days=offset), sense, precision="part-of-day" if part else "day")


def _monthday(parts: Parts, day: date, _: Lexicon) -> Days:
    """A day of the month alone ("on the 15th"): the next such date."""
    number = int(parts["day"])
    months = (shifted(day.replace(day=1), offset) for offset in (-1, 0, 1, 2))
    near = _upcoming([one.replace(day=number) for one in months if _exists(one.year, one.month, number)], day)
    return replace(near, odds=0.0)


def _holiday(parts: Parts, day: date, lexicon: Lexicon) -> Days:
    """A named day of the year: the next one."""
    rule = lexicon.words["holidays"][parts["holiday"]]
    return _upcoming([_feast(rule, year) for year in (day.year - 1, day.year, day.year + 1)], day)


def _feast(rule: str, year: int) -> date:
    """Return the day that a rule gives in a year: "12-26", "easter-2", "11-thu-4+1"."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[6:]))
    rule, _, plus = rule.partition("+")
    month, *rest = rule.split("-")
    if len(rest) == 1:
        return date(year, int(month), int(rest[0]))
    weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(rest[0])
    weeks = [week[weekday] for week in calendar.monthcalendar(year, int(month)) if week[weekday]]
    return date(year, int(month), weeks[min(int(rest[1]), len(weeks)) - 1]) + timedelta(days=int(plus or 0))


def _gone(_: Parts, day: date, __: Lexicon) -> Days:
    """Words that can only mean the past of the story ("three days ago", "the next morning")."""
    return single(day, PAST)


DAY_RULES: dict[str, Callable[[Parts, date, Lexicon], Days]] = {
    "iso": _date, "date": _date, "weekday": _weekday, "near": _near, "monthday": _monthday,
    "holiday": _holiday, "later": _gone, "ago": _gone,
}  # fmt: skip
