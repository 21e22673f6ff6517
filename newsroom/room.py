"""The newsroom as a whole: stories, desk and server, opened and closed together."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from newsroom.desk import Desk
from newsroom.serving import Server
from newsroom.story import VALIDATORS, read_stories
from newsroom.timetable import timetable

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from types import TracebackType

    from newsroom.answer import Answer
    from newsroom.desk import Issue
    from newsroom.serving import Request


class Newsroom:
    """A local news site on a free loopback port, used as a context manager.

    `now` is the base time of its script, aware; its clock starts there. With `speed` 0 the clock moves only
    with `advance`, otherwise that many times as fast as the world's. `event_in` is the time from `now` to the
    event that the lead story announces. `stories` is a folder of TOML files instead of the house's own.
    `validators` overrides those of all stories (see `Story`).

    >>> from datetime import UTC
    >>> with Newsroom(now=datetime(2026, 6, 15, 8, tzinfo=UTC)) as room:
    ...     room.advance(timedelta(minutes=15))[0].what
    'the number grows'
    """

    def __init__(  # noqa: PLR0913 - all by keyword, and all but the first with a default
        self,
        *,
        now: datetime,
        port: int = 0,
        speed: float = 0.0,
        event_in: timedelta = timedelta(hours=2),
        stories: Traversable | None = None,
        validators: str | None = None,
    ) -> None:
        if validators not in (None, *VALIDATORS):
            raise ValueError(f"no such validators: {validators!r}")
        self.times = timetable(now, event_in)
        told = read_stories(self.times, stories)
        if validators:
            told = tuple(replace(story, validators=validators) for story in told)
        self.desk = Desk(told, self.times.base, speed=speed, tick=time.monotonic)
        self._server = Server(self.desk, port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self.url = self._server.url
        self.feed_url = f"{self.url}/feed.xml"
        self.sitemap_url = f"{self.url}/sitemap.xml"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def now(self) -> datetime:
        """The newsroom's time."""
        return self.desk.now

    @property
    def event(self) -> datetime:
        """The instant of the event that the lead story announces."""
        return self.times.event

    @property
    def requests(self) -> tuple[Request, ...]:
        """All requests served so far, oldest first, without those to the desk itself."""
        return tuple(self._server.requests)

    def article_url(self, name: str) -> str:
        """Return the canonical address of a story as it stands; LookupError when it is not out yet."""
        piece = self.desk.standing(name)
        if piece is None:
            raise LookupError(f"{name} is not out yet")
        return self.url + piece.path

    def advance(self, by: timedelta | None = None) -> tuple[Issue, ...]:
        """Move the clock by a span, or to the next edit of the script, and return what came out meanwhile."""
        return self.desk.advance(by)

    def publish(self, name: str, version: int) -> Issue:
        """Bring out a version of a story now, whatever the script says."""
        return self.desk.publish(name, version)

    def trouble(self, name: str, kind: str | None) -> None:
        """Let a story or a path answer with a trouble of `newsroom.trouble`; with None all is well again."""
        self._server.site.afflict(name, kind)

    def put(self, path: str, answer: Answer | None) -> None:
        """Let a path give an answer of the caller's own; with None it is itself again."""
        self._server.site.put(path, answer)
