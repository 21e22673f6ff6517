"""Whether two words mean the same or are forms of one."""

from __future__ import annotations

from functools import lru_cache

from scraper.edits.lexicon import alike
from scraper.edits.tagger import verb_lemma

_DERIVING = {"hood", "ship", "ments", "ness", "able", "ation", "ities"}


@lru_cache(maxsize=50_000)
def same(language: str, left: str, right: str) -> bool:
    """Tell whether two words mean the same, participles like their verbs: "injured", "hurt"."""
    return alike(language, left, right) or alike(language, _verb(language, left), _verb(language, right))


@lru_cache(maxsize=50_000)
def _verb(language: str, word: str) -> str:
    """Return the verb of an English participle, or the word."""
    return verb_lemma(word) if language == "en" and word.endswith(("ed", "ing")) else word


def akin(left: str, right: str) -> bool:
    """Tell whether two words look like forms of one: a long common beginning and short ends.

    >>> akin("restoring", "restore"), akin("claims", "claim"), akin("reform", "re-establish")
    (True, True, False)
    """
    if turned(left, right):
        return False
    shared = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        shared += 1
    if shared >= 4 and max(len(left), len(right)) - shared <= 3:
        return True
    short, long = sorted((left, right), key=len)
    derived = shared >= 4 and long[shared:] in _DERIVING and shared == len(short)  # "child", "childhood"
    return derived or (shared > 2 and long.startswith(short + short[-1]))  # "swim", "swimming"


def turned(left: str, right: str) -> bool:
    """Tell whether one word names who does it and the other to whom it is done: "employer", "employees"."""
    return {left.removesuffix("s")[-2:], right.removesuffix("s")[-2:]} == {"er", "ee"}
