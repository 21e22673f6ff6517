"""Cut a text into words that keep their place in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from scraper.article import normalise

# A sum with its sign and unit is one word ("$3,000", "£1.5m", "9:30am"), and so is "U.S." or "children's".
_WORD = re.compile(
    r"""
    [$£€¥]?\d+(?:[.,:/–-]\d+)*(?:%|[^\W\d_]+)?(?:-[^\W\d_]+)*
    | (?:[^\W\d_]\.){2,}
    | \w+(?:['’\-‑]\w+)*
    | [^\w\s]
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a text: what is shown, where (half-open, in characters), and what counts as equal."""

    text: str
    start: int
    end: int
    key: str


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[Word, ...]:
    """Return the words and marks of `text` in order; white space and what is invisible stand between them.

    >>> [word.text for word in words("The U.S. paid $3,000 for Tom's car.")]
    ['The', 'U.S.', 'paid', '$3,000', 'for', "Tom's", 'car', '.']
    """
    found = (_word(match) for match in _WORD.finditer(text))
    return tuple(word for word in found if word.key)


def plain(text: str) -> str:
    """Return what `normalise` returns, sooner where the text is ASCII: there it can only join white space."""
    return " ".join(text.split()) if text.isascii() else normalise(text)


def _word(match: re.Match[str]) -> Word:
    shown = match[0]
    return Word(shown, match.start(), match.end(), shown if shown.isascii() else normalise(shown))
