"""The label `spelling`: marks, capitals or letters differ and the words stay the same."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from scraper.article import Evidence
from scraper.edits.figures import Quantity, amount
from scraper.edits.found import spans
from scraper.edits.lexicon import grouped, lexicon, singular
from scraper.edits.likeness import turned
from scraper.edits.marks import opcodes
from scraper.edits.names import STARTERS
from scraper.edits.quotes import quoted
from scraper.edits.side import related
from scraper.edits.tagger import AGREEING, PRESENT_TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.side import Side
    from scraper.edits.words import Word

TURNED_QUOTES = "another kind of quotation mark"
_QUOTES = "\"“”„‟«»'‘’‚‹›"


def spelling(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield every place where the same words are written otherwise."""
    if not related(old, new):
        return  # another sentence has its own marks
    told: set[tuple[int, int]] = set()
    before, after = tuple(_unquoted(old.words)), tuple(_unquoted(new.words))
    for alike, start, end, left, right in opcodes(before, after):
        if alike:
            continue
        rule = _rule(before[start:end], after[left:right], old.language)
        if rule == "letters" and _inflected(old, before[start], new, after[left]):
            rule = ""
        if rule or (rule := _slip(old, before, (start, end), new, after[left:right])):
            places = _places(before[start:end]), _places(after[left:right])
            told.update(places[0])
            yield Evidence("spelling", rule, *places)
    yield from (each for each in _capitals(old, new) if told.isdisjoint(each.before))
    if _double(old) != _double(new) and sorted(_keys(old)) == sorted(_keys(new)):
        yield Evidence("spelling", TURNED_QUOTES, spans(quoted(old.text)), spans(quoted(new.text)))


def _slip(old: Side, before: Sequence[Word], place: tuple[int, int], new: Side, come: Sequence[Word]) -> str:
    """Return why a changed stretch is a slip: a word said twice, "to overcame", "the stars says"; else ""."""
    gone, lead = before[slice(*place)], before[max(0, place[0] - 1) : place[0]]
    if lead and [word.small for word in (*gone, *come)] == [lead[0].small]:
        return "a word said twice"
    if len(gone) != 1 or len(come) != 1:
        return ""
    read = _tagged(old, gone[0]), _tagged(new, come[0])
    tags = sorted(tag for tag, _ in read)
    if read[0][1] == read[1][1] and (PRESENT_TAGS.issuperset(tags) or tags == ["VBD", "VBD"]):
        return "agreement"
    if OSA.distance(gone[0].small, come[0].small) > 2:
        return ""
    if tags == ["VVD", "VVI"] and lead and (lead[0].small == "to" or old.tags.get(lead[0].start) == "VM0"):
        return "letters"
    following = [old.tags.get(word.start, "") for word in before[place[1] : place[1] + 1]]
    one_noun = tags == ["NN1", "NN2"] and singular(gone[0].small) == singular(come[0].small)
    return "agreement" if one_noun and AGREEING.issuperset(following or [""]) else ""


def _tagged(side: Side, word: Word) -> tuple[str, str]:
    """Return the part of speech and the lemma of a word."""
    return next(((each.tag, each.lemma) for each in side.tagged if each.start == word.start), ("", ""))


def _unquoted(words: Sequence[Word]) -> Iterator[Word]:
    return (word for word in words if word.text not in _QUOTES)


def _rule(old: Sequence[Word], new: Sequence[Word], language: str) -> str:
    """Return why a changed stretch is spelling; nothing where it is not."""
    left, right = _letters(old), _letters(new)
    if left == right:
        return "marks, hyphens or capitals" if left else "punctuation"
    if len(old) == len(new) == 1 and (
        _typed_otherwise(left, right)
        or _scaled(left, right, language)
        or grouped(language, "homophone", left, right)
    ):
        return "letters"
    if 1 < len(old) == len(new) < 4 and all(_written_otherwise(*pair) for pair in zip(old, new, strict=True)):
        return "letters"
    worth = _amount(old, language)
    return "figures" if worth and worth == _amount(new, language) else ""


def _amount(words: Sequence[Word], language: str) -> tuple[Quantity, Sequence[str]] | None:
    """Return what words are worth, or the first of them and the rest: "6-year-old" is "six-year-old"."""
    parts = tuple([part for word in words[:4] for part in word.small.split("-")])
    for end in (len(parts), 1):
        worth = amount(parts[:end], language) if 0 < len(parts[:end]) < 4 else None
        if worth:
            return worth, parts[end:]
    return None


def _scaled(left: str, right: str, language: str) -> bool:
    """Tell whether a word for thousands only lost or got its plural: "thousand of" is but a slip."""
    return left.removesuffix("s") == right.removesuffix("s") in lexicon(language, "scale")


def _inflected(old: Side, word: Word, new: Side, other: Word) -> bool:
    """Tell whether two words are forms of a verb or noun: "begin" is no misspelt "began"."""
    tags = old.tags.get(word.start, ""), new.tags.get(other.start, "")
    return tags[0] != tags[1] and (all(tag[:1] == "V" for tag in tags) or set(tags) == {"NN1", "NN2"})


def _letters(words: Sequence[Word]) -> str:
    """Return what is said, without marks; a figure keeps its point and its minus."""
    ungrouped = re.sub(r"(?<=\d),(?=\d{3})", "", "".join(word.key for word in words))
    return re.sub(r"(?<!\d)\.|\.(?!\d)|(?!^[-−]\d)[^\w.$£€¥%]|_", "", ungrouped).casefold()


def _written_otherwise(old: Word, new: Word) -> bool:
    left, right = _letters([old]), _letters([new])
    return left == right or _typed_otherwise(left, right)


def _typed_otherwise(left: str, right: str) -> bool:
    """Tell whether two longer words are one: swapped or doubled letters, -ise and -ize, -our and -or."""
    swapped = len(left) > 3 and left.isalpha() and sorted(left) == sorted(right)
    if swapped and OSA.distance(left, right) <= (2 if len(left) > 5 else 1):
        return True
    if min(len(left), len(right)) < 5 or not (left + right).isalpha() or left[:2] != right[:2]:
        return False
    if turned(left, right):
        return False
    same_end = left[-1] == right[-1] or {left[-2:], right[-2:]} == {"re", "er"}
    return same_end and OSA.distance(left, right) == 1


def _places(words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    return ((words[0].start, words[-1].end),) if words else ()


def _capitals(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield a word that is written large on one side and small on the other, beside the same word."""
    keys = {word.key for side in (old, new) for word in side.words[1:]}
    if len({key.lower() for key in keys}) == len(keys):
        return  # no word is written in two ways
    before, after = _middle(old), _middle(new)
    for (near, small), (place, shown) in before.items():
        other = after.get((near, small))
        if other and other[1] != shown and (shown.islower() or other[1].islower()):
            yield Evidence("spelling", "capitals", (place,), (other[0],))


def _middle(side: Side) -> dict[tuple[str, str], tuple[tuple[int, int], str]]:
    """Return the words inside sentences by the word before them and themselves, both written small."""
    return {
        (previous.small, word.small): ((word.start, word.end), word.key)
        for previous, word in pairwise(side.words)
        if len(word.key) > 2 and word.key.isalpha() and previous.key not in STARTERS
    }


def _keys(side: Side) -> list[str]:
    return [str(each.key) for each in quoted(side.text)]


def _double(side: Side) -> list[bool]:
    return [side.text[each.start] in '"“”„‟«»' for each in quoted(side.text)]
