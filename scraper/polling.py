"""When to look at a site's listings again: by how often they bring news, and not while their host rests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.article import Outcome
from scraper.noticing import UNWELCOME
from scraper.recrawl import news_share, poll_interval, rest_of_host

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from scraper.config import Config, Site
    from scraper.visit import Listing
    from storage import Store


def polled(store: Store, listing: Listing) -> Listing:
    """Return a listing's answer with what it teaches: how often there is news, how long its host rests."""
    before = next((each.share for each in store.listings((listing.site, listing.url))), listing.share)
    good = listing.outcome in {Outcome.READ, Outcome.NOT_MODIFIED}
    share = news_share(before, brought=listing.fresh > 0) if good else before
    turned_away = listing.status in UNWELCOME or listing.retry_after is not None
    strikes = store.strikes(urlsplit(listing.url).netloc)
    rest = rest_of_host(listing.retry_after, strikes) if turned_away else None
    return replace(listing, share=share, rest=rest)


def next_polls(store: Store, config: Config, now: datetime) -> Iterator[tuple[str, datetime]]:
    """Yield each site that has listings, and when to look at them next; one never looked at is due now."""
    known = {
        name: {listing.url: listing for listing in listings}
        for name, listings in groupby(store.listings(), key=attrgetter("site"))  # they come ordered by it
    }
    resting = store.resting(now)
    for site in config.site:
        found, urls = known.get(site.name, {}), site.listings
        every = interval(site, [found[url] for url in urls if url in found], found)
        turns = (
            max(turn(found.get(url), every, now), resting.get(urlsplit(url).netloc, now)) for url in urls
        )
        if urls:
            yield site.name, min(turns)


def interval(site: Site, configured: list[Listing], found: Mapping[str, Listing]) -> timedelta:
    """Return how long to leave a site's listings: the liveliest of the last round decides.

    Among them are the sitemaps that an index led to.
    """
    begun = min((listing.polled_at for listing in configured), default=None)
    last_round = [each for each in found.values() if begun and each.polled_at >= begun]
    share = max((listing.share for listing in last_round), default=0.5)
    return poll_interval(share, timedelta(minutes=site.poll_minutes))


def turn(listing: Listing | None, every: timedelta, now: datetime) -> datetime:
    """Return when a listing's turn comes again; a poll from the future is of a wrong clock."""
    return min(listing.polled_at, now) + every if listing else now
