"""The labels `wording` and `detail`: what is left when the other labels have had their words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.figures import UNIT_WORDS
from scraper.edits.found import Found, spans, within
from scraper.edits.lexicon import lexicon, likes, listed, singular
from scraper.edits.likeness import akin, same
from scraper.edits.minor import minor
from scraper.edits.quantities import read
from scraper.edits.shortened import spelt_out
from scraper.edits.times import times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.side import Side


MANY = 4
"""From so many changed content words on, both sides together, it is hardly the same said otherwise."""


_EMPTY = frozenset(
    ["PR", "CJ", "AT", "DT", "DP", "PN", "XX", "EX", "VM", "VB", "VH", "VD", "TO"]
)  # parts of speech, C5 tags
_KICKER = re.compile(r"^[^:.,?!]{2,30}:\s")
_TAIL = re.compile(r"\s[-–—|]\s(?P<tail>[^-–—|:.?!]{2,40})$")


def rest(old: Side, new: Side, evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    """Yield wording where words stand for words of one meaning, detail where what is told came or went."""
    gone, come = unexplained(old, new, evidence)
    left, right = _without_alike(old, new, gone, come)
    named = any(each.label == "name" for each in evidence)
    told = _telling(old, left, named=named), _telling(new, right, named=named)
    detail = any(told) and not _lone_verb(old, new, told)
    if (gone and come and len(gone) + len(come) < MANY + 2) or ((gone or come) and not detail):
        yield Evidence("wording", "words for words", spans(gone), spans(come))
    if detail:
        yield Evidence("detail", "words came or went", spans(left), spans(right), minor(old, new, told))
    if not gone and not come and not evidence:
        same = _letters(old) == _letters(new)
        yield (
            Evidence("spelling", "marks") if same else Evidence("wording", "small words, order or inflection")
        )


def _without_alike(
    old: Side, new: Side, gone: Sequence[Found], come: Sequence[Found]
) -> tuple[list[Found], list[Found]]:
    """Return what is left when words that news desks put for each other have been paired off.

    A word has its like also in one that both sides have: "wins the election" tells of a victory.
    """
    language = old.language
    left, right = list(gone), list(come)
    for one in gone:
        like = next((each for each in right if same(language, str(one.key), str(each.key))), None)
        if like:
            left.remove(one)
            right.remove(like)
    return _unlike(left, new), _unlike(right, old)


def _unlike(found: Sequence[Found], other: Side) -> list[Found]:
    if not any("-" in str(one.key) or likes(other.language, str(one.key)) for one in found):
        return list(found)
    adverbs = {word.lemma for word in other.tagged if word.tag[:2] == "AV"}
    told = (other.forms | parts(other)) - _small(other.language) - adverbs
    return [one for one in found if not _meant(str(one.key), told, other.language)]


def _meant(key: str, told: frozenset[str], language: str) -> bool:
    """Tell whether a word, or each part of one with hyphens, is told or has its like."""
    if key in told or not likes(language, key).isdisjoint(told):
        return True
    return "-" in key and all(_meant(part, told, language) for part in key.split("-") if part)


def _telling(side: Side, found: Sequence[Found], *, named: bool) -> list[Found]:
    """Return the words that tell something: no adverbs, no verbs and adjectives that go with anything.

    Beside names that differ a role only stands for one of them: "Russian leader" for "Putin".
    """
    light = side.lexicon("light") | (side.lexicon("role") if named else frozenset())
    end = tail(side) if found else 0
    return [
        each
        for each in found
        if each.key not in light
        and each.start < end
        and (side.tags.get(each.start, "")[:2] not in {"AV", "OR"} or each.key in side.lexicon("altering"))
    ]


def _lone_verb(old: Side, new: Side, told: tuple[list[Found], list[Found]]) -> bool:
    """Tell whether nothing but a verb came or went: "found not guilty", "helping to run"."""
    gone, come = told
    tags = [old.tags.get(each.start, "") for each in gone] + [new.tags.get(each.start, "") for each in come]
    return len(tags) == 1 and tags[0][:2] == "VV"


def unexplained(
    old: Side, new: Side, evidence: Sequence[Evidence]
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """Return the content words of each side that no label has claimed and the other side lacks."""
    before = [span for each in evidence for span in each.before]
    after = [span for each in evidence for span in each.after]
    gone, come = tuple(_unmatched(old, new, before)), tuple(_unmatched(new, old, after))
    return _whole(old, gone, new), _whole(new, come, old)


def _whole(side: Side, found: tuple[Found, ...], other: Side) -> tuple[Found, ...]:
    """Return the words that tell something by themselves: no initials, no "chief" of "chief executive"."""
    if not found:
        return ()
    spelt, joined = spelt_out(side, other), [str(each.key) for each in found if "-" in str(each.key)]
    if not (spelt or joined):
        return found
    return tuple(
        each
        for each in found
        if each.start not in spelt and not any(key.startswith(f"{each.key}-") for key in joined)
    )


def _unmatched(side: Side, other: Side, claimed: Sequence[tuple[int, int]]) -> Iterator[Found]:
    there = other.forms | parts(other)
    roots = {word[:4] for word in there}
    for found in _content(side, there):
        key = str(found.key)
        known = (key[:4] in roots and any(akin(key, word) for word in there)) or (
            "-" in key and all(_part_known(part, there) for part in key.split("-"))
        )
        if not (known or any(start <= found.start < end for start, end in claimed) or _measures(side, found)):
            yield found


def _measures(side: Side, found: Found) -> bool:
    """Tell whether a word is a figure ("twenty-one"), its unit or part of a time."""
    if within(found.start, times(side)):
        return True
    small = side.text[found.start : found.end].lower()
    spelled = side.lexicon("number_word").issuperset(small.split("-"))
    counted = spelled or small in UNIT_WORDS or small in side.lexicon("vague")
    return counted and within(found.start, read(side))


def _part_known(part: str, there: frozenset[str]) -> bool:
    """Tell whether a part of a word with hyphens stands there: "two-sided" in "two side"; "over-50s"."""
    return part in there or part.removesuffix("s") in there or any(akin(part, word) for word in there)


def _content(side: Side, but: frozenset[str]) -> Iterator[Found]:
    """Yield the words that tell something, by their lemmas, without those in `but`."""
    small, start = _small(side.language), kicker(side.text)
    particles = side.lexicon("particle")
    lemmas = {word.start: word.lemma for word in side.tagged}
    for previous, word, following in zip(
        ("", *side.small[:-1]), side.words, (*side.small[1:], ""), strict=True
    ):
        lemma = lemmas.get(word.start, word.small).removesuffix("'s")
        if lemma not in but and word.small[0].isalpha() and word.start >= start:
            kind = side.tags.get(word.start, "")[:2]
            if not (lemma in small or word.small in small or kind in _EMPTY):
                phrases = [f"{lemma}-{following}" if kind == "VV" else f"{previous}-{lemma}"]
                if kind == "NN" and following in particles:  # a verb that the tagger took for a noun
                    phrases.append(f"{singular(lemma)}-{following}")
                known = (phrase for phrase in phrases if _phrasal(side.language, phrase))
                yield Found(next(known, lemma), word.start, word.end)


def _phrasal(language: str, phrase: str) -> bool:
    """Tell whether two words have a like together: "let down", "chief executive"."""
    return listed(language, "alike", phrase) or (
        phrase[-1] == "s" and listed(language, "alike", singular(phrase))
    )


@cache
def _small(language: str) -> frozenset[str]:
    # Figures are for the label number.
    lists = ("function", "neutral_saying", "future", "number_word", "scale")
    return frozenset().union(*(lexicon(language, name) for name in lists))


def kicker(text: str) -> int:
    """Return where a headline's topic ends, which claims nothing, or 0: "Ukraine war: Talks fail".

    >>> kicker("Ukraine war: Talks fail"), kicker("Talks fail: a long and very detailed account")
    (13, 12)
    """
    found = _KICKER.match(text)
    return found.end() if found and len(found[0].split()) <= 4 else 0


def tail(side: Side) -> int:
    """Return where a headline's last words start that only say what kind of page it is, else its end.

    >>> from scraper.edits.side import Side
    >>> tail(Side("Leeds win - highlights & report", "en"))
    12
    """
    match = _TAIL.search(side.text)
    if not match:
        return len(side.text)
    said = [
        word.small for word in side.words if word.start >= match.start("tail") and word.small[0].isalpha()
    ]
    kinds = side.lexicon("page_kind") | side.lexicon("function")
    return match.start("tail") if kinds.issuperset(said) else len(side.text)


def parts(side: Side) -> set[str]:
    """Return the parts of a text's words with hyphens, written small."""
    return {part for small in side.small if "-" in small for part in small.split("-")}


def _letters(side: Side) -> list[str]:
    return [word for word in side.small if word[0].isalnum()]
