"""Build, queue and deliver reports: what a subscription has not been told goes into the outbox, and out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.checking import zone
from scraper.furnishing import demoted
from scraper.overdue import overdue
from scraper.reports.digest import digest
from scraper.reports.message import POLICY, message, message_id
from scraper.reports.send import MailServer, Verdict, send
from scraper.reports.wording import Style
from storage.outbox import Letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from email.message import EmailMessage

    from scraper.article import Overdue, Revision
    from scraper.config import Config, Subscription
    from scraper.reports.digest import Digest
    from scraper.reports.send import Delivery
    from storage import Store

RETRY = timedelta(minutes=5)  # doubled at every try
LAST_RETRY = timedelta(hours=12)
DOUBLINGS = 8  # lead beyond that; doubled for weeks, it would be longer than a timedelta can be


@dataclass(frozen=True, slots=True)
class Edition:
    """A digest with its letters, one for each recipient."""

    subscription: Subscription
    digest: Digest
    style: Style
    letters: tuple[Letter, ...]


def beginning(store: Store, subscription: Subscription, now: datetime, *, keep: bool) -> datetime:
    """Return since when a subscription is told; its first report fixes that, unless `keep` is false."""
    return store.told_from(subscription.name, now - timedelta(days=subscription.first_days), keep=keep)


def edition(
    store: Store, config: Config, subscription: Subscription, now: datetime, begin: datetime
) -> Edition:
    """Return what a subscription has not been told of what was seen since `begin`."""
    untold = tuple(
        in_hindsight(store, revision)
        for revision in store.unreported(subscription.name, subscription.sites, begin)
    )
    found = digest(untold, subscription.name, None, now, least_rank=subscription.least_rank,
                   substantive_only=subscription.tell == "substantive")  # fmt: skip
    found = replace(found, overdue=tuple(untold_overdue(store, config, subscription, begin)))
    style = Style(zone=zone(subscription.timezone), contact=contact(config), titles=config.titles)
    letters = tuple(letter(config, found, recipient, now, style) for recipient in subscription.recipients)
    return Edition(subscription, found, style, letters if found.stories or found.overdue else ())


def untold_overdue(
    store: Store, config: Config, subscription: Subscription, begin: datetime
) -> list[Overdue]:
    """Return the overdue announcements that a subscription has not been told of."""
    standing = store.overdue(subscription.name, subscription.sites, begin)
    return overdue(standing, lambda site: config.of(site).timezone, subscription.overdue_hours)


def overdue_now(store: Store, config: Config) -> list[Overdue]:
    """Return all that is overdue, whoever was told of it."""
    everything = store.overdue("", (), datetime.min.replace(tzinfo=UTC))
    return overdue(everything, lambda site: config.of(site).timezone, 0.0)


def in_hindsight(store: Store, revision: Revision) -> Revision:
    """Return a revision by what is known to be furniture now, when more articles may have it."""
    texts = {*revision.old.article.paragraphs, *revision.new.article.paragraphs}
    return demoted(revision, store.furniture_of(urlsplit(revision.url).netloc, texts))


def contact(config: Config) -> str | None:
    """Return the operator's mail address, when that is what [crawl] contact gives."""
    given = config.crawl.contact.removeprefix("mailto:")
    return given if "@" in given and "/" not in given else None


def letter(config: Config, found: Digest, recipient: str, now: datetime, style: Style) -> Letter:
    """Return a digest addressed to one recipient."""
    sender = config.mail.sender
    ident = message_id(found, recipient, sender.rpartition("@")[2])
    mail = message(found, sender=sender, recipient=recipient, message_id=ident, date=now, style=style)
    return Letter(found.subscription, recipient, ident, str(mail["Subject"]), mail.as_bytes(), now)


def deliver(store: Store, server: MailServer, now: datetime) -> Iterator[tuple[Letter, Delivery]]:
    """Send what stands in the outbox, and mark each letter by what the server answered, before the next.

    That it is handed over is noted first: an archive that cannot be written to would not learn that a letter
    has gone, and each run would send it again.

    Raises:
        DeliveryError: the server cannot be used; nothing is lost, the letters stay.
    """
    letters = store.unsent(now)
    answers = send(outgoing(store, letters), server) if letters else iter(())
    for letter, delivery in zip(letters, answers, strict=True):
        if delivery.verdict == Verdict.ACCEPTED:
            store.mark_sent(letter.message_id, now, delivery.words)
        else:
            retry_at = now + patience(letter.attempts) if delivery.verdict == Verdict.DEFERRED else None
            store.mark_refused(letter.message_id, now, f"{delivery.code} {delivery.words}", retry_at)
        yield letter, delivery


def outgoing(store: Store, letters: Iterable[Letter]) -> Iterator[EmailMessage]:
    """Yield the message of each letter when its turn has come."""
    for letter in letters:
        store.mark_handed(letter.message_id)
        yield mail(letter)


def patience(attempts: int) -> timedelta:
    """Return how long to wait after a letter was put off, `attempts` times before.

    >>> patience(0), patience(1), patience(99) == LAST_RETRY
    (datetime.timedelta(seconds=300), datetime.timedelta(seconds=600), True)
    """
    return min(RETRY * (1 << min(attempts, DOUBLINGS)), LAST_RETRY)


def mail(letter: Letter) -> EmailMessage:
    """Return a letter's message as it was built."""
    return message_from_bytes(letter.message, policy=POLICY)


def server(config: Config, password: str | None) -> MailServer:
    """Return the mail server of the configuration."""
    at = config.mail
    return MailServer(at.host, at.port, at.tls, at.user, password, at.timeout)
