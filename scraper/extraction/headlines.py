"""Which of a page's headlines is the article's: what the reader sees, where other witnesses bear it out."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from scraper.article import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

# Scripts that part no words by spaces are taken sign by sign.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")
RELATED = 0.6  # share of the shorter one's words
NEAR = 0.85  # share of the longer one's words


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _WORD.findall(text.lower())


def related(one: str, other: str) -> bool:
    """Tell whether two headlines can be of one article."""
    ours, theirs = set(words(one)), set(words(other))
    return bool(ours and theirs) and len(ours & theirs) >= RELATED * min(len(ours), len(theirs))


def near(one: str, other: str) -> bool:
    """Tell whether two headlines are one, but for a word or so that was changed in one place only.

    >>> near("Crans-Montana fire: three held", "Zermatt fire: three held"), near("Ferry sails", "Ferry sinks")
    (True, True)
    >>> near("Ferry sails after long strike", "Long strike over, ferry sails")
    False
    """
    ours, theirs = (normalise(text).lower().split() if " " in text else words(text) for text in (one, other))
    matched = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    same, longer = sum(block.size for block in matched), max(len(ours), len(theirs))
    return 0 < same >= min(NEAR * longer, longer - 1)


def likeness(one: str, other: str) -> float:
    """Return how far two headlines have the same words in the same order, from 0 to 1."""
    return SequenceMatcher(None, words(one), words(other), autojunk=False).ratio()


def without_site(text: str, others: Sequence[str]) -> str:
    """Return a headline without the site's name behind it, where another witness ends before it.

    >>> without_site("Ferry sails | Example News", ["Ferry sails"])
    'Ferry sails'
    """
    begun = [other for other in others if other and len(other) < len(text) and text.startswith(other)]
    return max(begun, key=len, default=text)


def by_title(seen: Sequence[str], title: str) -> str | None:
    """Choose where the head tells nothing but a title: the h1 that goes with it, else that title."""
    return next((text for text in seen if related(text, title)), title or next(iter(seen), None))


def settle(seen: Sequence[str], told: Sequence[str], other: Sequence[str] = ()) -> str | None:
    """Choose among the headlines seen on the page and those told in its head, the most trusted first.

    Two witnesses that agree outdo one; a visible text that is nearly the chosen one outdoes it, since it is
    what the reader sees. `other` are texts that may be the headline where no h1 is.
    """
    alike = [text for text in seen if any(related(text, each) for each in told)]
    shown = max(alike, key=lambda text: max(likeness(text, each) for each in told), default=None)
    bare = [without_site(text, [shown or "", *told[:1]]) for text in told if text]
    voices = [*bare, *([shown] if shown else [])] or list(seen[:1])
    if not voices:
        return None
    count = Counter(normalise(voice) for voice in voices)
    chosen = max(voices, key=lambda voice: count[normalise(voice)])
    visible = [text for text in ([shown] if shown else []) if near(text, chosen)] or [
        text for text in other if near(text, chosen)
    ]
    return visible[0] if visible else chosen
