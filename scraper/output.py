"""What the program says: output that outlives its reader, and errors as one line."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from scraper.errors import AfterwordError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import ReadableBuffer


class Unread(io.FileIO):
    """A stream that takes everything and keeps nothing once its reader has left (`| head`) or it broke.

    The first failure that is not the reader's leaving is raised, and only that one.
    """

    left = False

    def write(self, data: ReadableBuffer, /) -> int:
        """Write, or take without writing."""
        size = memoryview(data).nbytes
        if self.left:
            return size
        try:
            return super().write(data)
        except BrokenPipeError:
            self.left = True
        except OSError:
            self.left = True
            raise
        return size


def lasting(stream: TextIO | None) -> TextIO:
    """Return a stream's like that outlives its reader and writes what its encoding lacks as escapes."""
    if stream is None:  # closed by whoever started the program
        return io.StringIO()
    raw = io.BufferedWriter(Unread(stream.fileno(), "w", closefd=False))
    at_once = bool(stream.line_buffering or getattr(stream, "write_through", False))
    return io.TextIOWrapper(raw, stream.encoding, "backslashreplace", line_buffering=at_once)


@contextmanager
def one_line() -> Iterator[None]:
    """End the program with one line where what it is set up with cannot be used."""
    try:
        yield
    except AfterwordError as error:
        complain(error)
        raise SystemExit(error.exit_code) from error


def complain(error: AfterwordError) -> None:
    """Write an error as one line, if anybody can read it."""
    if sys.stderr is None:
        return
    sys.stderr.write(f"afterword: {' '.join(str(error).split())}\n")


def outlast_readers() -> None:
    """Make the program's own output lasting."""
    sys.stdout, sys.stderr = lasting(sys.stdout), lasting(sys.stderr)
