"""The label `polarity`: a negation came or went, or the claim turned into its opposite."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.found import Found, spans
from scraper.edits.lexicon import opposites
from scraper.edits.side import close, related
from scraper.edits.verbs import verb_groups
from scraper.edits.words import NOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.edits.side import Side

_TURNED = "doer and done-to changed places"


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
    if sum(_negates(old, small) for small in old.small) == sum(_negates(new, small) for small in new.small):
        return
    before, after = negations(old, new), negations(new, old)
    if len(before) != len(after):
        yield Evidence("polarity", "a negation came or went", spans(before), spans(after))


def negations(side: Side, other: Side) -> tuple[Found, ...]:
    """Return the words of `side` that negate what `other` says too: one dropped with its claim is none."""
    return tuple(
        Found("not", word.start, word.end)
        for at, (word, small) in enumerate(zip(side.words, side.small, strict=True))
        if _negates(side, small) and _shared(side, at, other) and not _numbered(side, at)
        if side.small[at + 1 : at + 2] != (small,)  # said twice by mistake
    )


def _negates(side: Side, small: str) -> bool:
    return small in side.lexicon("negation") or small in side.lexicon("reversal") or small.endswith(NOT)


def _numbered(side: Side, at: int) -> bool:
    """Tell whether a word is the number sign of "No 10"."""
    return side.words[at].key == "No" and "".join(side.small[at + 1 : at + 2]).isdigit()


def _shared(side: Side, at: int, other: Side) -> bool:
    function = side.lexicon("function")
    following = [word for word in side.words[at + 1 : at + 4] if word.small not in function][:2]
    told = {word.small for word in following}
    if not following or not told.isdisjoint(other.small):
        return True
    lemmas = {each.lemma for each in side.tagged if any(each.start == word.start for word in following)}
    telling = (lemmas - side.lexicon("light")) or lemmas
    return not telling.isdisjoint(other.lemmas) and close(side, other)


def _reversals(old: Side, new: Side) -> Iterator[Evidence]:
    come = new.lemmas - old.lemmas
    for left in sorted(old.lemmas - new.lemmas):
        for right in sorted(opposites(old.language, left) & come):
            places = (_places(old)[left],), (_places(new)[right],)
            yield Evidence("polarity", "opposites", *places, f"{left} > {right}")


def _changed_places(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield a verb whose doer became the one it is done to: "Ali beat Frazier", "Frazier beat Ali"."""
    if old.small.count("by") != new.small.count("by"):
        yield from _made_passive(old, new)
    if old.small == new.small or not (old.telling == new.telling or close(old, new, 1.0)):
        return
    for one, other in product(verb_groups(old.tagged), verb_groups(new.tagged)):
        crossed = one.subject & other.thing and one.thing & other.subject
        kept = one.subject & other.subject or one.thing & other.thing
        said = one.lemma in old.lexicon("neutral_saying")  # "says Ali" is but another order
        if one.lemma == other.lemma and not said and one.passive == other.passive and crossed and not kept:
            places = ((one.start, one.end),), ((other.start, other.end),)
            yield Evidence("polarity", _TURNED, *places)
            return
    if sorted(_pieces(old)) == sorted(_pieces(new)):
        yield from _told_backwards(old, new)


def _made_passive(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield a verb whose doer became the one it is done to while its subject stayed: "was shot by police"."""
    for one, other in product(verb_groups(old.tagged), verb_groups(new.tagged)):
        done, by = (one, other) if other.passive else (other, one)
        doers = (by.complement - by.thing) & done.thing
        if one.lemma == other.lemma and one.passive != other.passive and doers and done.subject & by.subject:
            yield Evidence("polarity", _TURNED, ((one.start, one.end),), ((other.start, other.end),))
            return


def _pieces(side: Side) -> list[str]:
    """Return the words with "'s" cut off where there is a tagger: "Ali's" is "Ali"."""
    return [word.text.lower() for word in side.tagged] or list(side.small)


def _told_backwards(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield a verb whose neighbours changed places, also where the verb was known as one on one side only."""
    before, after = _neighbours(old), _neighbours(new)
    for small in sorted(before.keys() & after.keys()):
        (left, right, verb, place), (first, last, other, there) = before[small], after[small]
        if (verb or other) and left != right and (left, right) == (last, first):
            yield Evidence("polarity", _TURNED, (place,), (there,))


def _neighbours(side: Side) -> dict[str, tuple[str, str, bool, tuple[int, int]]]:
    """Return by each telling word those before and after it, whether it is a verb of doing, and its place."""
    function, saying = side.lexicon("function"), side.lexicon("neutral_saying")
    told = [word for word in side.tagged if word.text[0].isalnum() and word.lemma not in function | saying]
    return {
        word.text.lower(): (one.lemma, other.lemma, word.tag[:2] == "VV", (word.start, word.end))
        for one, word, other in zip(told, told[1:], told[2:], strict=False)
    }


def _places(side: Side) -> dict[str, tuple[int, int]]:
    if side.tagged:
        return {word.lemma: (word.start, word.end) for word in side.tagged}
    return {small: (word.start, word.end) for word, small in zip(side.words, side.small, strict=True)}
