"""The label `number`: a quantity differs, appears or disappears."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from text_to_num import find_numbers  # type: ignore[import-untyped]

from scraper.article import Evidence
from scraper.edits.certainty import bounds
from scraper.edits.found import Found, lacking, spans
from scraper.edits.lexicon import lexicon
from scraper.edits.names import STARTERS
from scraper.edits.times import times
from scraper.edits.words import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.side import Side

_DIGITS = re.compile(r"(?P<sign>[$£€¥])?(?P<figure>\d+(?:[.,]\d+)*)(?P<unit>%|[^\W\d_]+)?(?P<rest>[-–].*)?$")
_SPELLED = {"en", "de", "fr", "es"}
_ORDINAL = {"st", "nd", "rd", "th"}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9,
    "trillion": 1e12, "tn": 1e12, "millionen": 1e6, "mio": 1e6, "milliarden": 1e9, "mrd": 1e9, "tausend": 1e3,
    "mille": 1e3, "millions": 1e6, "milliards": 1e9, "mil": 1e3, "millones": 1e6,
}  # fmt: skip


def number(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield the quantities that only one side has; the note says how far one rose or fell."""
    if not any(_counts(word.key, side.language) for side in (old, new) for word in side.words):
        return
    before, after = quantities(old), quantities(new)
    gone, come = tuple(lacking(before, after)), tuple(lacking(after, before))
    if gone or come:
        yield Evidence("number", "quantities differ", spans(gone), spans(come), _change(gone, come))
    for rule, find in (
        ("ordinals differ", _ordinals),
        ("spans of another length", _lengths),
        ("bounds differ", bounds),
    ):
        yield from _each_for_each(rule, find(old), find(new))


@lru_cache(maxsize=10_000)
def _counts(word: str, language: str) -> bool:
    """Tell whether a word, or a part of it, can be a quantity or belong to one."""
    parts = [Word(part, 0, 0, part, part.lower()) for part in re.findall(r"\w+", word)]
    return (
        any(letter.isdigit() for letter in word)
        or any(part.small in _counting(language) for part in parts)
        or (language in _SPELLED and bool(find_numbers([_Spelled(part) for part in parts], language, 0.0)))
    )


@cache
def _counting(language: str) -> frozenset[str]:
    return frozenset().union(*(lexicon(language, name) for name in ("vague", "ordinal", "number_word")))


def _each_for_each(rule: str, old: Sequence[Found], new: Sequence[Found]) -> Iterator[Evidence]:
    """Yield things that stand for each other; one that only came or went says nothing of quantity."""
    gone, come = tuple(lacking(old, new)), tuple(lacking(new, old))
    if gone and len(old) == len(new):
        yield Evidence("number", rule, spans(gone), spans(come), _change(gone, come))


def _ordinals(side: Side) -> tuple[Found, ...]:
    listed = side.lexicon("ordinal")
    return tuple(Found(word.small, word.start, word.end) for word in side.words if word.small in listed)


def _lengths(side: Side) -> tuple[Found, ...]:
    """Return the figures of spans of time: "jailed for three years", "a 16-hour queue"."""
    units = side.lexicon("time_unit")
    spent = [range(each.start, each.end) for each in times(side) if units & set(str(each.key).split())]
    return tuple(each for each in _all(side) if any(each.start in span for span in spent))


def _change(gone: Sequence[Found], come: Sequence[Found]) -> str:
    """Return what happened to the figure, such as "rose by 15"; "differs" where there are several."""
    if not gone or not come:
        return "appeared" if come else "disappeared"
    old, new = gone[0].key, come[0].key
    if not isinstance(old, float) or not isinstance(new, float) or len(gone) != 1 or len(come) != 1:
        return "differs"
    return f"{'rose' if new > old else 'fell'} by {abs(new - old):,.10g}"


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A word as the number reader wants it."""

    word: Word

    def text(self) -> str:
        return self.word.key

    def nt_separated(self, _previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return not self.word.key[0].isalpha()


def quantities(side: Side) -> tuple[Found, ...]:
    """Return the quantities of a text in order; a date, a clock time, a span or part of a name is none."""
    taken = [range(each.start, each.end) for each in times(side)]
    return tuple(each for each in _all(side) if not any(each.start in span for span in taken))


@lru_cache(maxsize=256)
def _all(side: Side) -> tuple[Found, ...]:
    figures = tuple(_figures(side))
    taken = [range(each.start, each.end) for each in figures]
    spelled = [
        each for each in (*_spelled(side), *_vague(side)) if not any(each.start in span for span in taken)
    ]
    return tuple(sorted([*figures, *spelled], key=lambda each: each.start))


def _figures(side: Side) -> Iterator[Found]:
    for at, word in enumerate(side.words):
        match = _DIGITS.match(word.key)
        if match and (match["unit"] or "").lower() not in _ORDINAL and not _named(side, at, match["rest"]):
            unit, end = _unit(side, at, match["unit"])
            worth = value(match["figure"]) * _SCALES.get(unit, 1.0)
            yield Found(word.key if _DIGITS.match((match["rest"] or "")[1:]) else worth, word.start, end)


def _named(side: Side, at: int, rest: str | None) -> bool:
    """Tell whether the figure is part of a name: Channel 4, 9/11; a plural after it makes it a count."""
    if "/" in side.words[at].key:
        return True
    if at == 0 or rest is not None:
        return False
    previous = side.words[at - 1].key
    called = previous[0].isupper() and previous.isalpha() and (at > 1 or side.tagged_at(0)[:1] == "N")
    return previous == "-" or (called and side.tagged_at(at + 1) != "NN2")


def _unit(side: Side, at: int, unit: str | None) -> tuple[str, int]:
    following = side.small[at + 1] if at + 1 < len(side.small) else ""
    if unit is None and following in _SCALES:
        return following, side.words[at + 1].end
    return (unit or "").lower(), side.words[at].end


def value(figure: str) -> float:
    """Return what a figure in digits is worth; a lone mark before three digits parts the thousands.

    >>> [value(figure) for figure in ("3,000", "1.5", "1.234.567", "3,5", "1.234,5")]
    [3000.0, 1.5, 1234567.0, 3.5, 1234.5]
    """
    grouped = re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", figure)
    if grouped:
        return float(re.sub(r"[.,]", "", figure))
    whole, mark, part = figure.rpartition(max(".,", key=figure.rfind))
    return float(f"{re.sub('[.,]', '', whole)}.{part}" if mark else part)


def _spelled(side: Side) -> Iterator[Found]:
    """Yield numbers in words, without those in names: "Six Nations"."""
    if side.language not in _SPELLED:
        return
    parts = _split(side.words)
    for each in find_numbers([_Spelled(word) for word in parts], side.language, 0.0):
        first, last = parts[each.start], parts[each.end - 1]
        in_a_name = first.key[0].isupper() and each.start > 0 and parts[each.start - 1].key not in STARTERS
        if not each.is_ordinal and not in_a_name and (each.value != 1 or _counted(side, first)):
            yield Found(float(each.value), first.start, last.end)


def _counted(side: Side, one: Word) -> bool:
    """Tell whether "one" counts something, as in "one dead", and is no pronoun, as in "one of", "no one"."""
    at = next((at for at, word in enumerate(side.tagged) if word.start == one.start), None)
    if at is None or at + 1 >= len(side.tagged):
        return False
    before = side.tagged[at - 1].tag if at else ""
    return side.tagged[at + 1].tag in {"NN1", "VVN", "VVD", "AJ0"} and before[:2] not in {
        "AT",
        "DT",
        "DP",
        "AJ",
    }


def _split(words: Sequence[Word]) -> list[Word]:
    """Return `words` with "seven-year-old" cut at its hyphens, for the number in it."""
    return [part for word in words for part in (_parts(word) if "-" in word.key else (word,))]


def _parts(word: Word) -> Iterator[Word]:
    for match in re.finditer(r"[^-]+", word.text):
        yield Word(match[0], word.start + match.start(), word.start + match.end(), match[0], match[0].lower())


def _vague(side: Side) -> Iterator[Found]:
    listed = side.lexicon("vague")
    return (Found(word.small, word.start, word.end) for word in side.words if word.small in listed)
