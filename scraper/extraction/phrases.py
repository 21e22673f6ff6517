"""What short texts say of themselves: stamps of time, labels, pleas."""

from __future__ import annotations

import json
import re
from importlib import resources

_LISTS: dict[str, list[str]] = json.loads((resources.files(__package__) / "phrases.json").read_text("utf-8"))
_SAYS = {kind: re.compile("|".join(lines), re.IGNORECASE) for kind, lines in _LISTS.items()}
_LONGEST = {"stamp": 100, "label": 80, "plea": 320}


def furniture_phrase(text: str) -> str:
    """Return why a text is no part of an article, by its own words; empty if it may be.

    >>> furniture_phrase("5 min read"), furniture_phrase("Updated 3 minutes ago"), furniture_phrase("He ran.")
    ('label', 'stamp', '')
    """
    start = text.lstrip(" -–—•*|»>▶►→")
    return next(
        (kind for kind, size in _LONGEST.items() if len(text) <= size and _SAYS[kind].match(start)), ""
    )
