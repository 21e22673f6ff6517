"""Find where the verb groups of an English sentence stand: auxiliaries, words between, and one main verb."""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from scraper.edits.lexicon import lexicon
from scraper.edits.tagger import PAST_TAGS, PRESENT_TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.tagger import Tagged

FINITE = PRESENT_TAGS | PAST_TAGS | {"VM0"}
PHRASE = frozenset({"PNP", "PNI", "NP0", "NN0", "NN1", "NN2", "AT0", "DPS", "DT0", "AJ0", "POS", "CRD"})
"""Tags of the words that a subject or object consists of."""

_AUXILIARY = frozenset(tag for tag in FINITE if tag[:2] != "VV")
_MAIN = frozenset({"VVI", "VVN", "VVG", "VVB", "VVD", "VBI", "VBN", "VBG", "VHI", "VHN", "VDI", "VDN"})
_OPENING = frozenset({"VV", "VB", "VH", "VD", "VM", "TO", "XX", "AV"})


def as_statements(words: Sequence[Tagged]) -> Sequence[Tagged]:
    """Put the auxiliary of a question behind its subject: "will it end?" reads like "it will end?"."""
    if "AVQ" not in [word.tag for word in words] and "?" not in [word.text for word in words]:
        return words
    told = list(words)
    for at, word in enumerate(words):
        if word.tag in _AUXILIARY and _asked(words, at):
            subject = list(takewhile(lambda each: each.tag in PHRASE, words[at + 1 : at + 6]))
            end = at + 1 + len(subject)
            if subject and words[end : end + 1] and words[end].tag in _MAIN:
                told[at:end] = [*subject, word]
    return told


def _asked(words: Sequence[Tagged], at: int) -> bool:
    """Tell whether an auxiliary opens a question: after "when", or with a question mark to come."""
    if at and words[at - 1].tag == "AVQ":
        return True
    opens = at == 0 or words[at - 1].tag[:2] in {"PU", "CJ"}
    return opens and any(word.text == "?" for word in words[at:])


def stretches(words: Sequence[Tagged]) -> Iterator[tuple[int, int]]:
    """Yield where each verb group starts and ends: auxiliaries, words between, and one main verb."""
    at = 0
    while at < len(words):
        end = _end(words, at) if words[at].tag[:2] in _OPENING or _to_follows(words, at) else at
        titled = at > 0 and words[at].tag == "VVG" and words[at].text[0].isupper()  # part of a name
        if end > at and not titled:
            yield at, end
        at = max(end, at + 1)


def _end(words: Sequence[Tagged], at: int) -> int:
    end, forward = at, _forward()
    for here in range(at, len(words)):
        word = words[here]
        looks_forward = word.text.lower() in forward
        if end > at and word.tag in FINITE and not (word.tag == "VVD" and end == here):
            break  # a second finite verb is another group, but for a misread participle
        if word.tag[0] == "V" or (word.tag == "TO0" and _verb_soon(words, here) and _leads(words[at:here])):
            end = here + 1
            if word.tag[:2] == "VV" and not (looks_forward and _to_follows(words, here)):
                break
        elif not (_between(word, end > at) or (looks_forward and _to_follows(words, here))):
            break
    return end


def _between(word: Tagged, inside: bool) -> bool:  # noqa: FBT001 -- a plain fact
    """Tell whether a word may stand before a verb of its group: "was not first seen"."""
    return word.tag in {"XX0", "AV0"} or (inside and word.tag == "ORD")


def _leads(before: Sequence[Tagged]) -> bool:
    """Tell whether an infinitive belongs to the verbs before it: "is now to go", not "is enough to go"."""
    if not before or before[-1].tag != "AV0":
        return True
    return before[-1].lemma in _forward() | {"now", "also", "still", "yet"}


@cache
def _forward() -> frozenset[str]:
    """Return the words that an infinitive may follow within a group: "is set to go", "is able to go"."""
    return lexicon("en", "future") | {"able"}


def _verb_soon(words: Sequence[Tagged], here: int) -> bool:
    return any(word.tag[0] == "V" for word in words[here + 1 : here + 3])


def _to_follows(words: Sequence[Tagged], here: int) -> bool:
    return here + 1 < len(words) and words[here + 1].tag == "TO0"
