"""Say what part of speech each word of an English sentence is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

# The tagger was trained on text in which contractions are two words: wo + n't, he + 'll.
_PART = re.compile(
    r"\b(?:can|[a-z]+?)(?=n['’]t\b)|n['’]t\b|['’](?:s|ll|re|ve|d|m)\b"
    r"|[$£€¥]?\d+(?:[.,:/]\d+)*\w*%?|\w+?(?=n['’]t\b)|\w+(?:-\w+)*|[^\w\s]",
    re.IGNORECASE,
)


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


@lru_cache(maxsize=512)
def tagged(text: str) -> tuple[Tagged, ...]:
    """Return the words of an English `text` with their parts of speech."""
    found = list(_PART.finditer(text))
    if not found:
        return ()
    tags = _hanta().tag_sent([match[0].replace("’", "'") for match in found])
    pairs = zip(found, tags, strict=True)
    return tuple(Tagged(hit[0], lemma.lower(), tag, hit.start(), hit.end()) for hit, (_, lemma, tag) in pairs)
