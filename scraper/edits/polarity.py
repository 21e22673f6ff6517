"""The label `polarity`: a negation came or went, or the claim turned into its opposite."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.found import Found, spans
from scraper.edits.lexicon import opposites
from scraper.edits.side import related
from scraper.edits.verbs import verb_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.edits.side import Side

_NOT = ("n't", "n’t")


def polarity(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield negations that came or went, and a word whose opposite stands on the other side.

    Another statement is not the first turned round.
    """
    if not related(old, new):
        return
    yield from _came_or_went(old, new)
    yield from _reversals(old, new)
    yield from _changed_places(old, new)


def _came_or_went(old: Side, new: Side) -> Iterator[Evidence]:
    if len(_negating(old)) == len(_negating(new)):
        return
    before, after = negations(old, new), negations(new, old)
    if len(before) != len(after):
        yield Evidence("polarity", "a negation came or went", spans(before), spans(after))


def negations(side: Side, other: Side) -> tuple[Found, ...]:
    """Return the words of `side` that negate what `other` says too: one dropped with its claim is none."""
    listed, strong = side.lexicon("negation"), side.lexicon("reversal")
    return tuple(
        Found("not", word.start, word.end)
        for at, (word, small) in enumerate(zip(side.words, side.small, strict=True))
        if (small in strong or small in listed or small.endswith(_NOT))
        and _shared(side, at, other)
        and not _numbered(side, at)
    )


def _negating(side: Side) -> list[str]:
    listed = side.lexicon("negation") | side.lexicon("reversal")
    return [small for small in side.small if small in listed or small.endswith(_NOT)]


def _numbered(side: Side, at: int) -> bool:
    """Tell whether a word is the number sign of "No 10"."""
    return side.words[at].key == "No" and "".join(side.small[at + 1 : at + 2]).isdigit()


def _shared(side: Side, at: int, other: Side) -> bool:
    following = [word for word in side.small[at + 1 : at + 4] if word not in side.lexicon("function")]
    return bool(set(following[:2]) & set(other.small)) or not following


def _reversals(old: Side, new: Side) -> Iterator[Evidence]:
    come = new.lemmas - old.lemmas
    for left in sorted(old.lemmas - new.lemmas):
        for right in sorted(opposites(old.language, left) & come):
            places = (_places(old)[left],), (_places(new)[right],)
            yield Evidence("polarity", "opposites", *places, f"{left} > {right}")


def _changed_places(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield a verb whose doer became the one it is done to: "Ali beat Frazier", "Frazier beat Ali"."""
    if old.telling != new.telling or old.small == new.small:
        return
    for one, other in product(verb_groups(old.tagged), verb_groups(new.tagged)):
        crossed = one.subject & other.thing and one.thing & other.subject
        kept = one.subject & other.subject or one.thing & other.thing
        said = one.lemma in old.lexicon("neutral_saying")  # "says Ali" is but another order
        if one.lemma == other.lemma and not said and one.passive == other.passive and crossed and not kept:
            places = ((one.start, one.end),), ((other.start, other.end),)
            yield Evidence("polarity", "doer and done-to changed places", *places)


def _places(side: Side) -> dict[str, tuple[int, int]]:
    if side.tagged:
        return {word.lemma: (word.start, word.end) for word in side.tagged}
    return {small: (word.start, word.end) for word, small in zip(side.words, side.small, strict=True)}
