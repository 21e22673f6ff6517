"""The label `certainty`: the claim is made with more or less confidence."""

from __future__ import annotations

import re
from functools import cache
from itertools import product, takewhile
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.figures import Quantity, amount
from scraper.edits.found import Found, differing, lacking, spans
from scraper.edits.lexicon import alike, first_of_group, lexicon, saying_verbs
from scraper.edits.quotes import in_quotation
from scraper.edits.rest import kicker
from scraper.edits.side import related
from scraper.edits.sources import with_clause
from scraper.edits.tagger import verb_lemma
from scraper.edits.verbs import FUTURE, verb_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.edits.side import Side
    from scraper.edits.tagger import Tagged


SHARED = 0.1
"""The least share of telling words in common of two texts that make one claim."""


def certainty(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield hedges, modals of possibility and approximators that one side has and the other has not."""
    if not related(old, new, SHARED):
        return  # another claim is neither surer nor weaker
    before, after = hedges(old), hedges(new)
    gone = [each for each in lacking(before, after) if _claimed(old, each, new)]
    come = [each for each in lacking(after, before) if _claimed(new, each, old)]
    if gone or come:
        yield Evidence("certainty", "hedges differ", spans(gone), spans(come))
    yield from _conditional(old, new)
    yield from differing("certainty", "approximators differ", _loose(old, new), _loose(new, old))


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


def _claimed(side: Side, hedge: Found, other: Side) -> bool:
    """Tell whether `other` makes the claim that is hedged, too: a word beside the hedge stands there."""
    if _leads(side, hedge):
        return True
    behind = takewhile(
        lambda word: word.tag != "PUN", [word for word in side.tagged if word.start >= hedge.end]
    )
    after = [word.lemma for word in behind if _tells(side, word)][:2]
    before = [word.lemma for word in side.tagged if word.end <= hedge.start and _tells(side, word)][-1:]
    beside = after or before
    return not side.tagged or any(alike(side.language, *pair) for pair in product(beside, other.forms))


def _leads(side: Side, hedge: Found) -> bool:
    """Tell whether a modal makes the first claim of a text: "Trams may stop"; no question, no quotation."""
    before = [word for word in side.tagged if kicker(side.text) <= word.start < hedge.start]
    return (
        side.tags.get(hedge.start) == "VM0"
        and bool(before)
        and not any(word.tag[0] == "V" or word.tag in {"CJS", "AVQ", "DTQ", "PNQ"} for word in before)
        and not side.text.rstrip().endswith("?")
        and not in_quotation(side.text, hedge.start)
    )


def _tells(side: Side, word: Tagged) -> bool:
    return word.tag[0] in "NAVCO" and word.tag != "AV0" and word.text.lower() not in side.lexicon("function")


def hedges(side: Side) -> tuple[Found, ...]:
    """Return the words that weaken or strengthen a claim."""
    if side.tagged:
        verbs, words = side.lexicon("hedging_verb"), side.lexicon("hedge")
        return tuple(
            Found(_strength(word), word.start, word.end)
            for at, word in enumerate(side.tagged)
            if (_lemma_of_verb(side, at) in verbs and not _done(side, at))
            or (word.text.lower() in words and word.tag != "NP0" and not _no_hedge(side, at))
        )
    pairs = zip(side.words, side.small, strict=True)
    return tuple(
        Found(small, word.start, word.end) for word, small in pairs if small in side.lexicon("hedge")
    )


def _lemma_of_verb(side: Side, at: int) -> str:
    """Return the lemma of a verb, or ""; after "be" the tagger takes "considering" for a preposition."""
    word = side.tagged[at]
    if word.tag == "PRP" and at and side.tagged[at - 1].lemma == "be":
        return verb_lemma(word.text)
    return word.lemma if word.tag[0] == "V" else ""


def _strength(word: Tagged) -> str:
    """Return the first of the hedges that are as sure as this one: "likely" for "probably"."""
    small = word.text.lower()
    first = first_of_group("en", "hedge_alike", small)
    return first if first != small else verb_lemma(small)


def _no_hedge(side: Side, at: int) -> bool:
    """Tell whether a word hedges nothing here: "as soon as possible", "could not", "he feared her"."""
    word, before = side.tagged[at], {word.lemma for word in side.tagged[max(0, at - 3) : at]}
    behind = {word.lemma for word in side.tagged[at + 1 : at + 2]}
    if word.text.lower() == "could":
        return not side.lexicon("negation").isdisjoint(before | behind)
    active = word.tag == "VVN" and "have" in before and "be" not in before  # "we have always thought"
    return "as" in before or active or (word.tag == "VVD" and at > 0 and side.tagged[at - 1].tag == "PNP")


def _done(side: Side, at: int) -> bool:
    """Tell whether a verb tells a deed: one appears in court, on stage; somebody believes that it is so."""
    if side.tagged[at].lemma in side.lexicon("saying_with_clause") and with_clause(side, at):
        return side.tagged[at + 1 : at + 2] != ()
    if side.tagged[at].lemma == "confirm" and side.tagged[at].tag == "VVI":
        return True  # what is to be confirmed is to be said
    return (
        side.tagged[at].lemma == "appear"
        and side.tagged[at + 1 : at + 2] != ()
        and side.tagged[at + 1].tag == "PRP"
    )


def bounds(side: Side) -> tuple[Found, ...]:
    """Return the words that make a figure a bound or an estimate: "at least", "nearly", "more than"."""
    return tuple(_bound(side, hit) for hit in _bounded(side))


def _loose(side: Side, other: Side) -> tuple[Found, ...]:
    """Return the bounds of figures that the other side has without one; with another, `number` tells it."""
    hits = tuple(_bounded(side))
    if not hits:
        return ()
    bound = {_worth(hit[2], other) for hit in _bounded(other)}
    exact = {_worth(small, other) for small in other.small} - bound
    return tuple(_bound(side, hit) for hit in hits if _worth(hit[2], side) in exact)


def _worth(figure: str, side: Side) -> Quantity | str:
    """Return what a figure is worth, in digits or in a word, or the word."""
    small = figure.lower()
    return amount((small,), side.language) or small


def _bound(side: Side, hit: re.Match[str]) -> Found:
    """Return a bound by the first of those that mean the same: "over" is "more than"."""
    said = hit[1].lower().replace(" ", "-")
    return Found(first_of_group(side.language, "bound_alike", said), hit.start(1), hit.end(1))


def _bounded(side: Side) -> Iterator[re.Match[str]]:
    if _firsts(side.language).isdisjoint(side.small):
        return iter(())
    return _approximators(side.language).finditer(side.text, *side.place)


@cache
def _firsts(language: str) -> frozenset[str]:
    """Return the words that a bound begins with, without one of which a text has none."""
    return frozenset(said.split()[0] for said in lexicon(language, "approximator"))


@cache
def _approximators(language: str) -> re.Pattern[str]:
    listed = sorted(lexicon(language, "approximator"), key=len, reverse=True)
    figures = "|".join(lexicon(language, "number_word") | lexicon(language, "vague")) or r"(?!)"
    return re.compile(
        rf"\b({'|'.join(listed) or '(?!)'})\s(?=(?:a\s)?([$£€]?\d[\w.,%]*\b|(?:{figures})\b))", re.IGNORECASE
    )
