"""Answers that go wrong on the way: redirects without end, bodies too long, too slow, cut off or bloated."""

from __future__ import annotations

import gzip
from itertools import repeat
from typing import TYPE_CHECKING

from newsroom.answer import Answer, redirect
from newsroom.trouble.page import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsroom.answer import Ask


_TEXT = "The pier will be moved a few feet to the left, the harbour board said."
_BLOCK = 65_536


def home_redirect(ask: Ask) -> Answer:
    """A redirect to the front page, as for articles that someone wants forgotten."""
    return redirect(f"{ask.url}/", 302)


def redirect_loop(ask: Ask) -> Answer:
    """A redirect to the same address with another parameter, for ever."""
    turn = int(ask.query.get("turn", "0")) + 1
    return redirect(f"{ask.url}{ask.path}?turn={turn % 2}", 302)


def redirect_maze(ask: Ask) -> Answer:
    """A redirect to an address never seen before, for ever."""
    turn = int(ask.query.get("turn", "0")) + 1
    return redirect(f"{ask.url}{ask.path}?turn={turn}", 302)


def large(ask: Ask) -> Answer:
    """A page of `?bytes=N` bytes, 64 MiB if not given, streamed without a length."""
    size = int(ask.query.get("bytes", 64 * 2**20))
    return Answer(body=page("A long read", "It goes on.").encode(), stream=_filler(size))


def _filler(size: int) -> Iterator[bytes]:
    line = b"<p>And on, and on, and on, and on.</p>\n"
    block = (line * (_BLOCK // len(line) + 1))[:_BLOCK]
    yield from repeat(block, size // _BLOCK)
    yield block[: size % _BLOCK]


def slow(ask: Ask) -> Answer:
    """A page that comes after `?seconds=N`, 30 if not given."""
    return Answer(
        body=page("Worth waiting for", _TEXT).encode(),
        delay=min(600.0, max(0.0, float(ask.query.get("seconds", "30")))),
    )


def truncated(_ask: Ask) -> Answer:
    """A body that breaks off: the Content-Length is larger than what comes."""
    body = page("A page cut off", _TEXT, _TEXT).encode()
    return Answer(body=body[: len(body) // 2], declared=len(body))


def broken_gzip(_ask: Ask) -> Answer:
    """A compressed body that breaks off."""
    body = gzip.compress(page("A page cut off", _TEXT).encode(), mtime=0)
    return Answer(body=body[: len(body) // 2], headers=(("Content-Encoding", "gzip"),))


def gzip_bomb(ask: Ask) -> Answer:
    """A body of about 64 KiB that unpacks to `?bytes=N`, 64 MiB if not given."""
    size = int(ask.query.get("bytes", 64 * 2**20))
    return Answer(body=gzip.compress(bytes(size), mtime=0), headers=(("Content-Encoding", "gzip"),))
