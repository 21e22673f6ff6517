"""Small words that carry the fact: "voted for" and "against", "all" and "some", "hit" and "hit near"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.found import spans
from scraper.edits.lexicon import grouped, lexicon, likes, listed, opposites, singular
from scraper.edits.marks import opcodes
from scraper.edits.side import related

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.side import Side
    from scraper.edits.words import Word

_KINDS = ("relation", "scope", "duty", "condition", "frequency", "sex")
_FEW = 5
_FILLING = frozenset({"of", "the", "a", "an", "is", "are", "was", "were", "has", "have"})


def relations(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield a small word that came, went or stands for another of its kind that tells something else."""
    carrying = _carrying(old.language)
    if carrying.intersection(old.small) == carrying.intersection(new.small) or not related(old, new):
        return
    for alike, start, end, left, right in opcodes(old.words, new.words):
        if not alike and end - start < _FEW > right - left:
            gone, come = _lone(_said(old, start, end), _said(new, left, right))
            if label := _told(old, gone, new, come):
                yield Evidence(label, "small words differ", spans(gone), spans(come))


@cache
def _carrying(language: str) -> frozenset[str]:
    """Return the words of every kind, with those that tell something by coming or going."""
    groups = frozenset().union(*(lexicon(language, kind) for kind in _KINDS))
    alone = lexicon(language, "restricting") | lexicon(language, "beside")
    return alone.union(*(group.split() for group in groups))


def _lone(gone: Sequence[Word], come: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Return the words of each side without a noun that is only one thing here and several there."""
    kept = {singular(word.small) for word in gone} & {singular(word.small) for word in come}
    left, right = ([word for word in side if singular(word.small) not in kept] for side in (gone, come))
    return left, right


def _said(side: Side, start: int, end: int) -> list[Word]:
    """Return the words of a stretch without those that go with anything: "taken from" tells of "from"."""
    words = side.words[start:end]
    lemmas = {word.start: word.lemma for word in side.tagged} if len(words) > 1 else {}
    light = side.lexicon("light") | _FILLING
    return [word for word in words if lemmas.get(word.start, word.small) not in light]


def _told(old: Side, gone: Sequence[Word], new: Side, come: Sequence[Word]) -> str:
    """Return the label that holds where only small words differ at a place, else ""."""
    if len(gone) == len(come) == 1:
        left, right = gone[0].small, come[0].small
        if any(_apart(old.language, kind, left, right) for kind in _KINDS) and _weighty(old, new, gone, come):
            turned = {f"{left} {right}", f"{right} {left}"}
            return "polarity" if turned & lexicon(old.language, "turning") else "detail"
    elif len(gone) + len(come) == 1:
        side, other, word = (old, new, gone[0]) if gone else (new, old, come[0])
        return "detail" if _restricts(side, word, other) or _shifts(side, word) else ""
    return ""


def _apart(language: str, kind: str, left: str, right: str) -> bool:
    """Tell whether two words of a kind do not stand for each other; opposites are told anyway."""
    of_kind = listed(language, kind, left) and listed(language, kind, right)
    return of_kind and not grouped(language, kind, left, right) and right not in opposites(language, left)


def _weighty(old: Side, new: Side, gone: Sequence[Word], come: Sequence[Word]) -> bool:
    """Tell whether neither word is put to a verb, figure or feeling: "to go", "some 200", "sad at"."""
    return not any(
        side.tags.get(word.start) == "TO0"
        or (word.small == "some" and _counted(side, word))
        or _tag_before(side, word) == "AJ0"
        or _tag_after(side, word) == "VVG"
        for side, word in ((old, gone[0]), (new, come[0]))
    )


def _tag_before(side: Side, word: Word) -> str:
    return next((each.tag for each in reversed(side.tagged) if each.end <= word.start), "")


def _tag_after(side: Side, word: Word) -> str:
    return next((each.tag for each in side.tagged if each.start >= word.end), "")


def _restricts(side: Side, word: Word, other: Side) -> bool:
    """Tell whether a word leaves others out that the other side lets in: "only adults", no "only ten"."""
    if (
        word.small not in side.lexicon("restricting")
        or _counted(side, word)
        or _tag_after(side, word) == "TO0"
    ):
        return False
    return likes(side.language, word.small).isdisjoint(other.small)


def _shifts(side: Side, word: Word) -> bool:
    """Tell whether a preposition takes the thing from a verb: "hit near a school"."""
    return word.small in side.lexicon("beside") and _tag_before(side, word)[:2] == "VV"


def _counted(side: Side, word: Word) -> bool:
    following = next((each.small for each in side.words if each.start >= word.end), "")
    return any(map(str.isdigit, following)) or following in side.lexicon("number_word") | {"a", "an"}
