"""Say what part of speech each word of an English sentence is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

# The tagger was trained on text in which contractions are two words: wo + n't, he + 'll.
_PART = re.compile(
    r"\w+?(?=n['’]t\b)|n['’]t\b|['’](?:s|ll|re|ve|d|m)\b"
    r"|[$£€¥]?\d+(?:[.,:/]\d+)*\w*%?(?:-\w+)*|(?:[^\W\d_]\.){2,}|\w+(?:-\w+)*|[^\w\s]",
    re.IGNORECASE,
)
_NAME = "NP0"
_MARKS = "\"“”„‟«»'‘’‚‹›"


@dataclass(frozen=True, slots=True)
class Tagged:
    """A word, its lemma, its part of speech in the C5 tag set of the British National Corpus, its place."""

    text: str
    lemma: str
    tag: str
    start: int
    end: int


@cache
def _hanta() -> Any:
    from HanTa import HanoverTagger  # type: ignore[import-untyped] # noqa: PLC0415 -- loads in 200 ms

    return HanoverTagger.HanoverTagger("morphmodel_en.pgz")


@cache
def _known(word: str) -> bool:
    """Tell whether the tagger's training text held `word`, written small."""
    return word in _hanta().cache


@lru_cache(maxsize=4096)
def _lemma(word: str, tag: str) -> str:
    return str(_hanta().analyze(word, pos=tag)[0]).lower()


def verb_lemma(word: str) -> str:
    """Return the verb that an English word would be a form of, were it one: "rules" gives "rule"."""
    small = word.lower()
    return _lemma(small, "VVZ" if small.endswith("s") else "VVD" if small.endswith("ed") else "VVB")


@lru_cache(maxsize=512)
def tagged(text: str) -> tuple[Tagged, ...]:
    """Return the words of an English `text` with their parts of speech."""
    found = [
        match for match in _PART.finditer(text) if match[0] not in _MARKS
    ]  # quoted words read like others
    # The leading stop keeps the capital of the first word: the tagger would read "Biden met" as "bided met".
    tags = _hanta().tag_sent([".", *(match[0].replace("’", "'") for match in found)], taglevel=0)[1:]
    return tuple(_tagged(match, tag) for match, tag in zip(found, tags, strict=True))


def _tagged(match: re.Match[str], tag: str) -> Tagged:
    word = match[0].replace("’", "'")
    if word[0].isupper() and not _known(word.lower()) and tag[0] in "AVU":
        tag = _NAME
    lemma = _lemma(word.lower(), tag) if tag[0] == "V" else word.lower()
    return Tagged(match[0], lemma, tag, match.start(), match.end())
