from __future__ import annotations

from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller

from scraper.errors import DeliveryError
from scraper.reports.send import Delivery, MailServer, Verdict, send

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aiosmtpd.smtp import SMTP, Envelope, Session


class AnyPort(Controller):
    """A mail server on whatever loopback port is free."""

    def _trigger_server(self) -> None:
        """Note the port before the base class calls at it to see that the server is up."""
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr] # it runs by now
        super()._trigger_server()  # type: ignore[no-untyped-call] # the library has no types here


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
        answers = {"no.such.user": "550 5.1.1 No such user", "busy": "451 4.7.1 Try again later"}
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
    running: list[Controller] = []

    def start(postmaster: Postmaster, **settings: Any) -> MailServer:
        controller = AnyPort(postmaster, hostname="127.0.0.1", port=0, **settings)
        controller.start()
        running.append(controller)
        return MailServer("127.0.0.1", controller.port, timeout=10)

    yield start
    for controller in running:
        controller.stop()


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


def test_the_servers_words_are_kept(started: Callable[..., MailServer]) -> None:
    (delivery,) = send([letter("no.such.user")], started(Postmaster()))
    assert delivery.words == "5.1.1 No such user"


def test_a_broken_connection_defers_one_message_and_spares_the_next(
    started: Callable[..., MailServer],
) -> None:
    server = started(Postmaster())
    answers = verdicts(send([letter("hang.up"), letter("ann")], server))
    assert answers == [("hang.up", Verdict.DEFERRED, 0), ("ann", Verdict.ACCEPTED, 250)]


def test_a_server_that_is_not_there_is_named_with_the_way_out() -> None:
    with pytest.raises(DeliveryError, match=r"127\.0\.0\.1:1: .*check \[mail\] host and port"):
        list(send([letter("ann")], MailServer("127.0.0.1", 1, timeout=5)))
