"""The label `number`: a quantity differs, appears or disappears."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from scraper.article import Evidence
from scraper.edits.bounds import bounds
from scraper.edits.figures import Quantity
from scraper.edits.found import Found, lacking, spans, within
from scraper.edits.lexicon import singular
from scraper.edits.quantities import counts, ordinals, quantities, read
from scraper.edits.rest import kicker
from scraper.edits.side import related
from scraper.edits.tagger import AGREEING, Tagged
from scraper.edits.times import times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.side import Side

QUANTITIES = "quantities differ"
_ALL = frozenset({"each", "every", "all", "any"})
_END = Tagged("", "", "PUN", 0, 0)


def number(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield the quantities that only one side has; the note says how far one rose or fell."""
    found: tuple[Evidence, ...] = ()
    if any(counts(word.key, side.language) for side in (old, new) for word in side.words):
        yield from (found := tuple(_quantities(old, new)))
    if not found and related(old, new):
        yield from _one_or_more(old, new)


def _quantities(old: Side, new: Side) -> Iterator[Evidence]:
    before, after = quantities(old), quantities(new)
    gone, come = tuple(lacking(before, read(new))), tuple(lacking(after, read(old)))
    if (gone or come) and not _unsigned(gone, come) and not _loose(old, gone, come):
        yield Evidence("number", QUANTITIES, spans(gone), spans(come), _change(gone, come))
    yield from _ranks(old, new)
    yield from _one_of_several(old, new)
    for rule, find in (
        ("spans of another length", _lengths),
        ("bounds differ", bounds),
    ):
        yield from _each_for_each(rule, find(old), find(new))


def _loose(side: Side, gone: Sequence[Found], come: Sequence[Found]) -> bool:
    """Tell whether nothing but a "many" came or went."""
    keys = {each.key for each in (*gone, *come)}
    return not (gone and come) and keys <= side.lexicon("loose_count")


def _unsigned(gone: Sequence[Found], come: Sequence[Found]) -> bool:
    """Tell whether a broken figure only got the sign that it lacked: "0.7", "0.7%"."""
    keys = [each.key for each in (*gone, *come) if isinstance(each.key, Quantity)]
    if len(gone) != 1 or len(come) != 1 or len(keys) != 2 or "" not in {key.measure for key in keys}:
        return False
    return keys[0].worth == keys[1].worth and not keys[0].worth.is_integer()


def _ranks(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield ordinals that stand for each other, or counts that came or went: hardly "first" or "second"."""
    before, after = ordinals(old), ordinals(new)
    gone, come = tuple(lacking(before, after)), tuple(lacking(after, before))
    sides = ((old, gone), (new, come))
    high = any(_high(side, each) for side, found in sides for each in found)
    if high or (gone and len(before) == len(after)):
        yield Evidence("number", "ordinals differ", spans(gone), spans(come), _change(gone, come))


def _one_of_several(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield the one that was the most of all and is but one of them: "the oldest", "one of the oldest"."""
    before, after = _best(old), _best(new)
    for word in before.keys() & after.keys():
        (start, end, alone), (left, right, sole) = before[word], after[word]
        if alone != sole:
            yield Evidence("number", "one of several", ((start, end),), ((left, right),))


def _best(side: Side) -> dict[str, tuple[int, int, bool]]:
    """Return the superlatives with their places, and whether they are of one alone."""
    found = {}
    for at, word in enumerate(side.words):
        if _superlative(word.small):
            before = side.small[max(0, at - 5) : at]
            found[word.small] = word.start, word.end, ("one", "of") not in pairwise(before)
    return found


def _superlative(word: str) -> bool:
    return word == "most" or (len(word) > 5 and word.endswith("est"))


def _high(side: Side, nth: Found) -> bool:
    """Tell whether a rank counts when it comes or goes: "third", and "second" before "largest"."""
    after = next((word.small for word in side.words if word.start >= nth.end), "")
    return isinstance(nth.key, int) and (nth.key > 2 or (_superlative(after) and nth.key > 1))


def _one_or_more(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield a noun that is one thing here and several there, beside a word of both: "a blast", "blasts"."""
    before, after = _nouns(old), _nouns(new)
    for key, one in before.items():
        other = after.get(key)
        if not other or one.plural == other.plural or (one.verb and one.verb == other.verb):
            continue
        if _countable(old, one.at) and _countable(new, other.at):
            note = "one for several" if one.plural else "several for one"
            yield Evidence("number", "one or several", (one.place,), (other.place,), note)
            return


class _Noun(NamedTuple):
    """A noun, and the verb right after it that agrees with it: where that is kept the ending was a slip."""

    at: int
    place: tuple[int, int]
    plural: bool
    verb: str


def _nouns(side: Side) -> dict[tuple[str, str], _Noun]:
    """Return the nouns by their singular and the word after."""
    uncounted = side.lexicon("saying") | side.lexicon("saying_with_clause")  # a claim is as good as claims
    return {
        (noun, following.lemma): _Noun(
            at, (word.start, word.end), word.tag == "NN2", following.text if following.tag in AGREEING else ""
        )
        for at, (word, following) in enumerate(pairwise((*side.tagged, _END)))
        if word.tag in {"NN1", "NN2"}
        and following.tag[0] != "N"  # in "award organisers" it counts nothing
        and following.tag != "TO0"  # nor where it is told of what is to come
        and (noun := singular(word.lemma)) not in uncounted
    }


def _countable(side: Side, at: int) -> bool:
    """Tell whether a noun is of no title, topic or stuff: "Dark Secrets", "Ferries:", "sense of relief"."""
    noun, before = side.tagged[at], side.tagged[max(0, at - 3) : at]
    if noun.start < kicker(side.text) or (before and noun.text[0].isupper() and before[-1].text != ":"):
        return False
    stuff = noun.tag == "NN1" and bool(before) and before[-1].tag == "PRF"
    return not stuff and _ALL.isdisjoint(each.lemma for each in before)


def _each_for_each(rule: str, old: Sequence[Found], new: Sequence[Found]) -> Iterator[Evidence]:
    """Yield things that stand for each other; one that only came or went says nothing of quantity."""
    gone, come = tuple(lacking(old, new)), tuple(lacking(new, old))
    if gone and len(old) == len(new):
        yield Evidence("number", rule, spans(gone), spans(come), _change(gone, come))


def _lengths(side: Side) -> tuple[Found, ...]:
    """Return the figures of spans of time: "jailed for three years", "a 16-hour queue"."""
    units = side.lexicon("time_unit")
    spent = [each for each in times(side) if units & set(str(each.key).split())]
    return tuple(each for each in read(side) if within(each.start, spent))


def _change(gone: Sequence[Found], come: Sequence[Found]) -> str:
    """Return what happened to the figure, such as "rose by 15"; "differs" where there are several."""
    if not gone or not come:
        return "appeared" if come else "disappeared"
    old, new = gone[0].key, come[0].key
    if not isinstance(old, Quantity) or not isinstance(new, Quantity) or len(gone) != 1 or len(come) != 1:
        return "differs"
    if old.measure != new.measure or old.worth == new.worth:
        return "differs"
    percent = new.measure.strip("$£€¥")
    percent = f" {percent}" if percent[:1].isalpha() else percent
    return f"{'rose' if new.worth > old.worth else 'fell'} by {abs(new.worth - old.worth):,.10g}{percent}"
