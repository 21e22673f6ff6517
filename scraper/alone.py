"""One at a time: a lock that the operating system lets go of when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def alone(store_path: str, what: str) -> Iterator[bool]:
    """Yield whether nobody else does this work on this database now; if so, nobody else will meanwhile."""
    path = Path(f"{store_path}.{what}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
