"""A choice by stable hash: who belongs to the control sample."""

from __future__ import annotations

import hashlib


def fraction(key: str) -> float:
    """Return a number in [0, 1) that depends on the key alone."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:7]) / 2**56


def in_control(key: str, share: float) -> bool:
    """Tell whether an article belongs to the control sample, visited densely whatever the policy thinks."""
    return fraction(f"control:{key}") < share
