"""What would be, can be or should be in place of what will be, is or must be."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.lexicon import saying_verbs
from scraper.edits.verbs import FUTURE, PRESENT, VerbGroup, verb_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.edits.side import Side

_MODALS = frozenset({"can", "could", "must", "should"})
_PAIRS = ({"must", "should"}, {"can", "could"})


def modals(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield modals of another strength before one verb: "may" and its like are hedges, though."""
    yield from _conditional(old, new)
    if _MODALS.intersection(old.small) == _MODALS.intersection(new.small):
        return
    for one, other in product(verb_groups(old.tagged), verb_groups(new.tagged)):
        if one.lemma == other.lemma and (
            _able(one, other, new)
            or _able(other, one, old)
            or _paired(_first(one, old), _first(other, new), told=said_before(old) or said_before(new))
        ):
            yield Evidence("certainty", "modals differ", ((one.start, one.end),), ((other.start, other.end),))


def _able(plain: VerbGroup, other: VerbGroup, side: Side) -> bool:
    """Tell whether `other` tells what can be and `plain` what is or is to be: "poses", "can pose"."""
    sure = (plain.time == PRESENT and plain.single) or (plain.time == FUTURE and plain.bare)
    return sure and not plain.progressive and _first(other, side) == "can"


def _paired(one: str, other: str, *, told: bool) -> bool:
    """Tell whether two modals differ in strength; what one can do was told as what one could."""
    return {one, other} in _PAIRS and not (told and "could" in {one, other})


def _first(group: VerbGroup, side: Side) -> str:
    return side.text[group.start : group.end].split()[0].lower()


def _conditional(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield what would happen and will, where no past saying makes the one the other's backshift."""
    sides = (old, new) if "would" in old.small else (new, old)
    if "would" not in sides[0].small or "will" not in sides[1].small or said_before(sides[0]):
        return
    for one, other in product(verb_groups(old.tagged), verb_groups(new.tagged)):
        same = one.lemma == other.lemma and one.time == other.time == FUTURE
        if same and one.reported != other.reported and one.subject & other.subject:
            places = ((one.start, one.end),), ((other.start, other.end),)
            yield Evidence("certainty", "would and will", *places)


def said_before(side: Side) -> bool:
    """Tell whether somebody said it, so that what will be is told as what would."""
    saying = saying_verbs(side.language)
    return any(word.tag in {"VVD", "VVN", "VHD"} and word.lemma in saying for word in side.tagged)
