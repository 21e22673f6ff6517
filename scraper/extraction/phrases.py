"""What short texts say of themselves: stamps of time, labels, pleas."""

from __future__ import annotations

import json
import re
from importlib import resources

_LISTS: dict[str, list[str]] = json.loads((resources.files(__package__) / "phrases.json").read_text("utf-8"))
_SAYS = {kind: re.compile("|".join(lines), re.IGNORECASE) for kind, lines in _LISTS.items()}
_LONGEST = {"stamp": 100, "label": 80, "plea": 320}
PITCH = 260  # characters of a text that offers something else to read
# Case tells German "Sie" from "sie" and "us" from "US".
_ADDRESS = re.compile(
    r"\b(?:[Yy]our?s?|[Ww]e|us|[Oo]urs?|[Hh]ere|Sie|Ihr\w*|[Dd]u|[Dd]ein\w*|[Ee]uch|[Ee]uer|[Ee]ure[mnrs]?|[Ww]ir|[Uu]ns\w*|[Hh]ier"
    r"|[Vv]ous|[Vv]otre|[Vv]os|[Nn]ous|[Nn]otre|[Nn]os|[Ii]ci|[Uu]sted(?:es)?|[Tt]us?|[Tt]e|[Nn]uestr\w+|[Aa]quí"
    r"|[Vv]oi|[Vv]ostr\w+|[Nn]ostr\w+|[Tt]u[oaei]|[Jj]ouw|[Oo]nze|[Ss]eu|[Nn]oss\w+|[Aa]qui)\b"
)
_QUOTED = re.compile(r"[\"“„«»][^\"“”„«»]*[\"”“«»]")


def furniture_phrase(text: str) -> str:
    """Return why a text is no part of an article, by its own words; empty if it may be.

    >>> furniture_phrase("5 min read"), furniture_phrase("Updated 3 minutes ago"), furniture_phrase("He ran.")
    ('label', 'stamp', '')
    """
    start = text.lstrip(" -–—•*|»>▶►→")
    return next(
        (kind for kind, size in _LONGEST.items() if len(text) <= size and _SAYS[kind].match(start)), ""
    )


def is_pitch(text: str) -> bool:
    """Tell whether a short text, its quotations aside, offers something else to read or to hear.

    That a story is about such a thing makes it no offer: those speak to the reader, or of the house.

    >>> is_pitch("Our newsletter tells you more."), is_pitch("WhatsApp was down for an hour, Meta said.")
    (True, False)
    """
    if len(text) >= PITCH:
        return False
    offers = _SAYS["pitch"].search(text) and _ADDRESS.search(_QUOTED.sub("", text))
    return bool(offers or _SAYS["call"].search(text))
