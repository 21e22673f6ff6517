"""Cut paragraphs into sentences."""

from __future__ import annotations

from functools import lru_cache

import sentencex  # type: ignore[import-untyped]


@lru_cache(maxsize=2048)
def sentences(paragraph: str, language: str | None = None) -> tuple[str, ...]:
    """Return the sentences of one paragraph; `language` is a BCP 47 tag, English where unknown.

    >>> sentences("Dr. Noll paid $3.5 million. He left.")
    ('Dr. Noll paid $3.5 million.', 'He left.')
    """
    primary = (language or "en").replace("_", "-").split("-")[0].lower()
    cut = sentencex.segment(primary, paragraph)
    return tuple(shown for piece in cut if (shown := piece.strip()))
