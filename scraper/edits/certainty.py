"""The label `certainty`: the claim is made with more or less confidence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from scraper.edits.found import Found, differing
from scraper.edits.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.article import Evidence
    from scraper.edits.side import Side


def certainty(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield hedges, modals of possibility and approximators that one side has and the other has not."""
    yield from differing("certainty", "hedges differ", hedges(old), hedges(new))
    before, after = bounds(old), bounds(new)
    if len(before) != len(after):
        yield from differing("certainty", "approximators differ", before, after)


def hedges(side: Side) -> tuple[Found, ...]:
    """Return the words that weaken or strengthen a claim."""
    if side.tagged:
        verbs, words = side.lexicon("hedging_verb"), side.lexicon("hedge")
        return tuple(
            Found(word.lemma, word.start, word.end)
            for at, word in enumerate(side.tagged)
            if (word.tag[0] == "V" and word.lemma in verbs and not _in_person(side, at))
            or (word.text.lower() in words and word.tag != "NP0")
        )
    pairs = zip(side.words, side.small, strict=True)
    return tuple(
        Found(small, word.start, word.end) for word, small in pairs if small in side.lexicon("hedge")
    )


def _in_person(side: Side, at: int) -> bool:
    """Tell whether one appears in court, on stage, before a judge: a deed, and no semblance."""
    return (
        side.tagged[at].lemma == "appear"
        and side.tagged[at + 1 : at + 2] != ()
        and side.tagged[at + 1].tag == "PRP"
    )


def bounds(side: Side) -> tuple[Found, ...]:
    """Return the words that make a figure a bound or an estimate: "at least", "nearly", "more than"."""
    hits = _approximators(side.language).finditer(side.text, *side.place)
    return tuple(Found(hit[1].lower(), hit.start(1), hit.end(1)) for hit in hits)


@cache
def _approximators(language: str) -> re.Pattern[str]:
    listed = sorted(lexicon(language, "approximator"), key=len, reverse=True)
    figures = "|".join(lexicon(language, "number_word") | lexicon(language, "vague")) or r"(?!)"
    return re.compile(
        rf"\b({'|'.join(listed) or '(?!)'})\s(?=[$£€]?\d|(?:a\s)?(?:{figures})\b)", re.IGNORECASE
    )
