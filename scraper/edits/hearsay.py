"""What a form of the verb leaves to others to vouch for, in languages without a tagger: "soll stammen"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.forms import HEARSAY, pairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.found import Placed
    from scraper.edits.side import Side

Place = tuple[int, int]


def hearsay(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield the verbs told as hearsay on one side and plainly on the other, with their whole groups."""
    if old.tagged or new.tagged:
        return
    told: set[Place] = set()
    for one, other in pairs(old, new):
        if (one.time == HEARSAY) != (other.time == HEARSAY):
            told.update(one.places, other.places)
            yield Evidence("certainty", "hearsay", one.places, other.places)
    for before, after in (*_auxiliaries(old, new), *((two, one) for one, two in _auxiliaries(new, old))):
        if told.isdisjoint((before, after)):
            yield Evidence("certainty", "hearsay", (before,), (after,))


def _auxiliaries(doubtful: Side, plain: Side) -> Iterator[tuple[Place, Place]]:
    """Yield an auxiliary that doubts and the one that does not in its place: "serait", "est".

    The German subjunctive ("sei") only follows where a source stands beside it.
    """
    sourced = not doubtful.lexicon("saying_form").isdisjoint(doubtful.forms)
    for name in ("conditional", *(() if sourced else ("reported",))):
        for entry in sorted(doubtful.lexicon(name)):
            one, other = entry.split()
            gone, come = _only(doubtful, one, plain), _only(plain, other, doubtful)
            if gone and come:
                yield (gone.start, gone.end), (come.start, come.end)


def _only(side: Side, small: str, other: Side) -> Placed | None:
    """Return the first place of a word that stands oftener in this text than in the other."""
    if side.small.count(small) <= other.small.count(small):
        return None
    return next(word for word in side.words if word.small == small)


def explained(old: Side, new: Side, told: Sequence[Evidence]) -> tuple[frozenset[int], frozenset[int]]:
    """Return where words of each side start that are no hedges: told as hearsay, or planned and done."""
    before = {start for each in told for start, _ in each.before}
    after = {start for each in told for start, _ in each.after}
    for one, other in pairs(old, new):
        if {one.time, other.time} == {"future", "past"}:
            before.update(start for start, _ in one.places)
            after.update(start for start, _ in other.places)
    return frozenset(before), frozenset(after)
