"""A digest as an e-mail: text and HTML, with the headers that machines and mailing lists expect."""

from __future__ import annotations

import hashlib
import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from scraper.reports.markup import mail_html
from scraper.reports.text import subject, text
from scraper.reports.wording import Style, contact, plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from scraper.reports.digest import Digest

# Quoted-printable or base64, whichever is shorter: not every server says 8BITMIME.
POLICY = SMTP.clone(cte_type="7bit")


def message_id(told: Digest, recipient: str, domain: str) -> str:
    """Return the Message-ID of a report: equal for the same subscription, recipient and things told.

    A report that is sent twice because the server's answer was lost is then one message to the reader.
    """
    overdue = [f"overdue {','.join(map(str, told.overdue_idents))}"] if told.overdue else []
    key = "\x1e".join([told.subscription, recipient, ",".join(map(str, told.idents)), *overdue])
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{plain(domain) or 'localhost'}>"


def message(  # noqa: PLR0913 -- an envelope has this many fields
    digest: Digest,
    *,
    sender: str,
    recipient: str,
    message_id: str,
    date: datetime,
    style: Style | None = None,
) -> EmailMessage:
    """Return the report of a digest to one recipient, as multipart/alternative of text and HTML."""
    style = style or Style()
    mail = EmailMessage(policy=POLICY)
    mail["From"] = Address("Afterword", addr_spec=sender)
    mail["To"] = Address(addr_spec=recipient)
    mail["Subject"] = subject(digest, style)
    mail["Date"] = format_datetime(date)
    mail["Message-ID"] = message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    for name, value in _list_headers(digest, sender, style):
        mail[name] = value
    mail.set_content(text(digest, style))
    mail.add_alternative(mail_html(digest, style), subtype="html")
    # The library would draw a boundary at random: the same report is the same bytes.
    mail.set_boundary(f"=_{hashlib.sha256(message_id.encode()).hexdigest()[:32]}")
    return mail


def _list_headers(digest: Digest, sender: str, style: Style) -> Iterable[tuple[str, str]]:
    """Yield the headers of RFC 2919 and RFC 2369: a subscription is a list, its operator the owner."""
    domain = sender.rpartition("@")[2]
    name = re.sub("[^A-Za-z0-9]+", "-", digest.subscription).strip("-") or "reports"
    yield "List-Id", f"<{name}.afterword.{domain}>"
    if owner := contact(style):
        yield "List-Owner", f"<{owner}>"
        yield "List-Unsubscribe", f"<{owner}{'?subject=unsubscribe' * owner.startswith('mailto:')}>"
