"""Where does one sentence of a paragraph end and the next begin? For edits and announcements alike."""

from __future__ import annotations

import re
from functools import lru_cache

import sentencex  # type: ignore[import-untyped]

# "M. Durand", "John F. Adler" and "July 30-Aug. 12" go on.
_INITIAL = re.compile(r"(?:^|\s)[^\W\d_]\.\s*$|[-–](?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.\s*$")


@lru_cache(maxsize=2048)
def sentences(paragraph: str, language: str | None = None) -> tuple[str, ...]:
    """Return the sentences of one paragraph; `language` is a BCP 47 tag, English where unknown.

    >>> sentences("Dr. Noll paid $3.5 million. He left.")
    ('Dr. Noll paid $3.5 million.', 'He left.')
    """
    primary = (language or "en").replace("_", "-").split("-")[0].lower()
    found: list[str] = []
    for piece in sentencex.segment(primary, paragraph):
        if found and _INITIAL.search(found[-1]):
            found[-1] += piece
        else:
            found.append(piece)
    return tuple(shown for piece in found if (shown := piece.strip()))
