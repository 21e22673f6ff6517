"""What one text says by initials and the other in full: "AI" and "artificial intelligence"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scraper.edits.side import Side
    from scraper.edits.words import Word

_INITIALS = re.compile(r"[A-Z][.o]?[A-Z]")


def spelt_out(side: Side, other: Side) -> frozenset[int]:
    """Return where words of `side` start that are initials of the other side's, or what its initials say."""
    found: set[int] = set()
    for here, there in ((side, other), (other, side)):
        for word in _initials(here) if _INITIALS.search(here.text) else ():
            letters = word.key.replace(".", "").replace("o", "").removesuffix("'s").removesuffix("s")
            run = _run(there, letters) if letters.isupper() and word.small not in there.small else ()
            if run:
                found.update([word.start] if here is side else run)
    return frozenset(found)


def _initials(side: Side) -> list[Word]:
    return [word for word in side.words if len(word.key) < 8 and _INITIALS.match(word.key)]


def _run(side: Side, letters: str) -> tuple[int, ...]:
    """Return where the words start whose first letters are these: names, or small words in a row."""
    full = [word for word in side.words if word.small != "of"]
    names = [word for word in full if word.key[0].isupper() and not word.key.isupper()]
    return _initialled(names, letters) or _initialled([_small_or_not(word) for word in full], letters)


def _small_or_not(word: Word) -> Word:
    return word if word.key.islower() or word.start == 0 else word._replace(small="-")


def _initialled(words: list[Word], letters: str) -> tuple[int, ...]:
    at = -1 if len(words) < len(letters) else "".join([word.small[0] for word in words]).find(letters.lower())
    return tuple(word.start for word in words[at : at + len(letters)]) if at >= 0 else ()
