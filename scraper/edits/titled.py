"""Headlines In Title Case, read as sentences: by their capitals alone every word would be a name."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.edits.lexicon import lexicon, likes, listed, singular
from scraper.edits.tagger import a_name, known, verb_lemma

_WORDS = re.compile(r"(?<!\d)[^\W\d_]+(?:['’-][^\W\d_]+)*")  # no "k" of "£160k"
_ENDING = re.compile(r"(?:n?['’]t|['’](?:s|re|ve|ll|d)?)$")
_YEAR_BEHIND = re.compile(r"\s(?:19|20)\d\d\b")
_DAY_BEHIND = re.compile(r"\.?\s\d")
_DAY_BEFORE = re.compile(
    r"(?:\d|\b(?:in|since|until|till|by|from|early|late|mid|of|this|next|last))[\s-]$", re.IGNORECASE
)
_LEAST = 2
"""So many words of the language written large, besides the first, make a title of four words or more."""


def as_sentences(before: str, after: str) -> tuple[str, str]:
    """Return two English texts in the case of sentences where one is in that of a title.

    Each stays as long as it was, so that places in it hold.

    >>> as_sentences("Storm Could Hit London by Monday, NASA Says", "Storm Hits London")
    ('Storm could hit London by Monday, NASA says', 'Storm hits London')
    >>> as_sentences("Storm hits Bank of England", "Storm Bypasses England")
    ('Storm hits Bank of England', 'Storm Bypasses England')
    """
    if not (_is_title(before) or _is_title(after)):
        return before, after
    return _in_small(before), _in_small(after)


def as_sentence(text: str) -> str:
    """Return one English text in the case of a sentence."""
    return _in_small(text) if _is_title(text) else text


@lru_cache(maxsize=1024)
def _is_title(text: str) -> bool:
    found = [] if text.rstrip().endswith(".") else _telling(text)  # a title ends without a full stop
    if not found or not all(word[0].isupper() for word in found):
        return False
    return len(text.split()) > _LEAST + 1 and sum(_common(word.lower()) for word in found) >= _LEAST


def _telling(text: str) -> list[str]:
    words = _WORDS.findall(text)[not text.isupper() :]
    return [word for word in words if word.lower() not in lexicon("en", "function")]


def _in_small(text: str) -> str:
    if not all(word[0].isupper() for word in _telling(text)):
        return text
    written, shouted = list(text), text.isupper()
    for match in list(_WORDS.finditer(text))[not shouted :]:
        small = match[0].capitalize() if _dated(text, match) else _in_sentence(match[0], shouted=shouted)
        written[match.start() : match.end()] = small if match.start() else small.capitalize()
    return "".join(written)


def _dated(text: str, word: re.Match[str]) -> bool:
    """Tell whether a word goes with a year, "Euro 2020", or is a month: "on May 12", not "Storm May Hit"."""
    small = word[0].lower()
    if _YEAR_BEHIND.match(text, word.end()) and small not in lexicon("en", "function"):
        return True
    if small not in lexicon("en", "month"):
        return False
    return bool(_DAY_BEHIND.match(text, word.end()) or _DAY_BEFORE.search(text[: word.start()]))


def _in_sentence(word: str, *, shouted: bool) -> str:
    """Return a word as it stands in a sentence: a name or initials large, a word of the language small."""
    small = word.lower()
    if not shouted and word[1:] != small[1:] and "-" not in word:
        return word  # initials, "iPhone", "McDonald"
    if _common(small) or small in lexicon("en", "function"):
        return small
    return word.capitalize() if shouted else word


def _common(small: str) -> bool:
    """Tell whether a word is one of the language, each part of it, and no name that is spelled like one."""
    said = _ENDING.sub("", small)
    if said in lexicon("en", "worded_name") or listed("en", "demonym", said):
        return False
    return all(_word(part) and not a_name(part) for part in said.split("-") if part)


def _word(small: str) -> bool:
    """Tell whether texts of news and books hold a word or its verb, or the project's own lists do."""
    held = (
        known(small) or known(verb_lemma(small)) or known(singular(small)) or small in lexicon("en", "scale")
    )
    return held or bool(likes("en", small) - {small, f"{small}s", f"{small}es"})
