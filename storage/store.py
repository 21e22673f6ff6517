"""Questions and facts: what is known of an article, what is due, what has not been told; and recording it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from storage import (
    agenda,
    awaiting,
    copies,
    figures,
    furniture,
    hosts,
    lessons,
    outbox,
    pages,
    proving,
    readings,
    recording,
    rows,
)
from storage.opening import explained, opened, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import datetime, timedelta

    from scraper.article import Article, Promise, Revision, Version
    from scraper.recrawl.pace import Due, Pace
    from scraper.visit import Known, Listing, Noticed, Page, Standing
    from storage.agenda import Planned
    from storage.figures import Figures
    from storage.furniture import Furniture
    from storage.lessons import Lesson
    from storage.outbox import Find, Letter, Told
    from storage.proving import Proof


class Store(AbstractContextManager["Store"]):
    """The archive of one database file: each fact is one transaction, or raises a StoreError and is none."""

    def __init__(self, path: str, *, read_only: bool = False) -> None:
        self.path = path
        self.db = opened(path, read_only=read_only)

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    # --- what is known of an article

    def known(self, url: str) -> Known | None:
        """Return what is remembered of the article at an address or any of its aliases."""
        with explained(self.path):
            return recording.known(self.db, url)

    def versions(self, url: str) -> tuple[Version, ...]:
        """Return all versions of an article, oldest first."""
        with explained(self.path):
            return recording.versions(self.db, url)

    def page(self, url: str, number: int) -> Page | None:
        """Return the page from which a version was read."""
        with explained(self.path):
            page_id = recording.page_id(self.db, url, number)
            return pages.read(self.db, page_id) if page_id else None

    def elsewhere(self, urls: Collection[str], article: Article | None) -> int:
        """Return at how many addresses of the host but an article's own, `urls`, its text was seen."""
        with explained(self.path):
            return copies.elsewhere(self.db, urls, article)

    def suspected(self, url: str, article: Article | None) -> bool:
        """Tell whether an address showed this text before, and it was doubted."""
        with explained(self.path):
            return copies.suspected(self.db, url, article)

    def validators(self, url: str) -> dict[str, str]:
        """Return the conditional request headers for an article: If-None-Match, If-Modified-Since."""
        with explained(self.path):
            return recording.validators(self.db, url)

    def listing_validators(self, site: str, url: str) -> dict[str, str]:
        """Return the conditional request headers for a site's listing."""
        with explained(self.path):
            return agenda.validators(self.db, site, url)

    # --- visits

    def record(self, noticed: Noticed) -> int | None:
        """Write a visit with all that it means; return the number of the version it made, if any.

        Raises:
            OutrunError: another process visited the article since this visit was judged.
        """
        with explained(self.path), writing(self.db):
            return recording.record(self.db, noticed)

    def record_listing(self, listing: Listing) -> None:
        """Write how a feed, sitemap or section page answered."""
        with explained(self.path), writing(self.db):
            agenda.record_listing(self.db, listing)

    # --- when to look again

    def pool(self) -> tuple[Lesson, ...]:
        """Return what all visits have taught together: (name, key, seen, expected)."""
        with explained(self.path):
            return tuple(lessons.learned(self.db))

    def due(self, now: datetime, limit: int) -> tuple[Planned, ...]:
        """Return the articles to be visited now, the most urgent first."""
        with explained(self.path):
            return agenda.due(self.db, now, limit)

    def strikes(self, host: str) -> int:
        """Return how often in a row a host has turned us away."""
        with explained(self.path):
            return hosts.strikes(self.db, host)

    def resting(self, now: datetime) -> dict[str, datetime]:
        """Return the hosts that are left alone now, and until when."""
        with explained(self.path):
            return hosts.resting(self.db, now)

    def tries(self, url: str) -> tuple[int, datetime | None]:
        """Return how often an address without an article was visited, and when last."""
        with explained(self.path):
            return hosts.tries(self.db, url)

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next visit is due, `None` when nothing is tracked."""
        with explained(self.path):
            return agenda.next_due(self.db, now)

    def plan_of(self, url: str) -> tuple[Pace, Due] | None:
        """Return how an article has been changing, and when it is due and why: from its row alone."""
        with explained(self.path):
            row = recording.find(self.db, url)
            return (rows.pace(row), rows.due(row)) if row else None

    def listings(self, place: tuple[str, str] | None = None) -> tuple[Listing, ...]:
        """Return how each listing, or the one of a site and an address, answered last."""
        with explained(self.path):
            return agenda.listings(self.db, place)

    # --- telling

    def revisions(self, url: str) -> tuple[Revision, ...]:
        """Return every step of an article's history, oldest first."""
        with explained(self.path):
            return tuple(outbox.revisions(self.db, "a.url = ?", [recording.identity(self.db, url)]))

    def promises(self, url: str) -> tuple[Promise, ...]:
        """Return all that an article has announced, and what became of it."""
        with explained(self.path):
            row = recording.find(self.db, url)
            return tuple(awaiting.promises(self.db, row["id"])) if row else ()

    def finds(self, since: datetime) -> tuple[Find, ...]:
        """Return what visits found at or after a time, oldest first."""
        with explained(self.path):
            return outbox.finds(self.db, since)

    def unreported(self, subscription: str, sites: Sequence[str], since: datetime) -> Iterator[Revision]:
        """Yield the revisions that a subscription has not been told, seen at or after `since`."""
        with explained(self.path):
            yield from outbox.unreported(self.db, subscription, sites, since)

    def told_from(self, subscription: str, otherwise: datetime, *, keep: bool = True) -> datetime:
        """Return since when a subscription is told; the first call may `keep` `otherwise` as that."""
        with explained(self.path), writing(self.db):
            return outbox.told_from(self.db, subscription, otherwise, keep=keep)

    def overdue(self, subscription: str, sites: Sequence[str], since: datetime) -> Iterator[Standing]:
        """Yield what is overdue in articles with something to tell a subscription, seen so since `since`."""
        with explained(self.path):
            yield from outbox.overdue(self.db, subscription, sites, since)

    def queue(self, letters: Iterable[Letter], subscription: str, told: Told, now: datetime) -> None:
        """Put letters into the outbox and note what they tell, in one transaction."""
        with explained(self.path), writing(self.db):
            outbox.queue(self.db, letters, subscription, told, now)

    def unsent(self, now: datetime) -> tuple[Letter, ...]:
        """Return the letters to be sent now, oldest first."""
        with explained(self.path):
            return outbox.unsent(self.db, now)

    def next_letter(self) -> datetime | None:
        """Return when the next letter is to be sent, `None` when none waits."""
        with explained(self.path):
            return outbox.next_attempt(self.db)

    def mark_handed(self, message_id: str) -> None:
        """Note that a letter is being handed over."""
        with explained(self.path), writing(self.db):
            outbox.mark_handed(self.db, message_id)

    def mark_sent(self, message_id: str, now: datetime, answer: str) -> None:
        """Note that the server took a letter."""
        with explained(self.path), writing(self.db):
            outbox.mark_sent(self.db, message_id, now, answer)

    def mark_refused(self, message_id: str, now: datetime, answer: str, retry_at: datetime | None) -> None:
        """Note that the server did not take a letter: try again at `retry_at`, or never."""
        with explained(self.path), writing(self.db):
            outbox.mark_refused(self.db, message_id, now, answer, retry_at)

    # --- furniture, figures, upkeep

    def furniture_of(self, host: str, texts: Iterable[str]) -> dict[str, float]:
        """Return the furniture of a host, each with its share of articles; of `texts` by a count made now."""
        with explained(self.path):
            return furniture.of_host(self.db, host, texts)

    def furniture(self) -> tuple[Furniture, ...]:
        """Return all that was decided to be furniture, with its counts."""
        with explained(self.path):
            return furniture.listed(self.db)

    def decide_furniture(self, now: datetime) -> int:
        """Count anew what is furniture; return how many paragraphs are."""
        with explained(self.path), self.db.atomic():
            return furniture.decide(self.db, now)

    def keep_paragraph(self, host: str, ident: int, *, kept: bool) -> bool:
        """Say that a paragraph belongs to the text after all, or no longer; return whether it was listed."""
        with explained(self.path), self.db.atomic():
            return furniture.keep(self.db, host, ident, kept=kept)

    def upcoming(self, limit: int) -> tuple[Planned, ...]:
        """Return the next visits, soonest first."""
        with explained(self.path):
            return agenda.upcoming(self.db, limit)

    def figures(self, since: datetime, now: datetime) -> Figures:
        """Return what was done since a time, and what waits."""
        with explained(self.path):
            return figures.figures(self.db, since, now)

    def spent(self, since: datetime) -> tuple[int, int]:
        """Return how many visits were made since a time, and their bytes."""
        with explained(self.path):
            return figures.spent(self.db, since)

    def predictions(self, since: datetime) -> tuple[tuple[float, bool], ...]:
        """Return for each good re-visit the predicted probability of a change, and whether there was one."""
        with explained(self.path):
            return figures.predictions(self.db, since)

    def control(self) -> tuple[tuple[Pace, tuple[datetime, ...]], ...]:
        """Return the articles of the control sample, each with the times of its edits."""
        with explained(self.path):
            return figures.control(self.db)

    # --- upkeep

    def proofs(self, url: str | None = None) -> Iterator[Proof]:
        """Yield what was found of every version, of one article or of all, reckoned anew."""
        with explained(self.path):
            yield from proving.proofs(self.db, url)

    def urls(self) -> tuple[str, ...]:
        """Return the addresses of all articles, oldest first; those merged into others lead to them."""
        with explained(self.path):
            return readings.urls(self.db)

    def renew_reading(self, ident: int, number: int, article: Article, extractor: str, now: datetime) -> None:
        """Keep how a newer extractor reads a version of an article, beside the version."""
        with explained(self.path), writing(self.db):
            readings.renew(self.db, (ident, number), article, extractor, now)

    def begin_day(self, now: datetime, least: timedelta) -> bool:
        """Let what was learned fade a little, once a day; return whether a day began."""
        with explained(self.path), writing(self.db):
            return lessons.begin_day(self.db, now, least)

    def set_threshold(self, p_star: float) -> None:
        """Keep the probability of a change at which a visit is worth its price."""
        with explained(self.path), writing(self.db):
            lessons.note(self.db, "p_star", p_star)

    def replan(self, plan: Callable[[Pace], Due]) -> int:
        """Plan every visit anew; return how many."""
        with explained(self.path), writing(self.db):
            return lessons.replan(self.db, plan)

    def upkeep(self) -> dict[str, int]:
        """Check and tidy the file; return what is in it."""
        with explained(self.path):
            return agenda.upkeep(self.db)
