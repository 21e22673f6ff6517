"""Has anybody written to the archive? Answered from the files' times and sizes, without opening them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

Mark = tuple[tuple[str, int, int], ...]


def mark(store_path: str) -> Mark:
    """Return what differs once any process has written to the database."""
    found: list[tuple[str, int, int]] = []
    for file in (Path(store_path), Path(f"{store_path}-wal")):
        with suppress(OSError):
            state = file.stat()
            if state.st_size:  # an empty log comes and goes with every reader
                found.append((file.name, state.st_mtime_ns, state.st_size))
    return tuple(found)
