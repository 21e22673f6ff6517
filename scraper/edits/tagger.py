"""Say what part of speech each word of an English sentence is."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from scraper.edits.hanta import Tagger, tagger

# The tagger was trained on text in which contractions are two words: wo + n't, he + 'll.
_PART = re.compile(
    r"\w+?(?=n['’]t\b)|n['’]t\b|['’](?:s|ll|re|ve|d|m)\b"
    r"|[$£€¥]?\d+(?:[.,:/]\d+)*\w*%?(?:-\w+)*|(?:[^\W\d_]\.){2,}|\w+(?:-\w+)*|[^\w\s]",
    re.IGNORECASE,
)
PRESENT_TAGS = frozenset({"VVZ", "VVB", "VBZ", "VBB", "VHZ", "VHB", "VDZ", "VDB"})
PAST_TAGS = frozenset({"VVD", "VBD", "VHD", "VDD"})
AGREEING = PRESENT_TAGS | {"VBD"}
"""Tags of the forms of a verb that differ between one and several."""

_ENDINGS = {"s": "VVZ", "ed": "VVD", "ing": "VVG"}
_DOUBTFUL = {"VVI", "VVN", "VVD", "NN2"}
_GOVERNING = {"VM", "VH", "VB", "VD"}
_BARE = {"help", "let", "make", "see", "watch", "hear", "to", "and", "or", "but", "bid", "feel", "than"}
_OPENING = {"AT0", "DPS", "PNP", "DT0", "VDB", "VDZ", "CJT"}
_LIKE_PARTICIPLES = {"come", "become", "overcome", "run"}
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
    tag = next((tag for ending, tag in _ENDINGS.items() if small.endswith(ending)), "VVB")
    return _english().lemma(small, tag)


def known(word: str) -> bool:
    """Tell whether English text of news and books holds a word, written small."""
    return _english().knows(word)


@lru_cache(maxsize=10_000)
def a_name(small: str) -> bool:
    """Tell whether a word, written small here, is a name above all in English text: "london", not "hunt"."""
    return _english().tags([".", small])[1] == "NP0"


@lru_cache(maxsize=10_000)
def common(small: str, following: str) -> bool:
    """Tell whether a word, written small where a text starts, is a noun like any other: "gale expected"."""
    return known(small) and _english().tags([".", small, following])[1][:2] == "NN"


@lru_cache(maxsize=512)
def tagged(text: str) -> tuple[Tagged, ...]:
    """Return the words of an English `text` with their parts of speech."""
    straight, english = text.replace("’", "'").replace("–", "-"), _english()
    # Quoted words read like others.
    found = [(match[0], *match.span()) for match in _PART.finditer(straight) if match[0] not in _MARKS]
    # The leading stop keeps the capital of the first word: the tagger would read "Biden met" as "bided met".
    tags = english.tags([".", *[word for word, _, _ in found]])[1:]
    return _finite(
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


def _finite(words: list[Tagged]) -> tuple[Tagged, ...]:
    """Read anew what the tagger often mistakes."""
    return tuple([_reread(words, at) if word.tag in _DOUBTFUL else word for at, word in enumerate(words)])


def _reread(words: list[Tagged], at: int) -> Tagged:
    """Read a plain form as a present where nothing stands that it could hang on: "officials say", "we come".

    The tagger takes many for infinitives ("VVI") and some for participles ("VVN"). Before "by"
    a form of the past is a participle. What looks like a plural is a verb between a name and an article.
    """
    word = words[at]
    if word.text[:3] in {"ex-", "Ex-"}:
        return word._replace(tag="NN1", lemma=word.text.lower())  # whoever was something is no verb
    if word.tag == "NN2":
        return word._replace(tag="VVZ", lemma=verb_lemma(word.text)) if _between(words, at) else word
    if _plain_form(word) and not _governed(words[max(0, at - 6) : at]):
        return word._replace(tag="VVB")
    if word.tag == "VVD" and word.text.lower() == word.lemma and _by(words[at + 1 : at + 2]):
        return word._replace(tag="VVN")
    return word


def _by(following: list[Tagged]) -> bool:
    """Tell whether a doer follows: "pram hit by car" is a passive."""
    return bool(following) and following[0].lemma == "by"


def _between(words: list[Tagged], at: int) -> bool:
    """Tell whether a name goes before and what opens another phrase follows: "Solskjaer warns the club"."""
    following = words[at + 1].tag if at + 1 < len(words) else ""
    return at > 0 and words[at - 1].tag == "NP0" and following in _OPENING and words[at].text.endswith("s")


def _plain_form(word: Tagged) -> bool:
    small = word.text.lower()
    if word.tag in {"VVN", "VVD"} and small == word.lemma:
        return small in _LIKE_PARTICIPLES or _english().knows(f"{small.removesuffix('e')}ed")
    return word.tag == "VVI"


def _governed(before: list[Tagged]) -> bool:
    """Tell whether something in its clause governs a plain form; a noun or pronoun must go before it."""
    if before and before[-1].tag == "PUN":
        before = before[:-1]  # a subject may end with a comma: "The favourites, Spain, come first"
    clause = list(takewhile(lambda word: word.tag != "PUN", reversed(before)))
    subject = bool(clause) and clause[0].tag in {"NN0", "NN1", "NN2", "NP0", "PNP"}
    return not subject or any(word.tag[:2] in _GOVERNING or word.lemma in _BARE for word in clause)


def _english() -> Tagger:
    return tagger("morphmodel_en.pgz", "NP0")


@lru_cache(maxsize=512)
def german_names(text: str) -> frozenset[int]:
    """Return where the names of a German `text` start, for in German every noun is written large."""
    found = list(_PART.finditer(text))
    tags = tagger("morphmodel_ger.pgz").tags(["$.", *(match[0] for match in found)])[1:]
    return frozenset(match.start() for match, tag in zip(found, tags, strict=True) if tag == "NE")
