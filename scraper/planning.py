"""What to visit next, and how: the policy of `scraper.recrawl` put to what the store remembers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from scraper.address import clean
from scraper.noticing import by_local_clock
from scraper.recrawl import Policy, Pool, after_failure, asks_in_full, hinted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from scraper.config import Config
    from scraper.recrawl import Pace, PoolDelta
    from storage import Store
    from storage.agenda import Planned


HELD_BACK = timedelta(minutes=5)
UNKNOWN = {"new", "again"}  # leads that never wait: a first wording, once overwritten, is lost
UNREAD = {"failed", "suspect"}  # these pages wait for their time, whatever a listing says
AWAY = {"gone", "retired"}  # among these are all that were withdrawn
NEWS = {"new", "hint"}  # what a lead must be for its listing to have brought news
RELOAD_EVERY = 500  # uses of the pool, after which what other processes have taught is read too


class Planner:
    """Questions that requests raise, answered from the store."""

    def __init__(self, store: Store, config: Config) -> None:
        self.store, self.config = store, config
        self._pool, self._uses = Pool.prior(), 0

    def threshold(self) -> float:
        """Return p*: the configured one, raised where the budget does not suffice for it (see `upkeep`)."""
        raised, _ = self.pool().counts.get(("p_star", ""), (0.0, 0.0))
        return max(self.config.crawl.threshold, raised)

    def policy(self, site: str) -> Policy:
        """Return the policy for a site's articles."""
        crawl, days = self.config.crawl, self.config.of(site).track_days
        return Policy(p_star=self.threshold(), horizon=24 * days, cue_worth=crawl.event_worth)

    def pool(self) -> Pool:
        """Return what all visits have taught together; it is read from the store now and then only."""
        if self._uses % RELOAD_EVERY == 0:
            self._pool = Pool.of(self.store.pool())
        self._uses += 1
        return self._pool

    def taught(self, lesson: PoolDelta) -> None:
        """Add what a visit taught, which the store has by now, to the pool at hand."""
        self._pool = self._pool.plus(lesson)

    def reload(self) -> None:
        """Read the pool from the store at its next use."""
        self._uses = 0

    def local(self, pace: Pace, now: datetime) -> Pace:
        """Return a pace that counts its hours by its site's clock."""
        return by_local_clock(pace, self.config.of(pace.source).timezone, now)

    def due(self, now: datetime) -> tuple[Planned, ...]:
        """Return what one run of the recheck visits: as much as the hour and the day leave room for."""
        room = self.room(now)
        return self.store.due(now, room) if room > 0 else ()

    def room(self, now: datetime) -> int:
        """Return how many visits the budgets of the hour and of the day, in visits of its size, allow."""
        crawl = self.config.crawl
        (hourly, _), (daily, size) = (self.store.spent(now - timedelta(hours=hours)) for hours in (1, 24))
        each = max(size / max(daily, 1), 1.0)
        return min(crawl.visits_per_hour - hourly, int((crawl.bytes_per_day - size) / each))

    def next_visit(self, now: datetime) -> datetime | None:
        """Return when to begin the next recheck: later while the budget is spent."""
        due = self.store.next_due(now)
        held_back = due is not None and due <= now and self.room(now) <= 0
        return now + HELD_BACK if held_back else due

    def worth_visiting(self, url: str, updated: datetime | None, now: datetime) -> str | None:
        """Return why a listed article is worth a visit: new, again, hint, what it is due for; else `None`."""
        plan = self.store.plan_of(clean(url))
        if plan is None:
            return self.worth_another_try(clean(url), now)
        pace, due = plan
        if due.at and due.at <= now:
            return due.reason
        if updated is None or due.reason in UNREAD:
            return None
        pace, policy = self.local(pace, now), self.policy(pace.source)
        pulled = hinted(pace, self.pool(), policy, updated, now)
        if pulled is None or pulled.at is None or pulled.at > now:
            return None
        return None if due.reason in AWAY and self.seen_gone(clean(url), updated) else pulled.reason

    def seen_gone(self, url: str, updated: datetime) -> bool:
        """Say whether an article was seen to be withdrawn after a listing's time of its last change."""
        known = self.store.known(url)
        return bool(known and known.gone_at and known.last_visit and updated <= known.last_visit)

    def worth_another_try(self, url: str, now: datetime) -> str | None:
        """Return whether an address that has never shown an article is to be tried, or tried "again"."""
        count, last = self.store.tries(url)
        if last is None:
            return "new"
        again = after_failure(count, None, last).at
        return "again" if again is None or again <= now else None

    def validators(self, url: str, meta: Mapping[str, Any], draw: float) -> dict[str, str]:
        """Return the conditional headers for a request for a listing or an article."""
        if site := meta.get("listing"):
            return self.store.listing_validators(site, url)
        if not meta.get("article"):
            return {}
        plan = self.store.plan_of(clean(url))
        in_full = plan is None or asks_in_full(self.pool(), plan[0].host, draw)
        return {} if in_full else self.store.validators(clean(url))
