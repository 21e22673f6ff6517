"""When is the next visit due, and why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import exp, log, sqrt
from typing import TYPE_CHECKING

from scraper.recrawl.evidence import Outlook, outlook, stretches
from scraper.recrawl.pace import Due

if TYPE_CHECKING:
    from scraper.recrawl.pace import Pace, Policy
    from scraper.recrawl.pool import Pool

_DAY = timedelta(days=1)
_MINUTE = 1 / 60


def next_due(pace: Pace, pool: Pool, policy: Policy, now: datetime) -> Due:
    """Return when to look at an article again.

    The visit is due when the evidence of a change reaches -ln(1 - p*), less for cold articles (alpha). One
    last look at the horizon catches the final wording. Source: the study's section 6, built on Olston and
    Pandey (WWW 2008) with captured versions in place of freshness.
    """
    if pace.last_visit is None:
        return Due(now, 1.0, "unvisited")
    look, end = outlook(pace, pool), horizon(pace, policy)
    if pace.last_visit >= end:
        return Due(None, 0.0, "retired")
    stop = look.hour(end)
    at, reason = _dense(pace, look, policy) or _crossing(look, policy, stop) or _final(look, policy, stop)
    if at is None:
        return Due(None, 0.0, "retired")
    return Due(look.moment(at), _slope(look, at), reason)


def horizon(pace: Pace, policy: Policy) -> datetime:
    """Return when an article retires: `horizon` after its first sight, or a day after the announced event."""
    end = pace.first_seen + timedelta(hours=policy.horizon)
    latest = pace.cue_latest or pace.cue_at
    return max(end, latest + _DAY) if latest else end


def _dense(pace: Pace, look: Outlook, policy: Policy) -> tuple[float, str] | None:
    """Return the next visit of the control sample while its dense time lasts."""
    at = look.last + policy.control_every
    if not pace.control or at > look.hour(pace.first_seen) + policy.control_for:
        return None
    return at, "control"


def _crossing(look: Outlook, policy: Policy, end: float) -> tuple[float, str] | None:
    """Return the first moment before `end` at which the evidence suffices."""
    mass = 0.0
    for bucket, start, stop in stretches(look.born, look.last, end):
        rate, need = look.rate(bucket), _need(look, policy, bucket)
        full = mass + rate * (look.day(stop) - look.day(start))
        if look.evidence(stop, full, policy.cue_worth) >= need:
            at = max(_bisected(look, policy, need, (start, stop, mass, rate)), look.last + policy.floor)
            return (at, _why(look, at, need, policy)) if at < end else None
        mass = full
    return None


def _need(look: Outlook, policy: Policy, bucket: int) -> float:
    """Return the evidence that is worth a visit at an age: less where edits are rare and waits long."""
    return -log(1 - policy.p_star) / sqrt(1 + policy.alpha / (look.a / look.b * look.rate(bucket)))


def _bisected(
    look: Outlook, policy: Policy, need: float, stretch: tuple[float, float, float, float]
) -> float:
    """Return, to the minute, when the evidence reaches `need` within a stretch (from, to, mass, rate)."""
    low, high, mass, rate = stretch
    begin = look.day(low)
    while high - low > _MINUTE:
        middle = (low + high) / 2
        if look.evidence(middle, mass + rate * (look.day(middle) - begin), policy.cue_worth) >= need:
            high = middle
        else:
            low = middle
    return high


def _why(look: Outlook, at: float, need: float, policy: Policy) -> str:
    """Return "announced" where the event gave more than a quarter of the evidence."""
    event = policy.cue_worth * look.pool.cue * look.event(at)
    return "announced" if event > need / 4 else "evidence"


def _final(look: Outlook, policy: Policy, end: float) -> tuple[float | None, str]:
    """Return the last look, unless a change since the previous one is less likely than a visit is worth."""
    threshold = -log(1 - policy.p_star)
    worth = 1 - (1 + threshold) * exp(-threshold)
    at = max(end, look.last + policy.floor)
    return (at if look.evidence(end, look.mass(end)) >= worth else None), "final"


def _slope(look: Outlook, at: float) -> float:
    """Return evidence per hour at a moment."""
    later = at + _MINUTE
    return (look.evidence(later, look.mass(later)) - look.evidence(at, look.mass(at))) / _MINUTE


def probability(pace: Pace, pool: Pool, now: datetime) -> float:
    """Return the probability that an article has changed since its last visit."""
    if pace.last_visit is None:
        return 1.0
    look = outlook(pace, pool)
    at = look.hour(max(now, pace.last_visit))
    return 1 - exp(-look.evidence(at, look.mass(at)))


def needed(pace: Pace, pool: Pool, policy: Policy, at: datetime) -> float:
    """Return the probability of a change from which a visit is worth its price at a moment."""
    look = outlook(pace, pool)
    hour = look.hour(at)
    bucket = next(stretches(look.born, hour, hour + _MINUTE))[0]
    return 1 - exp(-_need(look, policy, bucket))


def explain(pace: Pace, pool: Pool, policy: Policy, at: datetime, now: datetime | None = None) -> str:
    """Return in one line what speaks for a visit at `at`, with its age as of `now` (of `at` by default)."""
    due, now = next_due(pace, pool, policy, at), now or at
    age = f"{span(now - pace.born)} old"
    if due.reason in {"unvisited", "retired"}:
        return {"unvisited": "never visited", "retired": f"retired: {age}"}[due.reason]
    facts = f"P(changed) {probability(pace, pool, at):.2f}: {age}, {_liveliness(pace, pool, at)}"
    return facts + _burst(pace, at, now) + _event(pace, at) + _LOOKS.get(due.reason, "")


_LOOKS = {"control": "; control sample", "final": "; last look"}


def _liveliness(pace: Pace, pool: Pool, now: datetime) -> str:
    """Return a site's liveliness at this hour, and the article's own where it differs."""
    local = now.astimezone(UTC) + timedelta(hours=pace.utc_offset)
    rate = pool.level(pace.source) * pool.clock[local.hour]
    word = "lively" if rate > 1.25 else "quiet" if rate < 0.8 else "as busy as most"
    own = pace.post_a / pace.post_b
    habit = ", often edited" if own > 2 else ", seldom edited" if own < 0.5 else ""
    return f"{pace.source} is {word} at this hour{habit}"


def _burst(pace: Pace, at: datetime, now: datetime) -> str:
    if pace.last_change is None or at - pace.last_change > timedelta(hours=3):
        return ""
    return f"; changed {span(now - pace.last_change)} ago"


def _event(pace: Pace, now: datetime) -> str:
    if pace.cue_at is None or now > (pace.cue_latest or pace.cue_at) + _DAY:
        return ""
    at = pace.cue_at.astimezone(UTC)
    day = "" if at.date() == now.astimezone(UTC).date() else f"{at:%Y-%m-%d} "
    return f"; announced event at {day}{at:%H:%M} UTC"


def span(length: timedelta) -> str:
    """Return a duration as people say it."""
    minutes = max(round(length / timedelta(minutes=1)), 0)
    if minutes < 60:
        return f"{minutes} min"
    return f"{round(minutes / 60)} h" if minutes < 48 * 60 else f"{round(minutes / 1440)} d"
