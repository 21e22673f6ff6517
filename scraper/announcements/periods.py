"""Which weeks, months, seasons and years does a mention mean, seen from the day of publication?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from scraper.announcements.days import (
    DAY_RULES,
    FAR,
    FUTURE,
    OPEN,
    PAST,
    Days,
    direction,
    month_of,
    named,
    shifted,
    single,
    which_one,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable

    from scraper.announcements.lexicon import Lexicon
    from scraper.announcements.mentions import Mention


def days(mention: Mention, day: date, lexicon: Lexicon) -> Days | None:
    """Return the days that a mention means for a text of `day`, or `None` where the calendar has none."""
    try:
        return _RULES[mention.kind](mention.parts, day, lexicon)
    except ValueError:  # 31 June, or a year out of range
        return None


def period(unit: str, day: date, steps: int = 0) -> tuple[date, date]:
    """Return the first and last day of the week, month, quarter or year `steps` after that of `day`."""
    if unit in {"week", "weekend"}:
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=steps)
        return monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6)
    if unit == "quarter":
        first = shifted(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1), 3 * steps)
        return first, month_of(shifted(first, 2))[1]
    if unit == "year":
        return date(day.year + steps, 1, 1), date(day.year + steps, 12, 31)
    return month_of(shifted(day.replace(day=1), steps)) if unit == "month" else (day, day)


_PRECISION = {"weekend": "week", "quarter": "season", "fortnight": "week"}
_MIDWEEK = 3  # until Wednesday most of the week lies ahead
_STEPS = {"next": 1, "this": 0, "last": -1}


def _period(parts: dict[str, str], day: date, lexicon: Lexicon) -> Days:
    """This, next or last week, weekend, month, quarter, year: its first day to its last."""
    unit = str(lexicon.words["units"][parts["unit"].lower()])
    which = which_one(parts, lexicon)
    if which == "next" and "this" in parts["which"].lower():
        which = "this"
    first, last = period(unit, day, _STEPS[which])
    sense = {"next": FUTURE, "last": PAST}.get(which, FUTURE if first > day else OPEN)
    if unit == "weekend" and parts["which"].lower().endswith("the"):
        return Days(first, last, "week", OPEN, 0.5 if day.weekday() >= 2 else -0.5)
    vague = sense == OPEN and unit in {"month", "quarter", "year"}
    begun = unit == "week" and sense == OPEN and day.weekday() < _MIDWEEK
    return Days(first, last, _PRECISION.get(unit, unit), sense, -0.5 if vague else 0.5 * begun)


def _edge(parts: dict[str, str], day: date, lexicon: Lexicon) -> Days:
    """The end of a period: its last day, "later this week" is the period itself."""
    whole = _edged(parts, day, lexicon)
    edge = parts["edge"].lower()
    if edge in lexicon.words.get("past_edge", ()):
        return single(whole.first, PAST)
    if edge in lexicon.words.get("soft_edge", ()):
        return Days(whole.first, whole.last, whole.precision, FUTURE)
    return Days(whole.last, whole.last, whole.precision, whole.sense, whole.odds + 0.5)


def _edged(parts: dict[str, str], day: date, lexicon: Lexicon) -> Days:
    if "month" in parts:
        return _named_month(parts, day, lexicon)
    if "season" in parts:
        return _season(parts, day, lexicon)
    if "year" in parts:
        return _year(parts, day, lexicon)
    unit = parts.get("unit") or parts["edge"]
    return _period({"unit": unit, "which": parts.get("which", "")}, day, lexicon)


def _named_month(parts: dict[str, str], day: date, lexicon: Lexicon) -> Days:
    """A month by its name: the next such month, this one included."""
    month = named(lexicon, "months", parts["month"])
    which = which_one(parts, lexicon)
    if "year" in parts:
        year = _said_year(parts["year"], day, lexicon)
        first, last = month_of(date(year, month, 1))
        return Days(first, last, "month", direction(last, day) if last < day or first > day else OPEN)
    behind = (day.month - month) % 12
    first, last = month_of(date(day.year + (month < day.month), month, 1))
    if which == "last" and behind:
        return Days(*month_of(shifted(day.replace(day=1), -behind)), "month", PAST)
    if which == "next" and not behind:
        first, last = month_of(date(day.year + 1, month, 1))
    return Days(first, last, "month", FUTURE if which == "next" else OPEN, -1.0 if 0 < behind < 5 else 0.5)


def _said_year(text: str, day: date, lexicon: Lexicon) -> int:
    if text.isdigit():
        return int(text)
    return day.year + _STEPS[which_one({"which": text}, lexicon)]


def _season(parts: dict[str, str], day: date, lexicon: Lexicon) -> Days:
    """A meteorological season of the northern hemisphere: the running or the next one."""
    month = int(lexicon.words["seasons"][parts["season"].lower()])
    which = which_one(parts, lexicon)
    starts = [date(year, month, 1) for year in (day.year - 1, day.year, day.year + 1)]
    if "year" in parts:
        first = date(int(parts["year"]), month, 1)
    elif which == "last":
        first = max(one for one in starts if month_of(shifted(one, 2))[1] < day)
    elif which == "next":
        first = min(one for one in starts if one > day)
    else:
        first = min(one for one in starts if month_of(shifted(one, 2))[1] >= day)
    last = month_of(shifted(first, 2))[1]
    sense = (
        PAST
        if last < day or which == "last"
        else FUTURE
        if first > day and ("year" in parts or _is_this(parts, which))
        else OPEN
    )
    return Days(
        first,
        last,
        "season",
        sense,
        0.5 if (first - day).days < 200 and parts.get("which", "").lower() != "in" else -1.0,
    )


def _is_this(parts: dict[str, str], which: str) -> bool:
    return which == "next" or parts.get("which", "").lower() == "this"


def _year(parts: dict[str, str], day: date, _: Lexicon) -> Days:
    """A year by its number; far ones are targets rather than appointments."""
    year = int(parts["year"])
    sense = (year > day.year) - (year < day.year)
    odds = FAR if year > day.year + 3 else -0.5
    return Days(date(year, 1, 1), date(year, 12, 31), "year", sense, odds)


def _quarter(parts: dict[str, str], day: date, lexicon: Lexicon) -> Days:
    """The nth quarter of a year, of the running one where none is named."""
    year = _said_year(parts["year"], day, lexicon) if "year" in parts else day.year
    first, last = period(
        "quarter", date(year, 3 * int(lexicon.words["ordinals"][parts["ordinal"].lower()]) - 2, 1)
    )
    return Days(first, last, "season", PAST if last < day else FUTURE if first > day else OPEN, -1.0)


def _span(parts: dict[str, str], day: date, lexicon: Lexicon) -> Days:
    """In, or within, some days, weeks, months or years: that much later."""
    unit = str(lexicon.words["units"][parts["unit"].lower()])
    number = lexicon.number(parts["n"])
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    weeks = {"week": 1, "fortnight": 2}.get(unit)
    if months:
        when = shifted(day, number * months)
    else:
        when = day + (
            timedelta(weeks=number * weeks) if weeks else timedelta(days=number if unit == "day" else 0)
        )
    odds = -4.0 if (when - day).days > 900 else -0.5
    return Days(when, when, _PRECISION.get(unit, unit), FUTURE, odds)


_RULES: dict[str, Callable[[dict[str, str], date, Lexicon], Days]] = {
    **DAY_RULES, "period": _period, "edge": _edge, "month": _named_month, "season": _season, "year": _year,
    "quarter": _quarter, "span": _span,
}  # fmt: skip
