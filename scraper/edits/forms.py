"""Tense in languages without a tagger here: a verb's form, told by its ending and its auxiliary."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.lexicon import lexicon, phrase
from scraper.edits.times import times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.side import Side

REACH = 12
"""How many words before a verb its auxiliary may stand; a comma ends the search."""


@dataclass(frozen=True, slots=True)
class Form:
    """A verb as it stands: its infinitive, its time, its auxiliary or "", the places of both."""

    infinitive: str
    time: str
    auxiliary: str
    places: tuple[tuple[int, int], ...]


HEARSAY = "hearsay"
"""The time of a verb that only tells what others say was done: "soll gestohlen haben", "aurait reconnu"."""


def tense_by_form(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield the verbs of one infinitive whose forms have two times, each infinitive once."""
    for one, other in pairs(old, new):
        if one.time != other.time and HEARSAY not in {one.time, other.time}:
            note = f"{one.time} > {other.time}"
            yield Evidence("tense", "forms of one infinitive", one.places, other.places, note)


def pairs(old: Side, new: Side) -> Iterator[tuple[Form, Form]]:
    """Yield the verbs that both texts hold, each infinitive once; () where the language has no forms here."""
    if not old.lexicon("past_auxiliary"):
        return
    before, after = _forms(old), _forms(new)
    for infinitive in sorted(before.keys() & after.keys()):
        one, other = before[infinitive], after[infinitive]
        yield _beside(old, one, other), _beside(new, other, one)


def _beside(side: Side, form: Form, other: Form) -> Form:
    """Return a form beside its like: "soll stammen" is hearsay beside "stammt" where no day is named.

    So is "dürfte steigen" beside "wird steigen", which is as much ahead.
    """
    if form.time != "future" or form.auxiliary not in side.lexicon("hearsay_modal"):
        return form
    plain = other.time == "future" and other.auxiliary not in side.lexicon("hearsay_modal")
    told = plain or (other.time == "present" and not times(side))
    return replace(form, time=HEARSAY) if told else form


@lru_cache(maxsize=256)
def _forms(side: Side) -> dict[str, Form]:
    """Return the verbs of a text by infinitive; auxiliaries are none."""
    lists = ("future_auxiliary", "past_auxiliary", "hearsay_modal", "hearsay_auxiliary", "past_intent")
    auxiliaries = frozenset().union(*(side.lexicon(name) for name in lists))
    bare = [_unelided(small, side.language) for small in side.small]
    found = (
        _form(side, bare, at) for at in range(len(bare)) if bare[at].isalpha() and bare[at] not in auxiliaries
    )
    return {form.infinitive: form for form in found if form}


def _unelided(small: str, language: str) -> str:
    """Return a word without what French draws into it: "ouvrira" for "s'ouvrira"."""
    return re.sub(phrase(language, "elided"), "", small) if "'" in small else small


def _form(side: Side, bare: Sequence[str], at: int) -> Form | None:
    if side.words[at].key[0].isupper() and (at > 0 or side.lexicon("capital_noun")):
        return None
    infinitive, sure = _verb(bare[at], side.language)
    if not infinitive or infinitive in side.lexicon("function"):
        return None
    helping, time = _governed(side, bare, at, infinitive)
    if not (sure or helping):
        return None
    places = [(side.words[place].start, side.words[place].end) for place in (*helping, at)]
    auxiliary = bare[helping[0]] if helping else ""
    return Form(infinitive, time or _by_ending(side, bare[at], infinitive), auxiliary, tuple(places))


def _governed(side: Side, bare: Sequence[str], at: int, infinitive: str) -> tuple[tuple[int, ...], str]:
    """Return where the auxiliary of a verb stands and the time that it gives; () and "" where none does.

    An infinitive has one of the future, or of what was meant to be; a participle one of the past. Where it
    is an infinitive itself ("d'avoir volé", "gestohlen haben") what governs that tells.
    """
    clause = _clause(bare, at)
    accused = not side.lexicon("accusing_form").isdisjoint(bare[:at])
    if bare[at] == infinitive:
        found, time = _ahead(side, bare, clause)
        return found, time or (HEARSAY if accused and bare[at - 1 : at] == ["de"] else "")
    if not any(re.search(ending, bare[at]) for ending in side.lexicon("participle")):
        return (), ""
    if _infinite(side, bare, at, "perfect_infinitive"):
        found = _last(bare, clause, side.lexicon("hearsay_modal"))
        if found or accused:
            return found, HEARSAY
    if _infinite(side, bare, at, "passive_infinitive") and (ahead := _ahead(side, bare, clause))[0]:
        return ahead
    if found := _last(bare, clause, side.lexicon("hearsay_auxiliary")):
        return found, HEARSAY
    found = _last(bare, clause, side.lexicon("past_auxiliary"))
    return found, "past" if found else ""


def _ahead(side: Side, bare: Sequence[str], clause: range) -> tuple[tuple[int, ...], str]:
    """Return where the auxiliary of an infinitive stands and its time: "will" is ahead, "was to" is past."""
    past = side.lexicon("past_intent")
    found = _last(bare, clause, side.lexicon("future_auxiliary") | past)
    return found, ("past" if bare[found[0]] in past else "future") if found else ""


def _clause(bare: Sequence[str], at: int) -> range:
    """Return the places of the words before a verb in its clause, the nearest first."""
    first = max(0, at - REACH + 1)
    stops = (here for here in range(at - 1, first - 1, -1) if bare[here] in {",", ";", ":", "."})
    return range(at - 1, next(stops, first - 1), -1)


def _last(bare: Sequence[str], clause: range, wanted: frozenset[str]) -> tuple[int, ...]:
    """Return the last place in a clause of one of these words, as a tuple; () where there is none."""
    return next(((here,) for here in clause if bare[here] in wanted), ())


def _infinite(side: Side, bare: Sequence[str], at: int, infinitives: str) -> bool:
    """Tell whether a participle goes with an infinitive of a list: "gestohlen zu haben", "d'avoir volé"."""
    small, wanted = side.lexicon("perfect_between"), side.lexicon(infinitives)
    after = next((word for word in bare[at + 1 : at + 4] if word not in small), "")
    before = next((word for word in reversed(bare[max(0, at - 2) : at]) if word not in small), "")
    return (after if side.lexicon("capital_noun") else before) in wanted


def _by_ending(side: Side, form: str, infinitive: str) -> str:
    if form == infinitive:
        return "present"
    if form.endswith(tuple(side.lexicon("future_form"))):
        return "future"
    if form.endswith(tuple(side.lexicon("past_form"))):
        return "past"
    return "past" if side.lexicon("strong_past") and _changed_stem(form, infinitive) else "present"


def _changed_stem(form: str, infinitive: str) -> bool:
    """Tell whether a German form has another stem and no ending of the present: "traf", "ging", "starben"."""
    stem = form.removesuffix("en")
    return form[-1:] != "t" and not infinitive.startswith(stem) and not form.endswith("e")


@cache
def _verb(word: str, language: str) -> tuple[str, bool]:
    """Return the infinitive of a word, and whether it is sure; ("", False) where it is no verb.

    Some participles are known only as nouns or adjectives, "ouvert": they are verbs with an auxiliary.
    """
    import simplemma  # noqa: PLC0415 -- its tables load in seconds, and only other languages need them

    lemma = str(simplemma.lemmatize(word, lang=language)).lower()
    if re.match(phrase(language, "verb"), lemma):
        return lemma, True
    for ending, other in (entry.split() for entry in sorted(lexicon(language, "participle_of"))):
        if lemma.endswith(ending) and simplemma.is_known(
            verb := f"{lemma.removesuffix(ending)}{other}", language
        ):
            return verb, False
    return "", False
