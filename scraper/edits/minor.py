"""Whether words that came or went tell hardly more: an obvious qualifier, one word for another."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from scraper.edits.lexicon import grouped, singular
from scraper.edits.likeness import turned

if TYPE_CHECKING:
    from scraper.edits.found import Found
    from scraper.edits.side import Side
    from scraper.edits.tagger import Tagged

    Told = tuple[list[Found], list[Found]]

_QUALIFIER = "an obvious qualifier"
_REPLACED = "one word for another"
MINOR = frozenset({_QUALIFIER, _REPLACED})


def minor(old: Side, new: Side, told: Told) -> str:
    """Return why the words that came or went say hardly more, one of `MINOR`; "" where they may."""
    if _qualifies(old, new, told):
        return _QUALIFIER
    return _REPLACED if _replaced(old, new, told) else ""


def _qualifies(old: Side, new: Side, told: Told) -> bool:
    """Tell whether nothing but parts of compounds came or went: "airport runways", "runways".

    Or a noun stands for a pronoun or a name: "the club" for "them".
    """
    gone, come = told
    if any(_beside(old, one) & _beside(new, other) for one, other in product(gone, come)):
        return False  # the one stands for the other
    return all(
        _obvious(side, each, other) or _colours(side, each, other)
        for side, found, other in ((old, gone, new), (new, come, old))
        for each in found
    )


def _colours(side: Side, found: Found, other: Side) -> bool:
    """Tell whether an adjective only colours the noun that follows it and is kept: "historic deal"."""
    behind = next((word for word in side.tagged if word.start > found.start), None)
    if found.key not in side.lexicon("colour") or behind is None or behind.tag[0] != "N":
        return False
    return not other.forms.isdisjoint({behind.lemma, singular(behind.lemma)})


def _replaced(old: Side, new: Side, told: Told) -> bool:
    """Tell whether a noun only stands in the place of a general one: "app" of "company".

    Not so where both tell facts of one kind, as "company" and "bank" do.
    """
    gone, come = told
    if len(gone) != 1 or len(come) != 1 or _around(old, gone[0]) != _around(new, come[0]):
        return False
    left, right = singular(str(gone[0].key)), singular(str(come[0].key))
    nouns = {old.tags.get(gone[0].start, "")[:2], new.tags.get(come[0].start, "")[:2]} == {"NN"}
    general = not old.lexicon("general").isdisjoint({left, right})
    return nouns and general and not (turned(left, right) or grouped(old.language, "kind", left, right))


def _around(side: Side, found: Found) -> tuple[list[str], list[str]]:
    """Return the telling words right before and after a word."""
    telling = [word for word in side.words if word.small not in side.lexicon("function")]
    before = [word.small for word in telling if word.end <= found.start]
    return before[-1:], [word.small for word in telling if word.start >= found.end][:1]


def _obvious(side: Side, found: Found, other: Side) -> bool:
    """Tell whether a word is part of a compound whose rest the other side has, or stands for its pronoun."""
    at = next((at for at, word in enumerate(side.tagged) if word.start == found.start), None)
    if at is None or side.tagged[at].tag[:2] != "NN" or str(found.key).startswith("ex-"):
        return False
    if found.key in side.lexicon("altering"):
        return False
    replacing = found.key in side.lexicon("role") or _pronouns(other) > _pronouns(side)
    if replacing and at and side.tagged[at - 1].lemma == "the":
        return True
    beside = [word for word in side.tagged[max(0, at - 1) : at + 2] if word.start != found.start]
    return any(
        (word.tag[0] == "N" or word.text[0].isupper() or (word.tag == "VVG" and word.start < found.start))
        and not other.forms.isdisjoint(
            {word.text.lower(), word.lemma, singular(word.lemma), f"{word.lemma}s"}
        )
        and _adjacent(side, word, found)
        and side.small.count(word.lemma) <= other.small.count(word.lemma)
        for word in beside
    )


def _beside(side: Side, found: Found) -> set[str]:
    """Return the words on both sides of a word."""
    at = next(at for at, word in enumerate(side.words) if word.start == found.start)
    return {*side.small[max(0, at - 1) : at], *side.small[at + 1 : at + 2]}


def _pronouns(side: Side) -> int:
    return sum(word.tag == "PNP" for word in side.tagged)


def _adjacent(side: Side, word: Tagged, found: Found) -> bool:
    between = side.text[min(word.end, found.end) : max(word.start, found.start)]
    return between == " "
