"""What time it is: the world's, or another that a rehearsal sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from scraper.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs as fast as the world's, moved by `shift`."""

    shift: timedelta = timedelta()

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        return datetime.now(UTC) + self.shift


def starting_at(text: str | None) -> Clock:
    """Return a clock that starts at an ISO 8601 time, UTC unless it says so; the world's for `None`.

    Raises:
        ConfigError: it is no time.
    """
    if not text:
        return Clock()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        hint = "such as 2026-06-15T08:00Z"
        raise ConfigError(f"{text!r} is not an ISO 8601 time", at="AFTERWORD_CLOCK", hint=hint) from None
    return Clock((found if found.tzinfo else found.replace(tzinfo=UTC)) - datetime.now(UTC))
