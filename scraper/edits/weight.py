"""Whether a finding changes what a reader believes of the facts."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from scraper.edits.lexicon import lexicon, saying_verbs
from scraper.edits.likeness import akin, same
from scraper.edits.minor import MINOR
from scraper.edits.numbers import QUANTITIES
from scraper.edits.renamed import renamed
from scraper.edits.rest import kicker
from scraper.edits.tagger import PAST_TAGS, PRESENT_TAGS
from scraper.edits.words import NOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from scraper.article import Evidence
    from scraper.edits.side import Side
    from scraper.edits.tagger import Tagged

    Told = tuple[Side, Sequence[tuple[int, int]]]

_HELPING = {"won't": "will", "won’t": "will", "can't": "can", "can’t": "can", "cannot": "can"}
_SHORTENED = re.compile("['’](?:s|re|ve|ll|d|m)$")
_STYLE = {"wording", "spelling"}


def weighs(evidence: Evidence, old: Side, new: Side) -> bool:
    """Tell whether a reader of one side would hold another belief than a reader of the other."""
    rule = _rules().get(evidence.label)
    return rule(evidence, old, new) if rule else evidence.label not in _STYLE and evidence.note not in MINOR


@cache
def _rules() -> dict[str, Callable[[Evidence, Side, Side], bool]]:
    return {
        "tense": _tense, "number": _number, "when": _when, "name": renamed, "quote": _quote,
        "attribution": _attribution,
    }  # fmt: skip


def _tense(evidence: Evidence, old: Side, new: Side) -> bool:
    """Tell whether the event has another time: not for aspect, nor for "says" or "is killed"."""
    times = evidence.note.split(" > ")
    if times[0] == times[1] or evidence.rule == "would and will":
        return False
    sides = _sides(evidence, old, new)
    if "future" in times:
        return not (set(times) == {"future", "present"} and (_scheduled(sides) or _at_a_stroke(sides)))
    if any(_perfect(*side) for side in sides) and not any(_progressive(*side) for side in sides):
        return False  # "has framed" and "frames": what holds now, either way
    return _lemma(old, evidence.before) not in saying_verbs(old.language) and not (
        (_passive(old, evidence.before) and _passive(new, evidence.after))
        or _narrated(sides)
        or _shifted(*(sides if times[0] == "past" else sides[::-1]))
    )


def _shifted(past: Told, present: Told) -> bool:
    """Tell whether a verb only follows a saying that goes before it: "said it was", "say it is"."""
    saying = saying_verbs(past[0].language)
    said, says = (
        {word.lemma for word in side.tagged if word.tag in tags and word.end < min(places)[0]} & saying
        for (side, places), tags in ((past, PAST_TAGS), (present, PRESENT_TAGS))
    )
    return not said.isdisjoint(says)


def _scheduled(sides: Sequence[Told]) -> bool:
    """Tell whether one day stands on both sides for what is to come: "will close on Monday", "is closing"."""
    (old, _), (new, _) = sides
    dates = lexicon("en", "weekday") | {"tomorrow"}
    return any(_progressive(*side) for side in sides) and bool(dates & set(old.small) & set(new.small))


def _at_a_stroke(sides: Sequence[Told]) -> bool:
    """Tell whether what will be is told as going on: "to leave", "is leaving"; not "to play"."""
    words = {word.lemma for side, places in sides for word in _inside(side, places)}
    return any(_progressive(*side) for side in sides) and bool(words & lexicon("en", "stroke"))


def _narrated(sides: Sequence[Told]) -> bool:
    """Tell whether a deed, no state, is told in the past and in the historic present: "flares", "flared"."""
    inside = [[word for word in _inside(*side) if word.tag != "AV0"] for side in sides]
    # The tagger takes some verbs for nouns and adjectives.
    deeds = [words[0].lemma for words in inside if len(words) == 1 and words[0].tag[:2] in {"VV", "AJ", "NN"}]
    return len(deeds) == 2 and not lexicon("en", "stative").intersection(deeds)


def _sides(evidence: Evidence, old: Side, new: Side) -> tuple[Told, ...]:
    return (old, evidence.before), (new, evidence.after)


def _number(evidence: Evidence, old: Side, new: Side) -> bool:
    """Tell whether more is told than how many those are of whom both tell: "the two men", "the men"."""
    gone = (_known_to_be(place, old, new) for place in evidence.before)
    come = (_known_to_be(place, new, old) for place in evidence.after)
    return evidence.rule != QUANTITIES or not all((*gone, *come))


def _known_to_be(place: tuple[int, int], side: Side, other: Side) -> bool:
    """Tell whether a count stands after "the" and before a word that has "the" on the other side."""
    before = [word.small for word in side.words if word.end <= place[0]][-1:]
    after = [word.small for word in side.words if word.start >= place[1]][:1]
    return before == ["the"] and (*before, *after) in set(pairwise(other.small))


def _when(evidence: Evidence, old: Side, new: Side) -> bool:
    """Tell whether more is told than the year of a topic before a colon: "Election 2021: What now?"."""
    return any(
        end > kicker(side.text) or not side.text[start:end].isdigit()
        for side, places in _sides(evidence, old, new)
        for start, end in places
    )


def _lemma(side: Side, places: Sequence[tuple[int, int]]) -> str:
    inside = _inside(side, places)
    return inside[-1].lemma if inside else ""


def _inside(side: Side, places: Sequence[tuple[int, int]]) -> list[Tagged]:
    return [word for word in side.tagged if any(start <= word.start < end for start, end in places)]


def _perfect(side: Side, places: Sequence[tuple[int, int]]) -> bool:
    inside = _inside(side, places)
    return any(word.lemma == "have" and word.tag != "VHD" for word in inside)


def _progressive(side: Side, places: Sequence[tuple[int, int]]) -> bool:
    return any(word.tag in {"VVG", "VBG"} for word in _inside(side, places))


def _passive(side: Side, places: Sequence[tuple[int, int]]) -> bool:
    inside = _inside(side, places)
    return len(inside) == 2 and inside[0].lemma == "be" and inside[1].tag == "VVN"


def _attribution(evidence: Evidence, old: Side, new: Side) -> bool:
    """Tell whether somebody else says so: not for another manner, unless it casts doubt or settles one."""
    if evidence.note != "another manner":
        return True
    said = [*_inside(old, evidence.before), *_inside(new, evidence.after)]
    return any(word.lemma in old.lexicon("doubting") for word in said)


def _quote(evidence: Evidence, old: Side, new: Side) -> bool:
    """Tell whether quoted words came, went or differ much; marks alone are style."""
    return _lost(old, evidence.before, new) or _lost(new, evidence.after, old)


def _respelt(left: str, right: str) -> bool:
    """Tell whether two longer words are one: "glamorise", "glamourise"."""
    return min(len(left), len(right)) > 4 and left[:2] == right[:2] and OSA.distance(left, right) == 1


def _uncontracted(side: Side) -> Iterator[str]:
    return (small for word in side.small for small in _in_full(word))


def _in_full(small: str) -> tuple[str, ...]:
    """Return what a contracted word says: "did" and "not" for "didn't", "they" for "they've"."""
    if small == "cannot" or small.endswith(NOT):
        return (_HELPING.get(small, re.sub("n['’]t$", "", small)), "not")
    return (_SHORTENED.sub("", small),)


def _lost(side: Side, places: Sequence[tuple[int, int]], other: Side) -> bool:
    """Tell whether quoted words that say something have not even a like on the other side."""
    known = set(_uncontracted(other)).union(
        *(side.lexicon(name) for name in ("function", "light", "intensifier"))
    )
    missing = [
        small
        for word in side.words
        if any(start <= word.start < end for start, end in places) and word.key[0].isalnum()
        for small in _in_full(word.small)
        if small not in known
    ]
    language = side.language
    return any(
        not any(akin(word, one) or same(language, word, one) or _respelt(word, one) for one in other.small)
        for word in missing
    )
