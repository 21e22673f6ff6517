"""Cut a text into words that keep their place in it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from scraper.article import normalise

# A sum with sign and unit is one word ("$3,000", "£1.5m", "9:30am"), and so is "U.S.", "B.1.1.7", "Ann's".
_SIGNS = r"\u3040-\u30ff\u3400-\u9fff"  # written without spaces: each is compared by itself
_LETTERS = rf"[^\W\d_{_SIGNS}]+"
_SPACES = "\u00a0\u2009\u202f"  # no-break, thin, and both
_WORD = r"""
    (?:(?<![^\s(])[-−])?[$£€¥]?(?:{grouped}|\d+)(?:[.,:/–-]\d+)*(?:%|{letters})?(?:-{letters})*
    | [{signs}]
    | (?:[^\W\d_]\.){{2,}}
    | [A-Z]{{1,3}}(?:\.\d+)+\b
    | [^\W{signs}]+(?:['’\-‑]\w+)*
    | [^\w\s]
    """


NOT = ("n't", "n’t")
"""How a word ends that "not" has been drawn into."""


class Word(NamedTuple):  # made by the thousand: a dataclass takes three times as long
    """A word or mark of a text: what is shown, where (half-open, in characters), and what counts as equal.

    `small` is the key written small.
    """

    text: str
    start: int
    end: int
    key: str
    small: str


def grouped(language: str) -> str:
    """Return the regular expression of a figure with a space or an apostrophe for thousands: "12 000".

    A plain space parts thousands in most languages, but not in English: "in May 12 300 people came".
    """
    return rf"[1-9]\d{{0,2}}(?:[{_SPACES}{'' if language == 'en' else ' '}'’]\d{{3}})+(?!\d)"


def words(text: str, language: str = "en") -> tuple[Word, ...]:
    """Return the words and marks of `text` in order; white space and what is invisible stand between them.

    >>> [word.text for word in words("The U.S. paid $3,000 for Tom's car.")]
    ['The', 'U.S.', 'paid', '$3,000', 'for', "Tom's", 'car', '.']
    >>> [word.text for word in words("Quelque 12 000 personnes", "fr")]
    ['Quelque', '12 000', 'personnes']
    """
    return _words(text, language)


@lru_cache(maxsize=1024)
def _words(text: str, language: str) -> tuple[Word, ...]:
    found = _word(language).finditer(text)
    if not text.isascii():
        return tuple([word for match in found if (word := _normalised(match)).key])
    return tuple(
        [Word(shown := match[0], match.start(), match.end(), shown, shown.lower()) for match in found]
    )


@cache
def _word(language: str) -> re.Pattern[str]:
    shape = _WORD.format(grouped=grouped(language), letters=_LETTERS, signs=_SIGNS)
    return re.compile(shape, re.VERBOSE)


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """Return what `normalise` returns, sooner where the text is ASCII: there it can only join white space."""
    return " ".join(text.split()) if text.isascii() else normalise(text)


def _normalised(match: re.Match[str]) -> Word:
    shown = match[0]
    key = shown if shown.isascii() else normalise(shown)
    return Word(shown, match.start(), match.end(), key, key.lower())
