from __future__ import annotations

import ssl
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any, Literal

import pytest
import trustme
from aiosmtpd.smtp import AuthResult, LoginPassword

from newsroom.postbox import AnyPort, Postbox
from scraper.errors import DeliveryError
from scraper.reports.digest import Digest
from scraper.reports.message import POLICY, message
from scraper.reports.send import Delivery, MailServer, Verdict, send

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aiosmtpd.smtp import SMTP, Envelope, Session


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
RIGHT, WRONG = "correct horse", "battery staple"


@dataclass
class Postmaster:
    """Answer by the local part: `no.such.user` is refused, `busy` put off, everyone else has mail."""

    delivered: list[Envelope] = field(default_factory=list)
    connections: set[object] = field(default_factory=set)

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],  # noqa: ARG002 -- aiosmtpd's signature
    ) -> str:
        """Answer for one recipient."""
        self.connections.add(session.peer)
        answers = {
            "no.such.user": "550 5.1.1 No such user",
            "busy": "451 4.7.1 Try again later",
            "closing": "421 4.3.2 Shutting down",
        }
        local = address.partition("@")[0]
        if local == "hang.up":
            server.transport.close()  # type: ignore[union-attr] # a recipient comes by a connection
        if local not in answers:
            envelope.rcpt_tos.append(address)
        return answers.get(local, "250 OK")

    async def handle_DATA(  # noqa: N802 -- aiosmtpd's name
        self,
        server: SMTP,  # noqa: ARG002 -- aiosmtpd's signature
        session: Session,  # noqa: ARG002 -- likewise
        envelope: Envelope,
    ) -> str:
        """Keep what came."""
        self.delivered.append(envelope)
        return "250 2.0.0 Queued"


@pytest.fixture
def started() -> Iterator[Callable[..., MailServer]]:
    """Return a function that starts a mail server on loopback and says where it is."""
    running: list[AnyPort] = []

    def start(postmaster: Postmaster, **settings: Any) -> MailServer:
        controller = AnyPort(postmaster, hostname="127.0.0.1", port=0, **settings)
        controller.start()
        running.append(controller)
        return MailServer("127.0.0.1", controller.port, timeout=10)

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secured(authority: trustme.CA, tmp_path: Path) -> tuple[ssl.SSLContext, str]:
    """Return a server's context for 127.0.0.1, and the file of the authority that vouches for it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(trusted)
    return context, str(trusted)


def checked(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
) -> AuthResult:
    return AuthResult(success=data == LoginPassword(b"desk", RIGHT.encode()), handled=False)


def letter(local: str, sender: str = "afterword@x.test") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, f"{local}@y.test"
    mail["Subject"], mail["Message-ID"] = "Edits", f"<{local}@x.test>"
    mail.set_content("Zażółć gęślą jaźń")
    return mail


def verdicts(deliveries: Iterator[Delivery]) -> list[tuple[str, Verdict, int]]:
    return [(item.recipient.partition("@")[0], item.verdict, item.code) for item in deliveries]


def test_each_recipient_gets_the_servers_own_answer(started: Callable[..., MailServer]) -> None:
    postmaster = Postmaster()
    server = started(postmaster)
    letters = [letter(local) for local in ("ann", "no.such.user", "busy", "bob")]
    assert verdicts(send(letters, server)) == [
        ("ann", Verdict.ACCEPTED, 250),
        ("no.such.user", Verdict.REFUSED, 550),
        ("busy", Verdict.DEFERRED, 451),
        ("bob", Verdict.ACCEPTED, 250),
    ]
    assert [envelope.rcpt_tos for envelope in postmaster.delivered] == [["ann@y.test"], ["bob@y.test"]]
    assert len(postmaster.connections) == 1


def test_a_message_kept_as_bytes_arrives_as_it_was_built(started: Callable[..., MailServer]) -> None:
    found = Digest("desk", NOON, NOON, (), ())
    built = message(found, sender="a@x.test", recipient="ann@y.test", message_id="<1@x.test>", date=NOON)
    postmaster = Postmaster()
    kept = message_from_bytes(built.as_bytes(), policy=POLICY)
    assert verdicts(send([kept], started(postmaster))) == [("ann", Verdict.ACCEPTED, 250)]
    (envelope,) = postmaster.delivered
    assert envelope.content == built.as_bytes()


def test_the_servers_words_are_kept(started: Callable[..., MailServer]) -> None:
    (delivery,) = send([letter("no.such.user")], started(Postmaster()))
    assert delivery.words == "5.1.1 No such user"


@pytest.mark.parametrize(("local", "code"), [("hang.up", 0), ("closing", 421)])
def test_a_broken_connection_defers_one_message_and_spares_the_next(
    started: Callable[..., MailServer], local: str, code: int
) -> None:
    server = started(Postmaster())
    answers = verdicts(send([letter(local), letter("ann")], server))
    assert answers == [(local, Verdict.DEFERRED, code), ("ann", Verdict.ACCEPTED, 250)]


class Brief(Postmaster):
    """Take one message by a connection and close it."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        """Keep what came, answer and leave."""
        answer = await super().handle_DATA(server, session, envelope)
        server.transport.write(answer.encode() + b"\r\n")  # type: ignore[union-attr] # see above
        server.transport.close()  # type: ignore[union-attr] # see above
        return answer


def test_a_server_that_takes_one_message_by_a_connection_gets_all_at_once(
    started: Callable[..., MailServer],
) -> None:
    answers = verdicts(send([letter("ann"), letter("bob")], started(Brief())))
    assert answers == [("ann", Verdict.ACCEPTED, 250), ("bob", Verdict.ACCEPTED, 250)]


class Stranger(Postmaster):
    """Refuse whoever greets."""

    async def handle_EHLO(  # noqa: N802 -- aiosmtpd's name
        self,
        server: SMTP,  # noqa: ARG002 -- aiosmtpd's signature
        session: Session,  # noqa: ARG002 -- likewise
        envelope: Envelope,  # noqa: ARG002 -- likewise
        hostname: str,  # noqa: ARG002 -- likewise
        responses: list[str],  # noqa: ARG002 -- likewise
    ) -> list[str]:
        """Refuse."""
        return ["550 5.7.1 Who are you?"]

    async def handle_HELO(self, *_: object) -> str:  # noqa: N802 -- likewise
        """Refuse."""
        return "550 5.7.1 Who are you?"


def test_a_server_that_refuses_us_has_not_refused_the_message(started: Callable[..., MailServer]) -> None:
    with pytest.raises(DeliveryError, match=r"550 5\.7\.1 Who are you"):
        list(send([letter("ann")], started(Stranger())))


def test_a_server_that_is_long_in_taking_a_message_is_waited_for() -> None:
    with Postbox(delay=2.0) as postbox:
        server = MailServer("127.0.0.1", postbox.port, timeout=1.5)
        assert verdicts(send([letter("ann")], server)) == [("ann", Verdict.ACCEPTED, 250)]


def test_a_server_that_is_not_there_is_named_with_the_way_out() -> None:
    with pytest.raises(DeliveryError, match=r"127\.0\.0\.1:1: .*check \[mail\] host and port"):
        list(send([letter("ann")], MailServer("127.0.0.1", 1, timeout=5)))


def test_a_message_goes_by_starttls_and_login(
    started: Callable[..., MailServer], secured: tuple[ssl.SSLContext, str]
) -> None:
    context, trusted = secured
    plain = started(Postmaster(), tls_context=context, require_starttls=True, authenticator=checked)
    server = replace(plain, tls="starttls", ca_file=trusted, user="desk", password=RIGHT)
    assert verdicts(send([letter("ann")], server)) == [("ann", Verdict.ACCEPTED, 250)]


def test_a_message_goes_by_tls_from_the_first_byte(
    started: Callable[..., MailServer], secured: tuple[ssl.SSLContext, str]
) -> None:
    context, trusted = secured
    server = replace(started(Postmaster(), ssl_context=context), tls="tls", ca_file=trusted)
    assert verdicts(send([letter("ann")], server)) == [("ann", Verdict.ACCEPTED, 250)]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_wrong_password_is_said_with_the_way_out_and_never_shown(
    started: Callable[..., MailServer],
) -> None:
    plain = started(Postmaster(), authenticator=checked, auth_require_tls=False, auth_required=True)
    server = replace(plain, user="desk", password=WRONG)
    with pytest.raises(DeliveryError, match=r"535.*AFTERWORD_SMTP_PASSWORD") as caught:
        list(send([letter("ann")], server))
    assert WRONG not in f"{caught.value} {server}"


def test_a_certificate_from_nowhere_is_not_trusted(
    started: Callable[..., MailServer], secured: tuple[ssl.SSLContext, str]
) -> None:
    server = replace(started(Postmaster(), tls_context=secured[0]), tls="starttls")
    with pytest.raises(DeliveryError, match="the name in the server's certificate"):
        list(send([letter("ann")], server))


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_server_without_tls_is_not_talked_to_in_the_clear(
    started: Callable[..., MailServer], tls: Literal["starttls", "tls"]
) -> None:
    with pytest.raises(DeliveryError, match=rf'check \[mail\] tls, now "{tls}"'):
        list(send([letter("ann")], replace(started(Postmaster()), tls=tls)))


def test_a_password_never_leaves_this_machine_unencrypted() -> None:
    server = MailServer("mail.example.org", user="desk", password=RIGHT)
    with pytest.raises(DeliveryError, match="unencrypted"):
        list(send([letter("ann")], server))


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_sender_that_the_server_refuses_stops_the_run_before_anything_is_lost(
    started: Callable[..., MailServer],
) -> None:
    server = started(Postmaster(), authenticator=checked, auth_required=True, auth_require_tls=False)
    with pytest.raises(DeliveryError, match=r"530.*check \[mail\] sender"):
        list(send([letter("ann")], server))


def test_a_message_too_large_is_refused_alone(started: Callable[..., MailServer]) -> None:
    large = letter("ann")
    large.set_content("x" * 70 + "\n" + "many lines\n" * 2000)
    answers = verdicts(send([large, letter("bob")], started(Postmaster(), data_size_limit=5000)))
    assert answers == [("ann", Verdict.REFUSED, 552), ("bob", Verdict.ACCEPTED, 250)]


def test_an_address_beyond_ascii_is_refused_where_the_server_cannot_take_it(
    started: Callable[..., MailServer],
) -> None:
    answers = verdicts(send([letter("zoë"), letter("ann")], started(Postmaster(), enable_SMTPUTF8=False)))
    assert answers == [("zoë", Verdict.REFUSED, 553), ("ann", Verdict.ACCEPTED, 250)]


def test_a_reader_who_stops_early_leaves_no_connection_open(started: Callable[..., MailServer]) -> None:
    postmaster = Postmaster()
    deliveries = send([letter("ann"), letter("bob")], started(postmaster))
    assert next(deliveries).verdict is Verdict.ACCEPTED
    deliveries.close()  # type: ignore[attr-defined] # a generator is more than an iterator
    assert len(postmaster.delivered) == 1


def test_no_messages_need_no_server() -> None:
    assert list(send([], MailServer("127.0.0.1", 1))) == []
