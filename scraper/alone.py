"""One at a time: a lock that the operating system lets go of when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from scraper.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator


def opened(path: Path) -> TextIO:
    """Return the lock's file, made with its folder as needed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a+", encoding="ascii", errors="replace")
    except OSError as error:
        raise StoreError(
            f"cannot be made: {error.strerror}", at=str(path), hint="see [store] path"
        ) from error


@contextmanager
def in_turn(store_path: str, what: str) -> Iterator[None]:
    """Wait until nobody else does this work on this database; nobody else will meanwhile."""
    with opened(Path(f"{store_path}.{what}.lock")) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def alone(store_path: str, what: str) -> Iterator[bool]:
    """Yield whether nobody else does this work on this database now; if so, nobody else will meanwhile."""
    path = Path(f"{store_path}.{what}.lock")
    with opened(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
