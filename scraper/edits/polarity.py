"""The label `polarity`: a negation came or went, or the claim turned into its opposite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.found import Found, spans
from scraper.edits.lexicon import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.edits.side import Side

_NOT = re.compile(r"n['’]t$")


def polarity(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield negations that came or went, and a word whose opposite stands on the other side."""
    before, after = negations(old, new), negations(new, old)
    if len(before) != len(after) and len(_negating(old)) != len(_negating(new)):
        yield Evidence("polarity", "a negation came or went", spans(before), spans(after))
    yield from _reversals(old, new)


def negations(side: Side, other: Side) -> tuple[Found, ...]:
    """Return the words of `side` that negate what `other` says too: one dropped with its claim is none."""
    listed, strong = side.lexicon("negation"), side.lexicon("reversal")
    return tuple(
        Found("not", word.start, word.end)
        for at, (word, small) in enumerate(zip(side.words, side.small, strict=True))
        if small in strong or ((small in listed or _NOT.search(small)) and _shared(side, at, other))
    )


def _negating(side: Side) -> list[str]:
    listed = side.lexicon("negation") | side.lexicon("reversal")
    return [small for small in side.small if small in listed or _NOT.search(small)]


def _shared(side: Side, at: int, other: Side) -> bool:
    following = [word for word in side.small[at + 1 : at + 4] if word not in side.lexicon("function")]
    return bool(set(following[:2]) & set(other.small)) or not following


def _reversals(old: Side, new: Side) -> Iterator[Evidence]:
    before, after = _lemmas(old), _lemmas(new)
    for one, other in pairs(old.language, "opposite"):
        for left, right in ((one, other), (other, one)):
            if left in before and right in after and left not in after and right not in before:
                yield Evidence("polarity", "opposites", (before[left],), (after[right],), f"{left} > {right}")


def _lemmas(side: Side) -> dict[str, tuple[int, int]]:
    if side.tagged:
        return {word.lemma: (word.start, word.end) for word in side.tagged}
    return {small: (word.start, word.end) for word, small in zip(side.words, side.small, strict=True)}
