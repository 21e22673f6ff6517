"""Cut a text into words that keep their place in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

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


class Word(NamedTuple):  # made by the thousand: a dataclass takes three times as long
    """A word or mark of a text: what is shown, where (half-open, in characters), and what counts as equal.

    `small` is the key written small.
    """

    text: str
    start: int
    end: int
    key: str
    small: str


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[Word, ...]:
    """Return the words and marks of `text` in order; white space and what is invisible stand between them.

    >>> [word.text for word in words("The U.S. paid $3,000 for Tom's car.")]
    ['The', 'U.S.', 'paid', '$3,000', 'for', "Tom's", 'car', '.']
    """
    found = [_word(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]
    return tuple(found if text.isascii() else [word for word in found if word.key])


def plain(text: str) -> str:
    """Return what `normalise` returns, sooner where the text is ASCII: there it can only join white space."""
    return " ".join(text.split()) if text.isascii() else normalise(text)


def _word(shown: str, start: int, end: int) -> Word:
    key = shown if shown.isascii() else normalise(shown)
    return Word(shown, start, end, key, key.lower())
