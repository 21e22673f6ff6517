"""The label `quote`: words in quotation marks differ, or the marks came or went."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.found import Found, lacking, spans
from scraper.edits.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.edits.side import Side

_DOUBLE = r"[\"“”„‟«»]"
# A single mark opens after a space or bracket and before a word, and closes after a word or stop and before
# neither letter nor digit; between letters it is an apostrophe, before digits a decade ('70s).
_QUOTED = re.compile(
    rf"{_DOUBLE}(?P<double>[^\"“”„‟«»]+)(?:{_DOUBLE}|$)"
    r"|(?<![^\s(\[—–\-/\"“:])['‘‚‹](?!\d0s\b)(?P<single>\S.*?)(?<=[^\s])['’‘›](?![^\W_])"
)


@lru_cache(maxsize=256)
def quoted(text: str) -> tuple[Found, ...]:
    r"""Return the quotations of `text`; equal keys hold the same words.

    >>> [text[each.start:each.end] for text in ["The '70s star's 'odd' \"plan\"."] for each in quoted(text)]
    ["'odd'", '"plan"']
    """
    return tuple(_found(match) for match in _QUOTED.finditer(text))


def in_quotation(text: str, at: int) -> bool:
    """Tell whether a place lies behind the opening mark of a quotation and before its end."""
    return any(each.start < at < each.end for each in quoted(text))


def _found(match: re.Match[str]) -> Found:
    inner = match["double"] or match["single"]
    return Found(" ".join(_spoken(inner)).replace("-", " "), match.start(), match.end())


def _spoken(text: str) -> list[str]:
    return [word.small for word in words(text) if word.key[0].isalnum() or word.key[0] in "$£€"]


def quote(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield the quotations that one side has and the other has not; a quotation only split is none."""
    before, after = quoted(old.text), quoted(new.text)
    if _all(before) == _all(after):
        return
    gone, come = tuple(lacking(before, after)), tuple(lacking(after, before))
    note = "words within" if gone and come else "marks gained" if come else "marks lost"
    yield Evidence("quote", "quotations differ", spans(gone), spans(come), note)


def _all(found: tuple[Found, ...]) -> str:
    return " ".join(str(each.key) for each in found)
