"""Read the quantities of a text: counts, sums, percentages, scores and ages, in digits or words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from text_to_num import find_numbers  # type: ignore[import-untyped]

from scraper.edits.figures import DIGITS, SCALES, SPELLED, Quantity, Spelled, measured, ordinal, value
from scraper.edits.found import Found, within
from scraper.edits.lexicon import lexicon
from scraper.edits.names import STARTERS
from scraper.edits.numbered import edition, numbered
from scraper.edits.times import times
from scraper.edits.words import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.side import Side

_RANGE = re.compile(r"(\d+)[-–](\d+)(?=-[^\W\d_])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_KINDS = {"D", "G"}  # 3D, 5G
_ORDINAL = {"st", "nd", "rd", "th"}
# What is measured, where a change of it is another quantity; words that stand for a sign count as the sign.
_MEASURES = {
    "%": "%", "percent": "%", "per": "%", "prozent": "%", "$": "$", "dollar": "$", "dollars": "$", "£": "£",
    "pounds": "£", "€": "€", "euro": "€", "euros": "€", "d'euros": "€", "¥": "¥", "yen": "¥", "yuan": "yuan",
    "rupees": "rupees",
}  # fmt: skip
_WORTH = {"half": Quantity(50, "%"), "quarter": Quantity(25, "%"), "dozen": Quantity(12)}
_ONE_OF = (["percent"], ["per"])  # "one percent" counts, where "one of" does not
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}


@lru_cache(maxsize=10_000)
def counts(word: str, language: str) -> bool:
    """Tell whether a word, or a part of it, can be a quantity or belong to one."""
    parts = [Word(part, 0, 0, part, part.lower()) for part in re.findall(r"\w+", word)]
    return (
        any(letter.isdigit() for letter in word)
        or any(part.small in _counting(language) for part in parts)
        or (language in SPELLED and bool(find_numbers([Spelled(part) for part in parts], language, 0.0)))
    )


@cache
def _small(language: str) -> frozenset[str]:
    return lexicon(language, "function") | lexicon(language, "approximator")


@cache
def _counting(language: str) -> frozenset[str]:
    return frozenset().union(*(lexicon(language, name) for name in ("vague", "ordinal", "number_word")))


def quantities(side: Side) -> tuple[Found, ...]:
    """Return the quantities of a text in order; a date, a clock time, a span or part of a name is none."""
    spent = times(side)
    return tuple(each for each in read(side) if not within(each.start, spent))


@lru_cache(maxsize=256)
def read(side: Side) -> tuple[Found, ...]:
    """Return the quantities of a text in order, those in dates and spans of time among them."""
    figures = tuple(_figures(side))
    spelled = [each for each in (*_spelled(side), *_vague(side)) if not within(each.start, figures)]
    first = {each.start: each for each in reversed([*figures, *spelled])}
    return tuple(first[start] for start in sorted(first))


def _figures(side: Side) -> Iterator[Found]:
    for at, word in enumerate(side.words):
        if match := _RANGE.match(word.key):
            yield from _ends(word, match)
        elif match := DIGITS.match(word.key):
            yield from _figure(side, at, match)
        elif "-" in word.key and _joins(side, word):
            yield from _joined(word)


def _joins(side: Side, word: Word) -> bool:
    """Tell whether a word with hyphens may hold a figure: "over-80s", but not "Covid-19" or "last-16"."""
    first = word.small.split("-")[0]
    return (word.key[0].islower() or first in _small(side.language)) and first not in side.lexicon("round")


def ordinals(side: Side) -> tuple[Found, ...]:
    """Return what is counted up to: "third win", "98th cap"; a part of a series is none: "third round"."""
    uncounted = side.lexicon("stage") | side.lexicon("time_unit") | side.lexicon("month")
    spent = times(side)
    return tuple(
        Found(nth, word.start, word.end)
        for at, word in enumerate(side.words)
        if (nth := ordinal(word.small, side.language)) is not None
        and uncounted.isdisjoint(small.removesuffix("'s") for small in side.small[at + 1 : at + 3])
        and not within(word.start, spent)
        and not _shares(side, at)
    )


def _ends(word: Word, match: re.Match[str]) -> Iterator[Found]:
    """Yield both ends of a range with its unit: "12-15-year-olds" are those from 12 to 15."""
    for group in (1, 2):
        place = word.start + match.start(group), word.start + match.end(group)
        yield Found(Quantity(float(match[group])), *place)


def _figure(side: Side, at: int, match: re.Match[str]) -> Iterator[Found]:
    word, rest = side.words[at], match["rest"]
    if (match["unit"] or "").lower() in _ORDINAL or match["unit"] in _KINDS or _distance(side, at, match):
        return
    if _named(side, at, rest):
        return
    if of_unit := _measured(side, at, match):
        yield of_unit
        return
    unit, end = _unit(side, at, match["unit"])
    worth = value(match["figure"]) * SCALES.get(unit, 1.0) * (-1 if match["minus"] else 1)
    following = next((each.small for each in side.words[at + 1 : at + 3] if each.start >= end), "")
    measure = match["sign"] or unit if match["sign"] or unit in _MEASURES else following
    score = "-".join(sorted(re.findall(r"\d+", word.key))) if DIGITS.match((rest or "")[1:]) else ""
    if measure and measure == following and _MEASURES.get(measure, "%") != "%":
        end = next(each.end for each in side.words[at + 1 :] if each.small == measure)
    yield Found(score or Quantity(worth, _MEASURES.get(measure, "")), word.start, end)


def _measured(side: Side, at: int, match: re.Match[str]) -> Found | None:
    """Return a figure with its unit, joined or after it: "6km", "6 km", "6-metre", "30C"."""
    word, unit, following = side.words[at], match["unit"] or "", side.small[at + 1 : at + 4]
    if match["sign"]:
        return None
    worth = value(match["figure"]) * (-1 if match["minus"] else 1)
    if unit == "m" and (worth >= 1000 or side.lexicon("extent").intersection(following[:1])):
        unit = "metres"  # a thousand million is a billion
    joined = unit or (match["rest"] or "-")[1:].split("-")[0]
    degrees = not joined and following[:1] in {("c",), ("f",)}
    if degrees and side.text[word.end : word.end + 2] in {" C", " F"}:
        following = (f"°{following[0]}",)
    joined = f"°{joined}".lower() if joined in {"C", "F"} else joined.lower()
    found = measured(worth, (joined, *following) if joined else following)
    if not found:
        return None
    last = at + found[1] - bool(joined)
    return Found(found[0], word.start, side.words[last].end)


def _distance(side: Side, at: int, match: re.Match[str]) -> bool:
    """Tell whether "800m" names a race and counts no millions."""
    following = side.small[at + 1 : at + 2]
    return match["unit"] == "m" and not match["sign"] and bool(side.lexicon("race").intersection(following))


def _joined(word: Word) -> Iterator[Found]:
    """Yield the figures in words such as "over-80s"."""
    for part in _parts(word):
        if match := re.fullmatch(r"(\d+)(?:s|[^\W\d_]{2,})?", part.key):
            yield Found(Quantity(float(match[1])), part.start, part.end)


def _named(side: Side, at: int, rest: str | None) -> bool:
    """Tell whether the figure is part of a name or a series: Channel 4, 9/11, the last 16."""
    if "/" in side.words[at].key:
        return True
    if at == 0 or rest is not None:
        return False
    previous, figure = side.words[at - 1].key, side.words[at].key
    staged = side.small[at - 1] in side.lexicon("round") | side.lexicon("stage")
    if staged and side.tagged_at(at + 1)[:1] != "N":
        return True  # "into the last 16", "after round two"
    if previous[0].isupper() and previous.isalpha() and _YEAR.fullmatch(figure) and edition(side, at):
        return True
    joined = previous == "-" and side.words[at - 1].end == side.words[at].start
    return joined or numbered(side, at)


def _unit(side: Side, at: int, unit: str | None) -> tuple[str, int]:
    following = side.small[at + 1] if at + 1 < len(side.small) else ""
    if unit is None and following in SCALES:
        return following, side.words[at + 1].end
    return (unit or "").lower(), side.words[at].end


def _spelled(side: Side) -> Iterator[Found]:
    """Yield numbers in words, without those in names: "Six Nations"."""
    if side.language not in SPELLED:
        return
    parts = _split(side.words)
    for each in find_numbers([Spelled(word) for word in parts], side.language, 0.0):
        first, last = parts[each.start], parts[each.end - 1]
        place = each.start, each.end
        in_a_name = _in_a_name(side, parts, *place) or _staged(side, parts, *place)
        following = [part.small for part in parts[each.end : each.end + 1]]
        part = _PARTS.get(following[0].removesuffix("s"), 0) if following else 0
        if part and not each.is_ordinal:
            yield Found(_share(float(each.value), part), first.start, parts[each.end].end)
        elif place[1] - place[0] == 1 and first.small in side.lexicon("vague") | side.lexicon("scale"):
            yield Found(f"{first.small.removesuffix('s')}s", first.start, last.end)
        elif (
            not each.is_ordinal
            and not in_a_name
            and (each.value != 1 or following[:1] in _ONE_OF or _counted(side, first))
        ):
            yield _of_what(float(each.value), first.start, last, parts[each.end : each.end + 3])


def _of_what(worth: float, start: int, last: Word, following: Sequence[Word]) -> Found:
    """Return a number in words with what it measures."""
    of_unit = measured(worth, tuple([part.small for part in following]))
    if of_unit:
        return Found(of_unit[0], start, following[of_unit[1] - 1].end)
    measure = _MEASURES.get(following[0].small, "") if following else ""
    end = following[0].end if measure not in {"", "%"} else last.end
    return Found(Quantity(worth, measure), start, end)


def _share(worth: float, part: int) -> Quantity:
    return Quantity(round(100 * worth / part, 2), "%")


def _staged(side: Side, parts: Sequence[Word], start: int, end: int) -> bool:
    """Tell whether a number in words says which part of a series: "in round two", "the top four"."""
    before, following = parts[max(0, start - 1) : start], parts[end : end + 1]
    staged = side.lexicon("stage") | side.lexicon("round")
    if staged.isdisjoint(part.small for part in before):
        return False
    joined = side.text[before[0].end : parts[start].start] == "-"  # "top-four hopes"
    return joined or not (following and side.tags.get(following[0].start, "")[:1] == "N")


def _in_a_name(side: Side, parts: Sequence[Word], start: int, end: int) -> bool:
    """Tell whether a number in words is written large as a part of a name: "Six Nations"."""
    first, following = parts[start], parts[end : end + 1]
    if not first.key[0].isupper():
        return False
    common = [part for part in following if part.key[0].isupper() and side.tags.get(part.start) == "NN2"]
    return bool(common) or (start > 0 and parts[start - 1].key not in STARTERS)


def _counted(side: Side, one: Word) -> bool:
    """Tell whether "one" counts something, as in "one dead", and is no pronoun, as in "one of", "no one"."""
    at = next((at for at, word in enumerate(side.tagged) if word.start == one.start), None)
    if at and side.tagged[at - 1].text in side.lexicon("rank"):
        return True  # "world number one"
    if at is None or at + 1 >= len(side.tagged) or side.tagged[at].lemma in side.lexicon("uncounted"):
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
    """Yield what counts without a figure: "dozens", "twice"."""
    for at, (word, small) in enumerate(zip(side.words, side.small, strict=True)):
        asked = at > 0 and side.small[at - 1] in side.lexicon("asking")  # "how many" tells no quantity
        if small in side.lexicon("vague") and not asked:
            yield Found(_WORTH.get(small, small), word.start, word.end)
        elif small in _PARTS and _shares(side, at):
            yield Found(_share(1, _PARTS[small]), word.start, word.end)


def _shares(side: Side, at: int) -> bool:
    """Tell whether a part is a share: "a tenth of it", in headlines "tenth of goods"; not "her third of"."""
    before = side.tagged_at(at - 1)
    bare = before[:2] not in {"AT", "DP", "DT"} and side.tagged_at(at + 2) == "NN2"
    return side.small[at + 1 : at + 2] == ("of",) and (bare or side.small[at - 1 : at] == ("a",))
