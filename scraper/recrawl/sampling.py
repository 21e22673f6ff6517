"""Choices by stable hash: who belongs to the control sample, who starts when."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import timedelta


def fraction(key: str) -> float:
    """Return a number in [0, 1) that depends on the key alone."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:7]) / 2**56


def in_control(key: str, share: float = 0.005) -> bool:
    """Tell whether an article belongs to the control sample, visited densely whatever the policy thinks."""
    return fraction(f"control:{key}") < share


def spread(key: str, interval: timedelta) -> timedelta:
    """Return how long after a round's start a key's turn comes, so that not all start at once."""
    return interval * fraction(f"spread:{key}")
