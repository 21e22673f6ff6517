"""What others tell us for nothing: "modified" hints, validators, and listings that bring news or do not."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import log

from scraper.recrawl.due import horizon, probability
from scraper.recrawl.pace import Due, Pace, Policy
from scraper.recrawl.pool import Pool, PoolDelta

_CHECKS, _WRONG = 5, 0.02
"""A host's validators are trusted after this many checks with no more than this share of wrong ones."""
_CHECK_SHARE = 0.05
"""Share of visits at a trusted host that fetch in full nevertheless."""
_SKEW = timedelta(minutes=5)
_MEMORY = 0.9


def hinted(pace: Pace, pool: Pool, policy: Policy, modified: datetime, now: datetime) -> Due | None:
    """Return a visit due now if a feed's or sitemap's "modified" time makes it worth its price, else None.

    A hint of precision q is evidence -ln(1 - q). The floor between two visits holds; retired stays retired;
    a hint from the future is a wrong clock's.
    """
    if pace.last_visit is None:
        return Due(now, 1.0, "unvisited")
    known = modified <= pace.last_visit or modified > now + _SKEW
    if known or pace.last_visit >= horizon(pace, policy):
        return None
    precision = min(pool.hint(pace.source), 0.999)
    unchanged = (1 - precision) * (1 - probability(pace, pool, max(now, pace.last_visit)))
    if 1 - unchanged < policy.p_star:
        return None
    return Due(max(now, pace.last_visit + timedelta(hours=policy.floor)), -log(unchanged), "hint")


def trusts_validators(pool: Pool, host: str) -> bool:
    """Tell whether "304 Not Modified" from a host counts as unchanged words."""
    checks, wrong = pool.validators(host)
    return checks >= _CHECKS and wrong / checks <= _WRONG


def asks_in_full(pool: Pool, host: str, draw: float) -> bool:
    """Tell whether to fetch without validators: always until the host is trusted, then now and then.

    `draw` is a random number in [0, 1).
    """
    return not trusts_validators(pool, host) or draw < _CHECK_SHARE


def verified(host: str, *, changed: bool) -> PoolDelta:
    """Return what a full fetch teaches whose validators were those of the last one, words changed or not."""
    return PoolDelta((("validators", host, float(changed), 1.0),))


def news_share(share: float, *, brought: bool) -> float:
    """Return the running share of a listing's polls that brought news, after one more; start with 0.5."""
    return _MEMORY * share + (1 - _MEMORY) * brought


def poll_interval(share: float, fastest: timedelta) -> timedelta:
    """Return how long to leave a listing: `fastest` if it always brings news, half as long again if never.

    >>> poll_interval(0.5, timedelta(minutes=10))
    datetime.timedelta(seconds=750)
    """
    return fastest * (1.5 - 0.5 * min(max(share, 0.0), 1.0))
