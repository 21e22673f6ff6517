"""Words that make a figure a bound or an estimate: "at least", "nearly", "more than"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from scraper.edits.figures import Quantity, amount
from scraper.edits.found import Found, lacking
from scraper.edits.lexicon import first_of_group, lexicon, singular
from scraper.edits.quantities import read
from scraper.edits.words import grouped, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.edits.side import Side


def bounds(side: Side) -> tuple[Found, ...]:
    """Return the words that make a figure a bound or an estimate: "at least", "nearly", "more than"."""
    return tuple(_bound(side, hit) for hit in _bounded(side))


def loose(side: Side, other: Side) -> tuple[Found, ...]:
    """Return the bounds of figures that the other side has without one; with another, `number` tells it.

    Where each side has one figure that the other lacks, the bound of one may come with another figure, if a
    word beside them shows that both count the same: "kills more than 50", "kills 70".
    """
    hits = tuple(_bounded(side))
    if not hits:
        return ()
    bound = frozenset(_worth(hit[2], other) for hit in _told(other))  # "over $9m" may be of a thing here only
    exact = {_worth(small, other) for small in other.small} - bound
    return tuple(
        _bound(side, hit)
        for hit in hits
        if _worth(hit[2], side) in exact or _in_place(side, hit, other, bound)
    )


def _in_place(side: Side, hit: re.Match[str], other: Side, bound: frozenset[Quantity | str]) -> bool:
    """Tell whether the only other figure of the other side stands where the bounded one stood, unbounded."""
    gone, come = (tuple(lacking(read(one), read(two))) for one, two in ((side, other), (other, side)))
    if len(gone) != 1 or len(come) != 1 or gone[0].start != hit.start(2):
        return False
    figure = other.text[come[0].start : come[0].end]
    if _worth(figure, other) in bound or not all(any(map(str.isdigit, each)) for each in (hit[2], figure)):
        return False
    small = side.lexicon("function")
    ours, theirs = _beside(side, hit.start(1), gone[0]), _beside(other, come[0].start, come[0])
    return any(one == two for one, two in zip(ours, theirs, strict=True) if one and one not in small)


def _beside(side: Side, start: int, figure: Found) -> tuple[str, str]:
    """Return the words right before and after a figure, "kill" for "kills"; "%" stands after it, too."""
    before, after = side.text[:start].split()[-1:], side.text[figure.end :].split()[:1]
    percent = "%" if side.text[figure.end - 1] == "%" else ""
    return singular("".join(before).lower()), percent or singular("".join(after).lower())


def _worth(figure: str, side: Side) -> Quantity | str:
    """Return what a figure is worth, in digits or in a word, or the word."""
    small = plain(figure).lower()
    parts = (small,) if small[-1:].isdigit() else tuple(small.split("-"))
    return amount(parts, side.language) or small


def _bound(side: Side, hit: re.Match[str]) -> Found:
    """Return a bound by the first of those that mean the same: "over" is "more than"."""
    said = hit[1].lower().replace(" ", "-")
    return Found(first_of_group(side.language, "bound_alike", said), hit.start(1), hit.end(1))


def _bounded(side: Side) -> Iterator[re.Match[str]]:
    return (hit for hit in _told(side) if not _of_a_thing(side, hit))


def _told(side: Side) -> Iterator[re.Match[str]]:
    if _firsts(side.language).isdisjoint(side.small):
        return iter(())
    return _approximators(side.language).finditer(side.text, *side.place)


def _of_a_thing(side: Side, hit: re.Match[str]) -> bool:
    """Tell whether a preposition has a thing behind it that a figure describes: "row over 20mph limits"."""
    following = [word.tag for word in side.tagged if word.start >= hit.start(2)][:2]
    return side.tags.get(hit.start(1)) == "PRP" and following == ["NN0", "NN1"]


@cache
def _firsts(language: str) -> frozenset[str]:
    """Return the words that a bound begins with, without one of which a text has none."""
    return frozenset(said.split()[0] for said in lexicon(language, "approximator"))


@cache
def _approximators(language: str) -> re.Pattern[str]:
    said = "|".join(sorted(lexicon(language, "approximator"), key=len, reverse=True)) or "(?!)"
    word = "|".join(lexicon(language, "number_word") | lexicon(language, "vague")) or "(?!)"
    digits = rf"[$£€]?(?:{grouped(language)}|\d)(?:[\w.,]*\w)?%?"
    spelled = rf"(?:{word})(?:-(?:{word}|et|une?))*\b"  # "twenty-one", "vingt-et-un"
    return re.compile(rf"\b({said})\s(?=(?:a\s|the\sage\sof\s)?({digits}|{spelled}))", re.IGNORECASE)
