"""`report`: send what has changed, by e-mail."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from scraper.alone import in_turn
from scraper.command import AfterwordCommand
from scraper.errors import ConfigError, DeliveryError
from scraper.refusal import near
from scraper.reports.markup import page
from scraper.reports.send import Verdict
from scraper.reports.text import text
from scraper.reports.wording import count
from scraper.settings import smtp_password
from scraper.stopping import finishing
from scraper.telling import beginning, deliver, edition, server
from storage import Store
from storage.outbox import Told

if TYPE_CHECKING:
    import argparse

    from scraper.config import Subscription
    from scraper.telling import Edition


class Command(AfterwordCommand):
    """Build a report for each subscription of what it has not been told, and empty the outbox."""

    def syntax(self) -> str:
        """Return the shape of the command line."""
        return "[options]"

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "Send what has changed to the subscribers, by e-mail"

    def long_desc(self) -> str:
        """Return what --help explains."""
        return (
            "A report is put into the outbox with what it tells in one transaction, and marked as sent only "
            "after the mail server took it; what could not be sent is tried again by the next run. "
            "Exit code 4 when the server cannot be used, 1 when it refused a letter for good."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options."""
        super().add_options(parser)
        parser.add_argument("--subscription", metavar="NAME", help="only this one (default: all)")
        since = "look back to this ISO 8601 date or time (UTC); what was told is not told again"
        parser.add_argument("--since", metavar="TIME", type=instant, help=since)
        parser.add_argument("--dry-run", action="store_true", help="print the reports; send and mark nothing")
        parser.add_argument("--resend", action="store_true", help="build nothing; send what is waiting")
        parser.add_argument("--out", metavar="DIR", help="write each report to DIR as .eml and .html, too")

    def work(self, args: list[str], opts: argparse.Namespace) -> int:  # noqa: ARG002 - Scrapy calls it so
        """Build, queue and send; two runs at once would deliver the same letters, so they take turns."""
        now = self.now()
        with in_turn(self.store_path, "report"), Store(self.store_path) as store:
            for subscription in () if opts.resend else self.subscriptions(opts.subscription):
                begin = opts.since or beginning(store, subscription, now, keep=not opts.dry_run)
                ready = edition(store, self.config, subscription, now, begin)
                if opts.out:
                    write(ready, Path(opts.out))
                if opts.dry_run:
                    sys.stdout.write(text(ready.digest, ready.style) + "\n")
                elif ready.letters:
                    store.queue(ready.letters, subscription.name, told(ready), now)
                sys.stdout.write(summary(ready))
            return 0 if opts.dry_run else self.send(store, now)

    def subscriptions(self, name: str | None) -> tuple[Subscription, ...]:
        """Return the subscriptions that are meant."""
        chosen = tuple(one for one in self.config.subscription if name in {None, one.name})
        if not chosen:
            names = [one.name for one in self.config.subscription]
            missing = f"no subscription {name!r}{near(name, names)}" if name else "no subscription"
            raise ConfigError(f"there is {missing}", hint="see [[subscription]] in afterword.toml")
        return chosen

    def send(self, store: Store, now: datetime) -> int:
        """Send what is in the outbox and say what the server answered; return the exit code.

        A letter that was taken and not noted as sent would be sent again: asked to stop, it is noted first.
        """
        code = 0
        with finishing() as asked:
            for letter, delivery in deliver(store, server(self.config, smtp_password()), now):
                sys.stdout.write(f"{delivery.verdict}: {letter.recipient}: {letter.subject}\n")
                if delivery.verdict != Verdict.ACCEPTED:
                    sys.stderr.write(f"afterword: {letter.recipient}: {delivery.code} {delivery.words}\n")
                    code = DeliveryError.exit_code if delivery.verdict == Verdict.DEFERRED else 1
                if asked.is_set():
                    raise KeyboardInterrupt
        return code


def instant(text: str) -> datetime:
    """Return the instant of an ISO 8601 date or time; UTC unless it says otherwise."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no date or time such as 2026-05-01T12:00") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def write(ready: Edition, folder: Path) -> None:
    """Write a report as an .eml for each recipient and one .html page."""
    folder.mkdir(parents=True, exist_ok=True)
    name = ready.subscription.name
    (folder / f"{name}.html").write_text(page(ready.digest, ready.style), "utf-8")
    for letter in ready.letters:
        (folder / f"{name}-{quote(letter.recipient, safe='@+')}.eml").write_bytes(letter.message)


def told(ready: Edition) -> Told:
    """Return what an edition tells, to be noted."""
    return Told(ready.digest.idents, ready.digest.overdue_idents)


def summary(ready: Edition) -> str:
    """Return one line on what a report tells."""
    found = ready.digest
    if not ready.letters:
        return f"{found.subscription}: nothing to tell ({count(found.minor_edits, 'minor edit')})\n"
    to = ", ".join(letter.recipient for letter in ready.letters)
    late = f"{len(found.overdue)} overdue, " if found.overdue else ""
    minor = count(found.minor_edits, "minor edit")
    numbers = f"{count(len(found.stories), 'article')}, {late}{minor} not shown"
    return f"{found.subscription}: {numbers}, to {to}\n"
