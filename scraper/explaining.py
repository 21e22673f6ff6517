"""Explain in sentences when one article is visited next: its age, its history, the threshold, its events."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scraper.announcements import instants
from scraper.recrawl import Due, needed, probability, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.article import Announcement
    from scraper.planning import Planner
    from scraper.recrawl import Pace
    from scraper.visit import Known


def facts(planner: Planner, known: Known, due: Due, now: datetime) -> dict[str, Any]:
    """Return what the next visit of an article rests on, for programs."""
    pace, announced = known.pace, [each.announcement for each in known.awaited]
    found: dict[str, Any] = {
        "versions": len(known.earlier),
        "failures": known.failures,
        "gone_since": known.gone_at,
    }
    found["announced"] = [{"for": when(one), "sentence": one.sentence} for one in announced]
    if pace is None:
        return found
    found |= {"age_hours": round((now - pace.born).total_seconds() / 3600, 2), "last_read": pace.last_visit}
    found |= {"last_change": pace.last_change, "liveliness": pace.post_a / pace.post_b}
    if due.at:
        found |= chances(planner, pace, known.site, due.at)
    return found


def chances(planner: Planner, pace: Pace, site: str, at: datetime) -> dict[str, float]:
    """Return the probability of a change by a moment, from which one a visit is worth its price, and p*."""
    pool, policy = planner.pool(), planner.policy(site)
    least = needed(pace, pool, policy, at)
    return {"probability": probability(pace, pool, at), "needed": least, "threshold": policy.p_star}


def sentences(planner: Planner, known: Known, due: Due, now: datetime) -> Iterator[str]:
    """Yield what the next visit of an article rests on, for people."""
    pace = known.pace
    if pace is None or pace.last_visit is None:
        yield "It has not been read yet."
    else:
        yield f"It is {span(now - pace.born)} old and was last read {span(now - pace.last_visit)} ago."
        yield history(known, pace, now)
    if pace and due.at:
        yield from reckoned(planner, known.site, pace, due, now)
    yield from besides(known, due)
    yield from expected(known, planner.config.of(known.site).timezone, now)


def history(known: Known, pace: Pace, now: datetime) -> str:
    """Return what has been seen of an article's own habits."""
    count, own = len(known.earlier), pace.post_a / pace.post_b
    seen = f", the last change seen {span(now - pace.last_change)} ago" if pace.last_change else ""
    versions = "one version" if count == 1 else f"{count} versions"
    times = "as often as" if round(own, 1) == 1 else f"{own:.1f} times as often as"
    return (
        f"It has {versions}{seen}; by its own history it is edited {times} others of its age, site and hour."
    )


def reckoned(planner: Planner, site: str, pace: Pace, due: Due, now: datetime) -> Iterator[str]:
    """Yield how probable a change is by the next visit, and from when on that is enough."""
    at = due.at or now
    found, worth = chances(planner, pace, site, at), planner.policy(site).cue_worth
    wait = f"in {span(at - now)}" if at > now else "due now"
    yield f"The next visit is {wait}. By then a change has a probability of {found['probability']:.2f}."
    yield (f"A visit is worth its price from {found['needed']:.2f} on: p* is {found['threshold']:.3f}, "
           "and less is asked where changes are rare, so that none waits for ever.")  # fmt: skip
    if pace.cue_at and pace.cue_at <= at and worth != 1:
        yield f"What follows an announced event counts {worth:g} times, so the visit may come sooner."


def besides(known: Known, due: Due) -> Iterator[str]:
    """Yield what sets the time of the next visit instead."""
    told = {
        "failed": f"The last visit failed ({known.failures} in a row), which sets when it is tried again.",
        "suspect": "The last capture was doubtful; a second look decides.",
        "gone": "It was withdrawn; it is looked for now and then, because it may come back.",
        "control": "It belongs to the control sample, which is visited densely whatever the probability.",
        "final": "It is the last look, for the final wording; then the article is not visited any more.",
        "retired": "It is not visited any more.",
    }
    if due.reason in told:
        yield told[due.reason]


def expected(known: Known, zone: str, now: datetime) -> Iterator[str]:
    """Yield the announcements that an article is visited for; `zone` is its site's."""
    for each in known.awaited:
        time, window = when(each.announcement), instants(each.announcement, zone)
        passed = ", a time that has passed" if window and window[1] < now else ""
        yield f"It announces{f' for {time}{passed}' if time else ''}: “{each.announcement.sentence}”"
    if not known.awaited:
        yield "It announces nothing that is still awaited."


def when(one: Announcement) -> str:
    """Return an announced time as it is known: a day, or a minute of UTC."""
    if isinstance(one.start, datetime):
        at = one.start.astimezone(UTC) if one.start.tzinfo else one.start
        return f"{at:%Y-%m-%d %H:%M}{' UTC' if one.start.tzinfo else ''}"
    return one.start.isoformat() if one.start else ""
