"""Which infinitive of a headline announces ("Rail workers to strike")? One whose subject has no verb."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from scraper.announcements.mentions import Cue
from scraper.edits.tagger import known, tagged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.announcements.lexicon import Lexicon
    from scraper.edits.tagger import Tagged

_LONGEST = 12
_APPOSITION = re.compile(r", [^,:]{1,25}, ?$")  # "Adler, 42, to face ..."
_NATIONS = ("ish", "ese", "tch", "nch", "iss")
_ROLES = ("er", "or", "ist", "man", "ian", "ion")
_PARTICLES = {"off", "out", "up", "down", "away", "past"}
# Parts of speech in the C5 tag set, as the tagger gives them.
_FINITE = {"VVB", "VVD", "VM0", "VBZ", "VBB", "VBD", "VHZ", "VHB", "VHD", "VDZ", "VDB", "VDD"}
_NO_NOUN = {"PRP", "PRF", "AVP", "CJC", "CJS", "CJT", "TO0", "VM0", "VVN", "VVD", "VVI", "XX0", "AT0", "DPS"}
_LEADING = {"AV0", "AT0", "AJ0", "DPS", "CRD", "ORD", "DT0", "PRP", "PRF"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What stands before an infinitive; `passive` tells that it is one of the kind "to be built".

    `happens` tells that it says what comes to pass: such a one, or of the kind "to resume".
    """

    words: Sequence[Tagged]
    text: str
    lexicon: Lexicon
    passive: bool
    happens: bool


def is_headline(text: str) -> bool:
    """Tell whether a text ends without a stop."""
    return text.rstrip("\"'")[-1:] not in ".!?"


def infinitives(text: str, lexicon: Lexicon) -> Iterator[Cue]:
    """Yield the infinitives that stand for a future in a headline."""
    patterns = lexicon.patterns
    if "infinitive" not in patterns or not is_headline(text):
        return
    for match in patterns["infinitive"].finditer(text):
        before = _APPOSITION.sub(_blank, text[: match.start()])
        parts = patterns["segment"].finditer(before + text[match.start() :])
        opened = max((one.end() for one in parts if one.end() <= match.start()), default=0)
        if not 0 < len(before[opened:].split()) <= _LONGEST:
            continue
        words = [word for word in tagged(text) if word.start >= opened]
        at = sum(word.start < match.start() for word in words)
        passive = any(word.tag == "VVN" for word in words[at + 2 : at + 3])
        happens = passive or bool(patterns["happens"].match(text, match.start()))
        own = [word for word in words[:at] if before[word.start] != " "]
        subject = Subject(own, text, lexicon, passive, happens)
        attached = _is_attached(words[at + 2 :], lexicon, text, match.end())
        if _acts(words[max(0, at - 1) : at + 2]) and not attached and _is_free(subject):
            yield Cue("heading", match.start(), match.end())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _acts(words: Sequence[Tagged]) -> bool:
    """Tell whether "to" and the words beside it are an infinitive, not a way to somewhere ("to second")."""
    if len(words) < 3 or words[1].tag == "TO0":
        return len(words) == 3
    word = words[2]
    named = words[0].tag == "NP0" or _is_name(words[0]) or _can_be_verb(word.text)
    return named and word.text.islower() and word.tag in {"NN1", "AJ0", "AV0"}


def _can_be_verb(word: str) -> bool:
    return tagged(f"They will {word} it")[2].tag == "VVI"


def _is_attached(after: Sequence[Tagged], lexicon: Lexicon, text: str, end: int) -> bool:
    """Tell whether the sentence finds its verb later: "Test to spot concussion has its first trial"."""
    closed = lexicon.patterns["closed"].search(text, end)
    within = [word for word in after if not closed or word.start < closed.start()]
    return any(
        word.tag in {"VHZ", "VBZ", "VVZ", "VHD"}
        and word.text.islower()
        and then.tag not in {"PRP", "PRF", "CJS"}
        for word, then in pairwise(within)
    )


def _is_free(subject: Subject) -> bool:
    """Tell whether words can be the subject of an infinitive: a noun phrase without a verb of its own."""
    words, has = subject.words, subject.lexicon.has
    if not words or has("opener", words[0].text) or _is_governed(subject) or _is_doing(words[0]):
        return False
    if words[-1].tag in _NO_NOUN or not any(_is_noun(word) for word in words):
        return False
    if any(word.tag == "TO0" for word in words):
        return False  # "a plea to let a father to see his child"
    opens = words[0].text
    if opens.islower() and opens.endswith("s") and len(words) > 1 and not has("link", words[1].text):
        return False  # "Adler, 18, defeats Moreau to reach final"
    if any(then.text == "for" and has("governor", word.text) for word, then in pairwise(words)):
        return False  # "calls for the rules to change"
    return not any(_is_verb(subject, at) for at in range(len(words)))


def _is_doing(word: Tagged) -> bool:
    """Tell whether a headline opens with what somebody does: "Tracing the fight to save"."""
    return word.tag == "VVG" and word.text[0].isupper() and known(word.text.lower())


def _is_governed(subject: Subject) -> bool:
    """Tell whether the infinitive says what for: "match to savour", but "match to be replayed"."""
    last, has = subject.words[-1].text, subject.lexicon.has
    return has("governor", last) and not (subject.happens and has("occasion", last))


def _is_noun(word: Tagged) -> bool:
    """Tell whether a word can carry a subject; "the Swiss" and "the Dutch" can, "difficult" cannot."""
    if word.tag == "AJ0":
        return word.text[0].isupper() and (word.text.endswith(_NATIONS) or _is_name(word))
    return word.tag[:2] in {"NN", "NP", "CR", "DT", "PN", "VV"} or word.text[0].isupper()


def _is_name(word: Tagged) -> bool:
    """Tell whether a capital opens a name or a noun, not an adjective: "Labour to ...", "Happy to ..."."""
    small = word.text.lower()
    return word.text[0].isupper() and (not known(small) or tagged(f"a {small} thing")[1].tag == "NN1")


def _beside(subject: Subject, at: int) -> tuple[Tagged | None, Tagged | None]:
    words = subject.words
    return words[at - 1] if at else None, words[at + 1] if at + 1 < len(words) else None


def _is_verb(subject: Subject, at: int) -> bool:
    """Tell whether a word of a subject is a verb after all: "keeps his", "Wales hammer Italy"."""
    word, (before, after) = subject.words[at], _beside(subject, at)
    if not word.text[0].islower() or subject.lexicon.has("modal", word.text):
        return word.text[0].islower()
    if word.tag in {"VVN", "VVG"} or (word.tag == "VVD" and after is not None and after.text == "by"):
        return not subject.passive and not _is_attribute(before, word, after)
    if word.tag == "VVZ" or (word.tag == "NN2" and word.text.endswith("s")):
        return _is_singular(subject, at)
    if word.tag == "AJ0":  # "City secure derby win"
        return before is not None and before.tag == "NP0" and _can_be_verb(word.text)
    if word.tag in _FINITE:
        # After one thing a plain form can only be another noun: "a stage show to open".
        return word.tag != "VVB" or before is None or before.tag not in {"NN1", "AJ0"}
    return word.tag == "NN1" and (
        _follows_pair(subject.words[: at + 1])
        or (_is_between(before, after) and not _is_role(word.text, subject.lexicon))
    )


def _follows_pair(words: Sequence[Tagged]) -> bool:
    """Tell whether the last word is the verb of two names: "Ada and Ben release film"."""
    pair = [one.tag for one in words[-3:-1]] == ["CJC", "NP0"]
    return pair and len(words) > 3 and _can_be_verb(words[-1].text)


def _is_attribute(before: Tagged | None, word: Tagged, after: Tagged | None) -> bool:
    """Tell whether a participle belongs to a noun: "fully vaccinated guests", "a plant backed by a fund"."""
    if after is None:
        return word.tag == "VVG" and _leads(before)
    leads = _leads(before) and after.tag[:2] == "NN"
    return leads or (word.tag != "VVG" and (before is None or after.text == "by"))


def _leads(word: Tagged | None) -> bool:
    """Tell whether a word opens a noun phrase or goes on with it: "the", "new", "of"."""
    return word is not None and word.tag in _LEADING and not word.text[0].isupper()


def _is_singular(subject: Subject, at: int) -> bool:
    """Tell whether a form in -s is a verb: "keeps his", "Marlow quits", but "rail strikes", "fans of"."""
    word, (before, after) = subject.words[at], _beside(subject, at)
    if before is None or _leads(before) or subject.text[word.end] in "'’":
        return False  # "pupils' portraits"
    if after is None:  # right before the infinitive: "Rail strikes to hit", but "Marlow quits to avoid"
        named = before.tag == "NP0" or before.text[0].isupper()
        return word.tag == "VVZ" and named and not subject.passive
    return word.tag == "VVZ" or after.text in _PARTICLES or not subject.lexicon.has("link", after.text)


def _is_between(before: Tagged | None, after: Tagged | None) -> bool:
    """Tell whether a word stands between two names, or a name and a particle: "Wales hammer Italy"."""
    if before is None or after is None or not before.text[0].isupper() or before.tag == "NN1":
        return False
    if before.tag == "AJ0" and not _is_name(before):
        return False  # "Top seed Adler"
    return after.text in _PARTICLES or (after.text[0].isupper() and not after.text.isupper())


def _is_role(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a noun may stand before a name: "England goalkeeper Adler", but "Wales hammer Italy"."""
    return "-" in word or lexicon.has("role", word) or (word.endswith(_ROLES) and not _can_be_verb(word))
