"""Say what part of speech each word of an English sentence is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from scraper.edits.hanta import Tagger, tagger

# The tagger was trained on text in which contractions are two words: wo + n't, he + 'll.
_PART = re.compile(
    r"\w+?(?=n['’]t\b)|n['’]t\b|['’](?:s|ll|re|ve|d|m)\b"
    r"|[$£€¥]?\d+(?:[.,:/]\d+)*\w*%?(?:-\w+)*|(?:[^\W\d_]\.){2,}|\w+(?:-\w+)*|[^\w\s]",
    re.IGNORECASE,
)
_MARKS = "\"“”„‟«»'‘’‚‹›"


class Tagged(NamedTuple):  # as a word is
    """A word, its lemma, its part of speech in the C5 tag set of the British National Corpus, its place."""

    text: str
    lemma: str
    tag: str
    start: int
    end: int


def verb_lemma(word: str) -> str:
    """Return the verb that an English word would be a form of, were it one: "rules" gives "rule"."""
    small = word.lower()
    return _english().lemma(small, "VVZ" if small.endswith("s") else "VVD" if small.endswith("ed") else "VVB")


@lru_cache(maxsize=512)
def tagged(text: str) -> tuple[Tagged, ...]:
    """Return the words of an English `text` with their parts of speech."""
    straight, english = text.replace("’", "'"), _english()
    # Quoted words read like others.
    found = [(match[0], *match.span()) for match in _PART.finditer(straight) if match[0] not in _MARKS]
    # The leading stop keeps the capital of the first word: the tagger would read "Biden met" as "bided met".
    tags = english.tags([".", *[word for word, _, _ in found]])[1:]
    return tuple(
        [
            Tagged(
                text[start:end],
                english.lemma(word.lower(), tag) if tag[0] == "V" else word.lower(),
                tag,
                start,
                end,
            )
            for (word, start, end), tag in zip(found, tags, strict=True)
        ]
    )


def _english() -> Tagger:
    return tagger("morphmodel_en.pgz", "NP0")


@lru_cache(maxsize=512)
def german_names(text: str) -> frozenset[int]:
    """Return where the names of a German `text` start, for in German every noun is written large."""
    found = list(_PART.finditer(text))
    tags = tagger("morphmodel_ger.pgz").tags(["$.", *(match[0] for match in found)])[1:]
    return frozenset(match.start() for match, tag in zip(found, tags, strict=True) if tag == "NE")
