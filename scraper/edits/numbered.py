"""Which figures belong to a name: "Channel 4", "the Boeing 737 was", but not "in Gaza 12 died"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from scraper.edits.lexicon import lexicon
from scraper.edits.tagger import german_names

if TYPE_CHECKING:
    from scraper.edits.side import Side

_SINGLE = "NN1"
_GOES_ON = {"", "PUN", "POS", "PRP", "CJC", "CJS"}
_DOES = {"VVZ", "VVD", "VBZ", "VBD", "VHZ", "VHD", "VM0"}


def numbered(side: Side, at: int) -> bool:
    """Tell whether the figure at a position, bare of sign and unit, belongs to the word before it.

    Some things bear numbers ("Channel 4"). Another name does so only where nothing after the figure can be
    counted and nothing before the name governs it; in doubt the figure counts something.
    """
    if at == 0 or not side.words[at].key.isdigit():
        return False
    head = side.words[at - 1]
    if not head.key.isalpha() or head.key.islower() or head.small in _never(side.language):
        return False
    if head.small in side.lexicon("numbered"):
        return not (side.lexicon("capital_noun") and _large(side, at + 1))
    return _proper(side, at - 1) and not _counts(side, at)


def edition(side: Side, at: int) -> bool:
    """Tell whether a year belongs to the name before it, "Tokyo 2020": not "on Friday 2000 people"."""
    counted = side.tagged_at(at + 1) == "NN0" or (side.lexicon("capital_noun") and _large(side, at + 1))
    return side.small[at - 1] not in side.lexicon("weekday") and not counted


@cache
def _never(language: str) -> frozenset[str]:
    lists = ("weekday", "month", "season", "function", "approximator", "hedge")
    return frozenset().union(*(lexicon(language, name) for name in lists))


def _large(side: Side, at: int) -> bool:
    """Tell whether a word written large stands at a position, in German a noun: "der Formel 1 Verletzte"."""
    return at < len(side.words) and side.words[at].key[0].isupper()


def _proper(side: Side, at: int) -> bool:
    """Tell whether the word at a position is surely a name; a capital that starts a text shows nothing."""
    if side.language == "en":
        return side.tagged_at(at) == "NP0"
    return side.words[at].start in german_names(side.text) if side.language == "de" else at > 0


def _counts(side: Side, at: int) -> bool:
    """Tell whether a figure after a name may count something: "12 people", "12 died", "paid Smith 300"."""
    if side.language == "en":
        tag = side.tagged_at(at + 1)
        return tag != _SINGLE and not (tag in _GOES_ON | _DOES and _free(side, at - 1))
    following = next(iter(side.small[at + 1 :]), ".")
    goes_on = not following[0].isalnum() or following in side.lexicon("function")
    return not (goes_on and _free(side, at - 1))


def _free(side: Side, at: int) -> bool:
    """Tell whether a name opens its sentence or follows an article or mark, so that no word governs it."""
    while at > 0 and side.words[at - 1].key[0].isupper() and side.small[at - 1] not in _never(side.language):
        at -= 1
    before = side.small[at - 1] if at else "."
    return not before[0].isalnum() or before in side.lexicon("article")
