"""What a figure is worth, in digits or in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from text_to_num import find_numbers  # type: ignore[import-untyped]

from scraper.edits.lexicon import lexicon
from scraper.edits.words import Word

DIGITS = re.compile(
    r"(?P<minus>[-−])?(?P<sign>[$£€¥])?(?P<figure>\d+(?:[.,' ]\d+)*)(?P<unit>%|[^\W\d_]+)?(?P<rest>[-–].*)?$"
)
SPELLED = {"en", "de", "fr", "es"}
_NTH = re.compile(r"(\d+)(?:st|nd|rd|th)")
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9,
    "trillion": 1e12, "tn": 1e12, "millionen": 1e6, "mio": 1e6, "milliarden": 1e9, "mrd": 1e9, "tausend": 1e3,
    "mille": 1e3, "millions": 1e6, "milliards": 1e9, "mil": 1e3, "millones": 1e6,
}  # fmt: skip
_UNITS: dict[str, dict[str, float]] = {
    "m": {"mm": 0.001, "cm": 0.01, "metre": 1, "meter": 1, "km": 1000, "kilometre": 1000, "kilometer": 1000},
    "kg": {"gram": 0.001, "kg": 1, "kilo": 1, "kilogram": 1, "kilogramme": 1, "tonne": 1000},
    "l": {"ml": 0.001, "litre": 1, "liter": 1}, "miles": {"mile": 1}, "ft": {"ft": 1, "foot": 1, "feet": 1},
    "in": {"inch": 1, "inche": 1}, "yards": {"yard": 1}, "lb": {"lb": 1}, "oz": {"oz": 1, "ounce": 1},
    "gallons": {"gallon": 1}, "acres": {"acre": 1}, "hectares": {"hectare": 1}, "mph": {"mph": 1},
    "km/h": {"kph": 1, "kmh": 1}, "°C": {"celsius": 1, "°c": 1}, "°F": {"fahrenheit": 1, "°f": 1},
}  # fmt: skip
_UNIT = {
    word: (symbol, factor)
    for symbol, words in _UNITS.items()
    for one, factor in words.items()
    for word in (one, f"{one}s")
}
_HOURLY = {("per", "hour"), ("an", "hour"), ("/", "h")}
_LARGE = {"m": "km", "kg": "tonnes"}
UNIT_WORDS = frozenset(_UNIT) | frozenset(SCALES) | {
    "quarters", "thirds", "fifths", "tenths", "hour", "degree", "degrees", "pounds", "dollar", "dollars",
    "euro", "euros", "d'euros", "yen",
}  # fmt: skip


class Quantity(NamedTuple):
    """How much, and of what: a currency's sign, a unit of measure, "%" or ""."""

    worth: float
    measure: str = ""


def measured(worth: float, words: tuple[str, ...]) -> tuple[Quantity, int] | None:
    """Return what so many of a unit are, and how many of the small `words` after the figure name the unit.

    >>> measured(6000, ("metres", "away")) == measured(6, ("km", "away")), measured(9, ("lives",))
    (True, None)
    """
    first = words[0] if words else ""
    if first in {"degree", "degrees", "°"}:
        degrees = (
            measured(worth, (f"°{words[1]}" if len(words[1]) == 1 else words[1],)) if words[1:] else None
        )
        return (degrees[0], 2) if degrees and degrees[0].measure[0] == "°" else None
    if first not in _UNIT:
        return None
    symbol, factor = _UNIT[first]
    speed = 2 if words[1:3] in _HOURLY else 0
    if speed and symbol in {"m", "miles"}:
        return Quantity(worth, "mph" if symbol == "miles" else "km/h"), 1 + speed
    total = round(worth * factor, 9)
    if symbol in _LARGE and total >= 1000:
        return Quantity(total / 1000, _LARGE[symbol]), 1
    return Quantity(total, symbol), 1


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word as the number reader wants it."""

    word: Word

    def text(self) -> str:
        """Return the word."""
        return self.word.key

    def nt_separated(self, _previous: object) -> bool:
        """Tell that no pause parts words."""
        return False

    def not_a_number_part(self) -> bool:
        """Tell whether it is no word."""
        return not self.word.key[0].isalpha()


def value(figure: str) -> float:
    """Return what a figure in digits is worth; a lone mark before three digits parts the thousands.

    >>> [value(figure) for figure in ("3,000", "1.5", "1.234.567", "3,5", "1.234,5", "12 000,5", "12'000")]
    [3000.0, 1.5, 1234567.0, 3.5, 1234.5, 12000.5, 12000.0]
    """
    figure = re.sub("[ ']", "", figure)
    grouped = re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", figure)
    if grouped:
        return float(re.sub(r"[.,]", "", figure))
    whole, mark, part = figure.rpartition(max(".,", key=figure.rfind))
    return float(f"{re.sub('[.,]', '', whole)}.{part}" if mark else part)


@lru_cache(maxsize=1000)
def ordinal(word: str, language: str) -> int | str | None:
    """Return a number for "third" and "3rd", a word of the language's list that cannot be read, else None."""
    if match := _NTH.fullmatch(word):
        return int(match[1])
    if word not in lexicon(language, "ordinal"):
        return None
    found = (
        find_numbers([Spelled(Word(word, 0, 0, word, word))], language, 0.0) if language in SPELLED else ()
    )
    return int(found[0].value) if found else word


@lru_cache(maxsize=10_000)
def amount(words: tuple[str, ...], language: str) -> Quantity | None:
    """Return what words say that are nothing but one figure: "20m" and "20 million", "tenth" and "10th".

    >>> amount(("20m",), "en") == amount(("20", "million"), "en"), amount(("20", "people"), "en")
    (True, None)
    """
    first, following = words[0], words[1:]
    if first in lexicon(language, "vague"):
        return None  # "millions" are any number of them
    if not following and isinstance(nth := ordinal(first, language), int):
        return Quantity(float(nth), "th")
    if match := DIGITS.match(first):
        unit = match["unit"] or "".join(following)
        told = not (match["rest"] or match["minus"] or (match["unit"] and following))
        scaled = value(match["figure"]) * SCALES.get(unit, 1.0)
        return Quantity(scaled, match["sign"] or "") if told and (unit in SCALES or not unit) else None
    spelled = [Spelled(Word(word, 0, 0, word, word)) for word in words]
    found = find_numbers(spelled, language, 0.0) if language in SPELLED else []
    whole = [each for each in found if (each.start, each.end) == (0, len(words)) and not each.is_ordinal]
    return Quantity(float(whole[0].value)) if whole else None
