"""Whether a finding changes what a reader believes of the facts."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from scraper.edits.lexicon import grouped, lexicon, listed, saying_verbs
from scraper.edits.likeness import akin, same
from scraper.edits.names import RENUMBERED, other_sex
from scraper.edits.rest import QUALIFIER, REPLACED, kicker, parts
from scraper.edits.shortened import spelt_out
from scraper.edits.tagger import PAST_TAGS, PRESENT_TAGS
from scraper.edits.words import NOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from scraper.article import Evidence
    from scraper.edits.side import Side
    from scraper.edits.tagger import Tagged

    Told = tuple[Side, Sequence[tuple[int, int]]]

_OWNING = ("'s", "’s")
_HELPING = {"won't": "will", "won’t": "will", "can't": "can", "can’t": "can", "cannot": "can"}
_SHORTENED = re.compile("['’](?:s|re|ve|ll|d|m)$")
_STYLE = {"wording", "spelling"}
_MINOR = {QUALIFIER, REPLACED}


def weighs(evidence: Evidence, old: Side, new: Side) -> bool:
    """Tell whether a reader of one side would hold another belief than a reader of the other."""
    rule = _rules().get(evidence.label)
    return rule(evidence, old, new) if rule else evidence.label not in _STYLE and evidence.note not in _MINOR


@cache
def _rules() -> dict[str, Callable[[Evidence, Side, Side], bool]]:
    return {
        "tense": _tense, "number": _number, "when": _when, "name": _name, "quote": _quote,
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
    sides = (old, evidence.before, new), (new, evidence.after, old)
    return not all(_known_to_be(*place, side, other) for side, places, other in sides for place in places)


def _known_to_be(start: int, end: int, side: Side, other: Side) -> bool:
    before = [word.small for word in side.words if word.end <= start][-1:]
    after = [word.small for word in side.words if word.start >= end][:1]
    return before == ["the"] and ("the", *after) in pairwise(other.small)


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


def _name(evidence: Evidence, old: Side, new: Side) -> bool:
    """Tell whether somebody else or some other place is meant: not for a spelling or a first name."""
    if evidence.note in {"spelling", "another form"}:
        return False
    if evidence.rule == RENUMBERED:
        return True
    before, after = _renamed(old, evidence.before, new), _renamed(new, evidence.after, old)
    if not (before and after):  # "South Korea" for "North Korea" keeps a name, too
        before = [place for place in before if not _kept_in_part(old, place, new)]
        after = [place for place in after if not _kept_in_part(new, place, old)]
    return not (_for_roles(old, before, new) and _for_roles(new, after, old))


def _renamed(side: Side, places: Sequence[tuple[int, int]], other: Side) -> list[tuple[int, int]]:
    """Return the names of `side` that the other side does not have in another form, nor supplies by itself.

    It supplies a topic before a colon of which it tells a part, what all news of a time is about, and a title
    or a land before a name.
    """
    spelt, topic = spelt_out(side, other), kicker(side.text)
    told = any(word.end <= topic and _kept(side, at, other) for at, word in enumerate(side.words))
    return [
        place
        for place in places
        if not (told and place[1] <= topic)
        and place[0] not in spelt
        and not _supplied(side, at := _at(side, place), other)
        and not _varied(side, at, other)
        and not (side.small[at].isdigit() and _kept(side, at - 1, other))  # "Glastonbury 2023"
    ]


def _kept_in_part(side: Side, place: tuple[int, int], other: Side) -> bool:
    """Tell whether the rest of a name or another word for a land still stands: "Wales", "Welsh"."""
    name = re.sub("['’]s$", "", side.small[_at(side, place)])
    land = listed("en", "demonym", name) and any(grouped("en", "demonym", name, one) for one in other.small)
    return land or _kept_beside(side, place, other)


def _at(side: Side, place: tuple[int, int]) -> int:
    return next(index for index, word in enumerate(side.words) if word.start == place[0])


def _supplied(side: Side, at: int, other: Side) -> bool:
    """Tell whether a name goes without saying: "Covid infections", "Mr Silva", "Portugal's Silva", "Fair"."""
    small, titles = side.small[at], side.lexicon("title")
    written_small = small in other.small and not side.words[at].key.isupper()
    if written_small or small in side.lexicon("theme"):
        return True
    if small in titles:
        return titles.intersection(other.small) <= set(side.small)  # but "Lord Silva" is not "Lady Silva"
    kept = _kept(side, at + 1, other)
    before = other.small[other.small.index(kept) - 1] if kept in other.small[1:] else ""
    return bool(kept) and small.endswith(_OWNING) and not before.endswith(_OWNING)


def _kept(side: Side, at: int, other: Side) -> str:
    """Return the name at a position if the other side has it, too."""
    return side.small[at] if side.tagged_at(at) == "NP0" and side.small[at] in other.small else ""


def _varied(side: Side, at: int, other: Side) -> bool:
    """Tell whether a person's name beside a kept one is but written otherwise: "Steve Lee", "Steven Lee"."""
    for beside in (1, -1):
        kept = _kept(side, at + beside, other)
        there = other.small.index(kept) - beside if kept else -1
        if 0 <= there < len(other.small) and _one_name(side.small[at], other.small[there]):
            return not other_sex(side.small[at], other.small[there])
    return False


def _one_name(left: str, right: str) -> bool:
    """Tell whether two names begin alike: with four letters, or the longer with the shorter."""
    short, long = sorted((re.sub("ie$", "y", left), re.sub("ie$", "y", right)), key=len)
    return len(short) > 2 and long.startswith(short[:4])


def _kept_beside(side: Side, place: tuple[int, int], other: Side) -> bool:
    """Tell whether a name stands beside a kept one or after an office: "Elon" beside "Musk", "the PM"."""
    at = _at(side, place)
    if "-" in side.small[at] and not set(side.small[at].split("-")).isdisjoint(parts(other) | other.forms):
        return True  # "Oxford University-AstraZeneca", "Oxford-AstraZeneca"
    near = [index for index in (at - 1, at + 1) if side.tagged_at(index) == "NP0"]
    if side.words[at].key[0].isupper() and any(side.small[index] in other.small for index in near):
        return True
    offices = side.lexicon("office")
    before = [word for word in side.words[:at] if word.small != "of"]  # "Duke of Kent"
    titles = (word.small for word in reversed(before) if word.small in offices or word.key.islower())
    return next(titles, "") in _roles(other) & offices


def _for_roles(side: Side, places: Sequence[tuple[int, int]], other: Side) -> bool:
    """Tell whether names only stand for roles that the other side has in their place: "Sunak" for "PM"."""
    given, own = _roles(other) - _roles(side), _roles(side) - _roles(other)
    held = [place for place in places if not _of_a_role(side, place, own)]
    return len(held) <= 2 * len(given) and (bool(given) or not held)


def _roles(side: Side) -> frozenset[str]:
    return side.lexicon("role") & side.forms


def _of_a_role(side: Side, place: tuple[int, int], own: frozenset[str]) -> bool:
    """Tell whether a name belongs to a role that came with it: "the Leeds MP"."""
    following = (word for word in side.words if word.start >= place[0])
    return next((word.small for word in following if word.small in own or word.key.islower()), "") in own


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
