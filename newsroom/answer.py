"""What is asked and what is answered, as values: before validators, compression and the wire."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: `url` is the site's own root without a slash, `count` the number of the request from 1."""

    method: str
    url: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    count: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body and headers; `etag` comes with its quotes, `modified` is aware UTC.

    `kind` is the Content-Type, None for none. `stream`, if there, is sent after `body`, piece by piece,
    without a length. `delay` is in seconds, before the first byte. `declared` is a Content-Length that is not
    the true one; the connection then closes.
    """

    status: int = 200
    body: bytes = b""
    kind: str | None = HTML
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    modified: datetime | None = None
    stream: Iterable[bytes] | None = None
    delay: float = 0.0
    declared: int | None = None


def redirect(to: str, status: int = 301) -> Answer:
    """Return a redirect to an address or path."""
    return Answer(status, headers=(("Location", to),))
