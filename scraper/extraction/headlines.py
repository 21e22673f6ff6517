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
_BEHIND = re.compile(r"$|\s*[|｜ㅣ»·•_]|\s+[–—-]\s")
_BEFORE = re.compile(r"^$|[|｜ㅣ]\s*$")


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _WORD.findall(text.lower())


def glued(text: str) -> str:
    """Return a text without white space: where a title's parts meet, witnesses differ in it."""
    return "".join(normalise(text).split())


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


def without_site(text: str, others: Sequence[str], house: Sequence[str] = ()) -> str:
    """Return a headline without what is set before or behind it: the names of the site and its sections.

    Another witness that is the headline alone shows where it ends; else the names in `house` do.

    >>> without_site("Ferry sails | Harbour | Example News", ["Ferry sails"])
    'Ferry sails'
    >>> without_site("Ferry sails-Harbour - Example News", [], ["Example News", "Harbour"])
    'Ferry sails'
    """
    whole = normalise(text)
    alone = [other for other in others if other and set_apart(whole, normalise(other))]
    if alone:
        return max(alone, key=len)
    names = "|".join(re.escape(normalise(name)) for name in house)
    bare = (
        re.sub(rf"(?:\s*[|｜ㅣ»·•_:–—-]\s*(?:{names}))+$", "", whole, flags=re.IGNORECASE) if names else whole
    )
    return text if bare in {"", whole} else bare


def set_apart(whole: str, part: str) -> bool:
    """Tell whether a text is another one with something set before or behind it."""
    before, found, behind = whole.partition(part)
    return bool(found and (before or behind) and _BEHIND.match(behind) and _BEFORE.search(before))


def likest(titles: Sequence[str], told: Sequence[str]) -> str | None:
    """Choose the title that is likest to one of those told; `None` where none can be of the same article."""
    alike = [text for text in titles if any(related(text, each) for each in told)]
    return max(alike, key=lambda text: max(likeness(text, each) for each in told), default=None)


def settle(linked: str, graph: str, shown: str | None) -> str | None:
    """Choose among the headlines of JSON-LD, OpenGraph and the visible page: two that agree, else the first.

    The visible one outdoes a near twin with other words: it is what the reader sees.

    >>> settle("Ferry sails", "A ferry to sail", "Ferry sails"), settle("Ferry sails ...", "", "Ferry sails")
    ('Ferry sails', 'Ferry sails ...')
    >>> settle("", "Old ferry sails again", "Old ferry sails"), settle("", "Islands cut off", "No ferry")
    ('Old ferry sails', 'Islands cut off')
    """
    voices = [voice for voice in (linked, graph, shown) if voice]
    count = Counter(normalise(voice) for voice in voices)
    chosen = max(voices, key=lambda voice: count[normalise(voice)], default=None)
    twin = shown and chosen and words(shown) != words(chosen) and near(shown, chosen)
    return shown if twin else chosen
