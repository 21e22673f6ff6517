"""What short texts say of themselves: notes on corrections, stamps of time, labels, pleas."""

from __future__ import annotations

import json
import re
from importlib import resources

_LISTS: dict[str, list[str]] = json.loads((resources.files(__package__) / "phrases.json").read_text("utf-8"))
_SAYS = {kind: re.compile("|".join(lines), re.IGNORECASE) for kind, lines in _LISTS.items()}
_LONGEST = {"stamp": 100, "label": 80, "plea": 320}
_AS_NOTE = re.compile(r"^\W*(?:\*+\s*)?")
_COLON = re.compile(r"^[^.!?]{0,60}[:：—–-]|^[^.!?]{0,60}\d{4}")


def is_note(text: str) -> bool:
    """Tell whether a paragraph is a correction, a clarification or an update note.

    Text that merely begins with such a word has no colon or date behind it.

    >>> is_note("Correction: an earlier version gave the wrong year."), is_note("This article was amended.")
    (True, True)
    >>> is_note("Corrections officers went on strike."), is_note("Update your passport before you travel.")
    (False, False)
    """
    start = _AS_NOTE.sub("", text)
    found = _SAYS["note"].match(start)
    if not found:
        return False
    return " " in found[0].strip() or bool(_COLON.match(start[found.end() :]))


def furniture_phrase(text: str) -> str:
    """Return why a text is no part of an article, by its own words; empty if it may be.

    >>> furniture_phrase("5 min read"), furniture_phrase("Updated 3 minutes ago"), furniture_phrase("He ran.")
    ('label', 'stamp', '')
    """
    start = text.lstrip(" -–—•*|»>▶►→")
    return next(
        (kind for kind, size in _LONGEST.items() if len(text) <= size and _SAYS[kind].match(start)), ""
    )
