"""Hand messages to a mail server, and say for each recipient what the server answered."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from scraper.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from email.message import EmailMessage

    from _typeshed import ReadableBuffer

TOO_LARGE = 552  # the one permanent refusal at MAIL FROM that is about the message, not about the sender
TAKING = 600.0  # seconds that a server may take to answer to a whole message (RFC 5321, section 4.5.3.2.6)
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Patient(smtplib.SMTP):
    """A connection that waits for a message to be taken: given up too early, it would be sent again."""

    def data(self, msg: ReadableBuffer | str) -> tuple[int, bytes]:
        """Hand over a message and return the answer."""
        self.patience(max(self.timeout, TAKING))
        try:
            return super().data(msg)
        finally:
            self.patience(self.timeout)

    def patience(self, seconds: float) -> None:
        """Wait so long for an answer."""
        if self.sock:
            self.sock.settimeout(seconds)


class PatientTLS(Patient, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class Verdict(StrEnum):
    """What a mail server made of a message: `deferred` is worth another try, `refused` is not."""

    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in; `timeout` in seconds, `ca_file` a PEM file of authorities to trust besides."""

    host: str = "localhost"
    port: int = 25
    tls: Literal["none", "starttls", "tls"] = "none"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 30.0
    ca_file: str | None = None

    @property
    def address(self) -> str:
        """The server as errors name it: host:port."""
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the server answered for one message to one recipient: its code (0: none) and its words."""

    message_id: str
    recipient: str
    verdict: Verdict
    code: int
    words: str


def send(messages: Iterable[EmailMessage], server: MailServer) -> Iterator[Delivery]:
    """Hand over messages, one recipient each, by one connection; yield each answer as it comes.

    A connection that was closed is opened again for the next message. The message during which it breaks is
    deferred, as the server may or may not have taken it: its Message-ID stays the same, so a second copy can
    be told.

    Raises:
        DeliveryError: the server cannot be reached, or refuses the connection, the login or the sender.
    """
    connection: smtplib.SMTP | None = None
    try:
        for message in messages:
            if connection is not None and not _listens(connection):
                _left(connection)
                connection = None
            if connection is None:
                connection = _connected(server)
            delivery = _handed(message, connection, server)
            if delivery.code in {0, 421}:
                _left(connection)
                connection = None
            yield delivery
    finally:
        if connection is not None:
            _left(connection)


def _connected(server: MailServer) -> smtplib.SMTP:
    """Return a connection that is encrypted and logged in as the settings ask."""
    if server.user is not None and server.tls == "none" and server.host not in LOOPBACK:
        hint = 'set [mail] tls = "starttls" or "tls", or leave out user'
        raise DeliveryError("would get the password unencrypted", at=server.address, hint=hint)
    connection: smtplib.SMTP | None = None
    try:
        connection = _opened(server)
        if server.tls == "starttls":
            connection.starttls(context=_trust(server))
        connection.ehlo_or_helo_if_needed()  # refused later, it would pass for a refusal of the message
        if server.user is not None:
            connection.login(server.user, server.password or "")
    except (OSError, smtplib.SMTPException) as error:
        if connection is not None:
            _left(connection)
        raise DeliveryError(
            f"cannot be used: {_said(*_answer(error))}", at=server.address, hint=_way_out(error, server)
        ) from error
    return connection


def _opened(server: MailServer) -> smtplib.SMTP:
    if server.tls == "tls":
        return PatientTLS(server.host, server.port, timeout=server.timeout, context=_trust(server))
    return Patient(server.host, server.port, timeout=server.timeout)


def _listens(connection: smtplib.SMTP) -> bool:
    """Say whether a server still listens; some take one message, or a few, and close the connection."""
    try:
        return connection.noop()[0] // 100 == 2
    except (OSError, smtplib.SMTPException):
        return False


def _trust(server: MailServer) -> ssl.SSLContext:
    """Return a context that checks the server's certificate and name, always."""
    context = ssl.create_default_context()
    if server.ca_file:
        context.load_verify_locations(server.ca_file)
    return context


def _way_out(error: Exception, server: MailServer) -> str:
    """Return what the operator can do about a server that cannot be used."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "check [mail] user, and the password in AFTERWORD_SMTP_PASSWORD"
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            "[mail] host must be the name in the server's certificate, from an authority this machine trusts"
        )
    if isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return f'check [mail] tls, now "{server.tls}", and port'
    return "check [mail] host and port, and that the server runs; nothing is lost, run the report again"


def _handed(message: EmailMessage, connection: smtplib.SMTP, server: MailServer) -> Delivery:
    """Return what the server answers to one message."""
    code, words = 250, "accepted"
    try:
        connection.send_message(message)
    except smtplib.SMTPSenderRefused as error:
        code, words = _answer(error)
        if code // 100 == 5 and code != TOO_LARGE:
            hint = "check [mail] sender, and user where the server asks for a login"
            raise DeliveryError(
                f"refuses {message['From']}: {_said(code, words)}", at=server.address, hint=hint
            ) from error
    except (OSError, smtplib.SMTPException) as error:
        code, words = _answer(error)
    recipient = message["To"].addresses[0].addr_spec
    return Delivery(str(message["Message-ID"]), recipient, _verdict(code), code, words)


def _verdict(code: int) -> Verdict:
    if code // 100 == 5:
        return Verdict.REFUSED
    return Verdict.ACCEPTED if code // 100 == 2 else Verdict.DEFERRED


def _answer(error: Exception) -> tuple[int, str]:
    """Return the code and the words of a refusal; code 0 where the connection broke instead."""
    code: int
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    elif isinstance(error, smtplib.SMTPNotSupportedError):
        code, words = 553, str(error)
    else:
        code, words = 0, str(error) or type(error).__name__
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return code, " ".join(said.split())


def _said(code: int, words: str) -> str:
    return f"{code} {words}" if code else words


def _left(connection: smtplib.SMTP) -> None:
    """Say goodbye; a server that no longer listens is left without."""
    with suppress(OSError, smtplib.SMTPException):
        connection.quit()
    connection.close()
