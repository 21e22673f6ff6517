"""A real mail server on a free loopback port that keeps what it receives."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self


class AnyPort(Controller):
    """A mail server on whatever loopback port is free."""

    def _trigger_server(self) -> None:
        """Note the port before the base class calls at it to see that the server is up."""
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr] # it runs by now
        super()._trigger_server()  # type: ignore[no-untyped-call] # the library has no types here


class Postbox:
    """An SMTP server used as a context manager; `mails` are the messages it took, as bytes.

    `answers` are given to successive messages before it accepts the rest, such as "451 try later"; each
    answer takes `delay` seconds.
    """

    def __init__(self, answers: tuple[str, ...] = (), delay: float = 0.0) -> None:
        self.mails: list[bytes] = []
        self.answers, self.delay = list(answers), delay
        self._controller = AnyPort(self, hostname="127.0.0.1", port=0)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._controller.port)

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self,
        server: Any,  # noqa: ARG002 - aiosmtpd calls it so
        session: Any,  # noqa: ARG002 - likewise
        envelope: Any,
    ) -> str:
        """Take a message, or give the next of the prepared answers."""
        await asyncio.sleep(self.delay)
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(bytes(envelope.content))
        return "250 taken"

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()
