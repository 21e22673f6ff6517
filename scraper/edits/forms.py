"""Tense in languages without a tagger here: a verb's form, told by its ending and its auxiliary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.lexicon import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.edits.side import Side

REACH = 12
"""How many words before a verb its auxiliary may stand; a comma ends the search."""


@dataclass(frozen=True, slots=True)
class Form:
    """A verb as it stands: its infinitive, its time, its place with its auxiliary."""

    infinitive: str
    time: str
    places: tuple[tuple[int, int], ...]


def tense_by_form(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield the verbs of one infinitive whose forms have two times, each infinitive once."""
    if not old.lexicon("past_auxiliary"):
        return
    before, after = _forms(old), _forms(new)
    for infinitive in sorted(before.keys() & after.keys()):
        one, other = before[infinitive], after[infinitive]
        if one.time != other.time:
            note = f"{one.time} > {other.time}"
            yield Evidence("tense", "forms of one infinitive", one.places, other.places, note)


def _forms(side: Side) -> dict[str, Form]:
    """Return the verbs of a text by infinitive; auxiliaries are none."""
    auxiliaries = side.lexicon("future_auxiliary") | side.lexicon("past_auxiliary")
    found = (
        _form(side, at)
        for at, word in enumerate(side.words)
        if word.key.isalpha() and side.small[at] not in auxiliaries
    )
    return {form.infinitive: form for form in found if form}


def _form(side: Side, at: int) -> Form | None:
    word = side.words[at]
    if word.key[0].isupper() and (at > 0 or side.lexicon("capital_noun")):
        return None
    infinitive = _infinitive(side.small[at], side.language)
    if not re.match(phrase(side.language, "verb"), infinitive) or infinitive in side.lexicon("function"):
        return None
    helping = _auxiliary(side, at, side.small[at] == infinitive)
    places = ((side.words[helping].start, side.words[helping].end),) if helping is not None else ()
    return Form(infinitive, _time(side, at, infinitive, helping), (*places, (word.start, word.end)))


def _auxiliary(side: Side, at: int, plain: bool) -> int | None:  # noqa: FBT001 -- a plain fact of the form
    """Return where its auxiliary stands: of the future for an infinitive, of the past for a participle."""
    is_participle = any(re.search(ending, side.small[at]) for ending in side.lexicon("participle"))
    wanted = side.lexicon("future_auxiliary") if plain else frozenset()
    wanted |= side.lexicon("past_auxiliary") if is_participle else frozenset()
    for here in range(at - 1, max(-1, at - REACH), -1):
        if side.small[here] in {",", ";", ":", "."}:
            return None
        if side.small[here] in wanted:
            return here
    return None


def _time(side: Side, at: int, infinitive: str, helping: int | None) -> str:
    if helping is not None:
        return "future" if side.small[helping] in side.lexicon("future_auxiliary") else "past"
    form = side.small[at]
    if form == infinitive:
        return "present"
    if form.endswith(tuple(side.lexicon("future_form")) or ("\0",)):
        return "future"
    if form.endswith(tuple(side.lexicon("past_form"))):
        return "past"
    return "past" if side.lexicon("strong_past") and _changed_stem(form, infinitive) else "present"


def _changed_stem(form: str, infinitive: str) -> bool:
    """Tell whether a German form has another stem and no ending of the present: "traf", "ging", "starben"."""
    stem = form.removesuffix("en")
    return form[-1:] != "t" and not infinitive.startswith(stem) and not form.endswith("e")


@cache
def _infinitive(word: str, language: str) -> str:
    import simplemma  # noqa: PLC0415 -- its tables load in seconds, and only other languages need them

    return str(simplemma.lemmatize(word, lang=language)).lower()
