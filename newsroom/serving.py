"""The newsroom on the wire: a loopback server with validators, compression and a log of requests."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from newsroom.answer import Answer, Ask
from newsroom.site import Site

if TYPE_CHECKING:
    from newsroom.desk import Desk

_WORTH_COMPRESSING = 512


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it was served; `conditional` if it carried a validator, `at` on the newsroom's clock."""

    method: str
    path: str
    status: int
    conditional: bool
    user_agent: str
    at: datetime


class Server(ThreadingHTTPServer):
    """The socket, the site and the log."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, desk: Desk, port: int) -> None:
        self._count, self._lock, self._open = 0, threading.Lock(), set[socket.socket]()
        super().__init__(("127.0.0.1", port), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.site = Site(desk, self.url)
        self.requests: list[Request] = []

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        """Accept a connection and remember it."""
        connection, address = super().get_request()
        with self._lock:
            self._open.add(connection)
        return connection, address

    def close_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """Close a connection and forget it."""
        with self._lock:
            self._open.discard(request)
        super().close_request(request)

    def server_close(self) -> None:
        """Close the door and hang up on who is still inside, or kept connections would be served on."""
        super().server_close()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def number(self) -> int:
        """Return the number of this request."""
        with self._lock:
            self._count += 1
            return self._count


class _Handler(BaseHTTPRequestHandler):
    """Speaks HTTP/1.1 for the site."""

    protocol_version = "HTTP/1.1"
    server_version = "Courier/1.0"
    timeout = 60
    disable_nagle_algorithm = True  # or the body would wait 40 ms for the head to be acknowledged
    server: Server

    def do_GET(self) -> None:
        with suppress(ConnectionError):
            self._serve()

    do_HEAD = do_POST = do_GET  # noqa: N815 - names that http.server looks for

    def _serve(self) -> None:
        sent = self.headers.get("Content-Length", "")
        self.rfile.read(int(sent) if sent.isdecimal() else 0)
        split = urlsplit(self.path)
        query = dict(parse_qsl(split.query))
        ask = Ask(self.command, self.server.url, split.path, query, self.server.number())
        answer = self._confirmed(self.server.site.answer(ask))
        if not ask.path.startswith("/_desk"):
            self._log(answer.status)
        time.sleep(answer.delay)
        self._send(answer)

    def _confirmed(self, answer: Answer) -> Answer:
        """Return 304 instead of a page that the client holds already."""
        held = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        if answer.status == 200 and fresh(answer, *held):
            return Answer(304, kind=None, etag=answer.etag, modified=answer.modified)
        return answer

    def _log(self, status: int) -> None:
        conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
        agent = self.headers.get("User-Agent", "")
        now = self.server.site.desk.now
        self.server.requests.append(Request(self.command, self.path, status, conditional, agent, now))

    def _send(self, answer: Answer) -> None:
        body = answer.body
        squeeze = (
            "gzip" in self.headers.get("Accept-Encoding", "")
            and len(body) > _WORTH_COMPRESSING
            and answer.stream is None
            and answer.declared is None
        )
        if squeeze:
            body = gzip.compress(body, mtime=0)
        self.send_response(answer.status)
        for name, value in self._headers(answer, len(body), squeezed=squeeze):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and answer.status != 304:
            self.wfile.write(body)
            for piece in answer.stream or ():
                self.wfile.write(piece)

    def _headers(self, answer: Answer, length: int, *, squeezed: bool) -> list[tuple[str, str]]:
        endless = answer.stream is not None
        told = {
            "Content-Type": answer.kind,
            "Content-Encoding": "gzip" if squeezed else None,
            "Vary": "Accept-Encoding",
            "ETag": answer.etag,
            "Last-Modified": http_date(answer.modified) if answer.modified else None,
            "Content-Length": None if endless or answer.status == 304 else str(answer.declared or length),
            "Connection": "close" if endless or answer.declared else None,
        }
        return [*((name, value) for name, value in told.items() if value), *answer.headers]

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the Date header: the newsroom's time, so that it is never before Last-Modified."""
        now = self.server.site.desk.now
        return http_date(now if timestamp is None else datetime.fromtimestamp(timestamp, UTC))

    def version_string(self) -> str:
        """Return the Server header."""
        return self.server_version

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives
        """Say nothing: the log is `Newsroom.requests`."""


def fresh(answer: Answer, if_none_match: str | None, if_modified_since: str | None) -> bool:
    """Tell whether the client's copy still holds; If-None-Match wins (RFC 9110, section 13.2.2).

    >>> fresh(Answer(etag='W/"a"'), '"b", "a"', None)
    True
    """
    if if_none_match is not None:
        held = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        return answer.etag is not None and bool(held & {"*", answer.etag.removeprefix("W/")})
    if if_modified_since is None or answer.modified is None:
        return False
    try:
        since = parsedate_to_datetime(if_modified_since).astimezone(UTC)
    except ValueError:
        return False
    return answer.modified.replace(microsecond=0) <= since


def http_date(instant: datetime) -> str:
    """Return an instant as HTTP writes it."""
    return format_datetime(instant.astimezone(UTC), usegmt=True)
