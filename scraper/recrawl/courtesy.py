"""What follows a visit that taught nothing, and how the price of a visit follows the budget."""

from __future__ import annotations

from datetime import datetime, timedelta

from scraper.recrawl.pace import Due

_FIRST_RETRY, _LAST_RETRY = timedelta(minutes=5), timedelta(days=1)
_CONFIRM, _CONFIRM_SLOWLY = timedelta(minutes=10), timedelta(hours=6)
_LOW_SLOPE = 0.02
"""Evidence per hour of a page that may well fail again: it does not push readable pages aside."""


def after_failure(failures: int, retry_after: float | None, now: datetime) -> Due:
    """Return the next try after the `failures`-th failure in a row; `retry_after` is in seconds.

    >>> from datetime import UTC
    >>> [after_failure(n, None, datetime(2030, 1, 1, tzinfo=UTC)).at.hour for n in (1, 5, 6)]
    [0, 1, 2]
    """
    wait = min(_FIRST_RETRY * 2 ** min(max(failures, 1) - 1, 20), _LAST_RETRY)
    asked = timedelta(seconds=min(max(retry_after or 0.0, 0.0), 30 * 86400))
    return Due(now + max(wait, asked), _LOW_SLOPE, "failed")


def after_suspect(suspects: int, now: datetime) -> Due:
    """Return when to confirm a suspect page: soon, then ever more slowly."""
    wait = min(_CONFIRM * 2 ** min(max(suspects, 1) - 1, 20), _CONFIRM_SLOWLY)
    return Due(now + wait, 1.0, "suspect")


def after_gone(first_gone: datetime, now: datetime) -> Due:
    """Return when to see whether a withdrawn page is back: daily, at last for ever not.

    A page gone for 14 days is taken for gone.
    """
    if now - first_gone > timedelta(days=14):
        return Due(None, 0.0, "retired")
    return Due(now + timedelta(days=1), _LOW_SLOPE, "gone")


def rest_of_host(retry_after: float | None, strikes: int) -> timedelta:
    """Return how long to leave a host alone after a 403 or 429 that follows on `strikes` others.

    >>> rest_of_host(None, 2)
    datetime.timedelta(seconds=1200)
    """
    wait: timedelta = min(_FIRST_RETRY * 2 ** min(max(strikes, 0), 20), _LAST_RETRY)
    return max(wait, timedelta(seconds=min(max(retry_after or 0.0, 0.0), 30 * 86400)))


def adjusted(p_star: float, used: float, budget: float) -> float:
    """Return tomorrow's p* from today's visits and budget: at most doubled or halved in one day.

    >>> adjusted(0.1, used=1200, budget=1000)
    0.12
    """
    factor = used / budget if budget > 0 else 2.0
    return round(min(max(p_star * min(max(factor, 0.5), 2.0), 0.005), 0.6), 6)
