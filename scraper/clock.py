"""What time it is: the world's, or another that a rehearsal sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs as fast as the world's, moved by `shift`."""

    shift: timedelta = timedelta()

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        return datetime.now(UTC) + self.shift


def starting_at(text: str | None) -> Clock:
    """Return a clock that starts at an ISO 8601 time, UTC unless it says so; the world's for `None`."""
    if not text:
        return Clock()
    found = datetime.fromisoformat(text)
    return Clock((found if found.tzinfo else found.replace(tzinfo=UTC)) - datetime.now(UTC))
