"""The label `name`: a person, organisation, place or product stands on one side only, or changes its form."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from scraper.article import Evidence
from scraper.edits.found import Found, lacking, spans
from scraper.edits.lexicon import grouped, lexicon, listed, singular
from scraper.edits.numbered import edition, numbered
from scraper.edits.tagger import common, german_names, known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.side import Side

_SOUNDS = str.maketrans("cqvzy", "kkfsi", "h")
_POSSESSIVE = re.compile(r"['’]s?$")
_DEGREES = re.compile(r"[-−]?\d+[CF]")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
RENUMBERED = "numbers of names differ"
STARTERS = {".", "!", "?", ":", "-", "–", "—", '"', "'", "(", "|", "/", "•"}


def name(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield the names that one side has and the other has not; a corrected spelling is told apart."""
    gone, come = _unmatched(old, new), _unmatched(new, old)
    if gone or come:
        yield Evidence("name", "names differ", spans(gone), spans(come), _note(old, gone, come))
    yield from _renumbered(_numbered(old), _numbered(new))


def _renumbered(old: Sequence[Found], new: Sequence[Found]) -> Iterator[Evidence]:
    """Yield the names that bear another number now: "Apollo 11", "Apollo 12"."""
    gone, come = tuple(lacking(old, new)), tuple(lacking(new, old))
    heads = {_head(each) for each in gone} & {_head(each) for each in come}
    if heads:
        before, after = ([each for each in found if _head(each) in heads] for found in (gone, come))
        yield Evidence("name", RENUMBERED, spans(before), spans(after), "another")


def _head(found: Found) -> str:
    return str(found.key).split()[0]


def _numbered(side: Side) -> tuple[Found, ...]:
    """Return the names that bear a number; the year of an event is compared as such."""
    if not _DIGIT.search(side.text):
        return ()  # it is sooner known
    return tuple(
        Found(f"{side.small[at - 1]} {word.small}", side.words[at - 1].start, word.end)
        for at, word in enumerate(side.words)
        if word.key[0].isdigit() and not _YEAR.fullmatch(word.key) and numbered(side, at)
    )


def _unmatched(side: Side, other: Side) -> tuple[Found, ...]:
    """Return the names of `side` that `other` does not hold; said twice or once is no difference."""
    kept = {word.key for word in other.words}
    lone = tuple(_names(side, [at for at, word in enumerate(side.words) if word.key not in kept]))
    there = {key for word in kept if lone and (not word.islower() or len(word) > 3) for key in _keys(word)}
    years = _editions(side)
    return (
        *[found for found in lone if found.key not in there],
        *(lacking(years, _editions(other)) if years else ()),
    )


def _editions(side: Side) -> tuple[Found, ...]:
    """Return the years that belong to names of events, keyed with the word before: "Euro 2020"."""
    if not _YEAR.search(side.text):
        return ()  # it is sooner known
    return tuple(
        Found(f"{singular(previous.small)} {word.small}", word.start, word.end)
        for at, (previous, word) in enumerate(pairwise(side.words))
        if _YEAR.fullmatch(word.key) and previous.key[0].isupper() and _of_an_event(side, at)
    )


def _of_an_event(side: Side, at: int) -> bool:
    """Tell whether the large word before a year is no "Since", "May" or "Bell's" of a time."""
    dated = side.lexicon("month") | side.lexicon("season") | side.lexicon("function")
    if _POSSESSIVE.search(side.small[at]) or side.small[at] in dated:
        return False
    return side.tagged_at(at)[:2] not in {"PR", "CJ", "AV"} and edition(side, at + 1)


def _note(old: Side, gone: Sequence[Found], come: Sequence[Found]) -> str:
    pairs = list(zip(gone, come, strict=False))
    if len(gone) == len(come) and all(_respelled(*pair) for pair in pairs):
        given = any(
            _before_a_name(old, one) and other_sex(str(one.key), str(other.key)) for one, other in pairs
        )
        return "another" if given else "spelling"
    if len(gone) == len(come) and all(_one_place(*pair) for pair in zip(gone, come, strict=True)):
        return "another form"
    return "another" if gone and come else "added" if come else "dropped"


def _respelled(old: Found, new: Found) -> bool:
    """Tell whether two names are one, spelled anew: at most one letter in four differs.

    Two that English texts know are two names, "Iran" and "Iraq", unless they sound alike, "Alan" and "Allan".
    """
    left, right = str(old.key), str(new.key)
    if OSA.distance(left, right) > max(1, max(len(left), len(right)) // 4):
        return False
    if " " not in left and re.findall(r"\d", left) != re.findall(r"\d", right):
        return False  # "5G" for "4G"; the year of an event is mended in the name
    return _sound(left) == _sound(right) or not (known(left) and known(right))


def _before_a_name(side: Side, found: Found) -> bool:
    """Tell whether a name is a given name: another goes on after it."""
    return any(word.tag == "NP0" and side.text[found.end : word.start] == " " for word in side.tagged)


def other_sex(left: str, right: str) -> bool:
    """Tell whether given names are those of a woman and a man: "Maria" and "Mario", "Paul" and "Paula"."""
    short, long = sorted((left.lower(), right.lower()), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1], long[-1]} == {"a", "o"}
    return long == f"{short}a" or (long == f"{short}e" and short.endswith("s"))


def _sound(name: str) -> str:
    """Return a name as it sounds, roughly: "stefen" for "Stephen" and "Steven"."""
    sounds = name.replace("ph", "f").translate(_SOUNDS)
    return re.sub(r"(.)\1+", r"\1", sounds).removesuffix("e")


def _one_place(old: Found, new: Found) -> bool:
    """Tell whether two names mean one place: "US", "American"; "Wales" is keyed as a plural is, without s."""
    forms = ((str(each.key), f"{each.key}s") for each in (old, new))
    return any(grouped("en", "demonym", *pair) for pair in product(*forms))


def _names(side: Side, places: Sequence[int]) -> Iterator[Found]:
    """Yield the words at `places` that belong to names; "Iran-Iraq" holds two, "Oscar-winner" one."""
    for at in places:
        word = side.words[at]
        if _named(side, at, side.tagged_at(at)):
            yield from (Found(key, word.start, word.end) for key in _keys(word.key, large=True))


def _keys(word: str, *, large: bool = False) -> list[str]:
    """Return what a word is compared by, part by part; with `large` only the parts written so."""
    parts = [singular(_POSSESSIVE.sub("", part)) for part in word.split("-")]
    return [part.replace(".", "").casefold() for part in parts if part and not (large and part.islower())]


def _named(side: Side, at: int, tag: str) -> bool:
    word = side.words[at].key
    if (
        not any(letter.isupper() for letter in word)
        or len(word) == 1
        or (word[-1] in "CF" and _DEGREES.fullmatch(word))
    ):
        return False
    never = _never(side.language)
    if side.small[at] in never or never.issuperset(_keys(word, large=True)):
        return False
    starts = at == 0 or side.small[at - 1] in STARTERS
    if side.small[at] in _common(side.language) and (starts or side.small[at] in {"the", "a"}):
        return False
    if side.language == "en":
        worded = _POSSESSIVE.sub("", side.small[at]) in side.lexicon("worded_name")
        named = worded or (tag == "NP0" and not _by_capital(side, at))
        return not starts or named or _acronym(word) or listed("en", "demonym", side.small[at])
    if side.language == "de":
        return _acronym(word) or side.words[at].start in german_names(side.text)
    return not starts or _acronym(word)


def _by_capital(side: Side, at: int) -> bool:
    """Tell whether nothing but the capital that starts a text makes a word a name: "Gale expected"."""
    undergoes = at == 0 and side.tagged_at(1) in {"VVD", "VVN"}
    return undergoes and common(side.small[0], side.words[1].key)


@cache
def _never(language: str) -> frozenset[str]:
    return frozenset().union(*(lexicon(language, name) for name in ("not_a_name", "weekday", "month")))


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset().union(*(lexicon(language, name) for name in ("light", "function", "vague")))


def _acronym(word: str) -> bool:
    return sum(letter.isupper() for letter in word) > 1
