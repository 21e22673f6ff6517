"""Which infinitive of a headline announces ("Rail workers to strike")? One whose subject has no verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.announcements.mentions import Cue
from scraper.edits.tagger import tagged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.announcements.lexicon import Lexicon
    from scraper.edits.tagger import Tagged

_LONGEST = 12
_APPOSITION = re.compile(r", [^,:]{1,25}, ?$")  # "Adler, 42, to face ..."
_NO_NOUN = {"PRP", "PRF", "AVP", "CJC", "CJS", "CJT", "TO0", "VM0", "VVN", "VVD", "VVI", "XX0", "AT0", "DPS"}
_LEADING = {"AV0", "AT0", "AJ0", "DPS", "CRD", "ORD", "DT0", "PRP", "PRF"}
_CLOSED = re.compile(
    r"[:;,|?!(]|\s[-–—]+\s|['’]s\b|\b(?:and|as|after|before|while|but|when|once|if|until|that|who|which|what|how|why|where|because)\b"
)
_PARTICLES = {"off", "out", "up", "down", "away", "past"}
_FINITE = {"VVB", "VVD", "VM0", "VBZ", "VBB", "VBD", "VHZ", "VHB", "VHD", "VDZ", "VDB", "VDD"}


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
        at = next(at for at, word in enumerate(words) if word.start >= match.start())
        subject = [word for word in words[:at] if before[word.start] != " "]
        passive = any(word.tag == "VVN" for word in words[at + 2 : at + 3])
        acts = _acts(words[max(0, at - 1) : at + 2]) and not _is_attached(words[at + 2 :], text, match.end())
        if acts and _is_subject(subject, lexicon, passive=passive):
            yield Cue("heading", match.start(), match.end())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _acts(words: Sequence[Tagged]) -> bool:
    """Tell whether "to" and the words beside it are an infinitive, not a way to somewhere ("to second")."""
    if len(words) < 3 or words[1].tag == "TO0":
        return len(words) == 3
    word = words[2]
    known = words[0].tag == "NP0" or tagged(f"They will {word.text} it")[2].tag == "VVI"
    return known and word.text.islower() and word.tag in {"NN1", "AJ0", "AV0"}


def _is_attached(after: Sequence[Tagged], text: str, end: int) -> bool:
    """Tell whether the sentence finds its verb later: "Test to spot concussion has its first trial"."""
    closed = _CLOSED.search(text, end)
    within = [word for word in after if not closed or word.start < closed.start()]
    return any(
        word.tag in {"VHZ", "VBZ", "VVZ", "VHD"} and word.text.islower() and then.tag not in {"PRP", "PRF", "CJS"}
        for word, then in zip(within, within[1:], strict=False)
    )


def _is_subject(words: Sequence[Tagged], lexicon: Lexicon, *, passive: bool) -> bool:
    """Tell whether words can be the subject of an infinitive: a noun phrase without a verb of its own."""
    if not words or lexicon.has("opener", words[0].text) or lexicon.has("governor", words[-1].text):
        return False
    opens = words[0].text
    if opens.islower() and opens.endswith("s") and len(words) > 1 and not lexicon.has("link", words[1].text):
        return False  # "Adler, 18, defeats Moreau to reach final"
    if words[-1].tag in _NO_NOUN or not any(_is_noun(word) for word in words):
        return False
    if any(word.tag == "TO0" for word in words):
        return False  # "a plea to let a father to see his child"
    asked = (word for word, after in zip(words, words[1:], strict=False) if after.text == "for")
    if any(lexicon.has("governor", word.text) for word in asked):
        return False  # "calls for the rules to change"
    trios = zip([None, *words], words, [*words[1:], None], strict=False)
    return not any(_is_verb(before, word, after, lexicon, passive) for before, word, after in trios)


def _is_noun(word: Tagged) -> bool:
    """Tell whether a word can carry a subject; "the Swiss" and "the Dutch" can, "difficult" cannot."""
    if word.tag == "AJ0":
        return word.text[0].isupper() and word.text.endswith(("ish", "ese", "tch", "nch", "iss"))
    return word.tag[:2] in {"NN", "NP", "CR", "DT", "PN", "VV"} or word.text[0].isupper()


def _is_verb(
    before: Tagged | None, word: Tagged, after: Tagged | None, lexicon: Lexicon, passive: bool
) -> bool:
    """Tell whether a word of a subject is a verb after all: "keeps his", "Wales hammer Italy"."""
    if not word.text[0].islower():
        return False
    if lexicon.has("modal", word.text):
        return True
    if word.tag in {"VVN", "VVG"} or (word.tag == "VVD" and after is not None and after.text == "by"):
        return not passive and not _is_attribute(before, word, after)
    if word.tag == "VVZ" or (word.tag == "NN2" and word.text.endswith("s")):
        return _is_singular(before, word, after, lexicon, passive)
    if word.tag in _FINITE:
        # After one thing a plain form can only be another noun: "a stage show to open".
        return word.tag != "VVB" or before is None or before.tag not in {"NN1", "AJ0"}
    return word.tag == "NN1" and _is_between(before, after) and not _is_role(word.text, lexicon)


def _is_attribute(before: Tagged | None, word: Tagged, after: Tagged | None) -> bool:
    """Tell whether a participle belongs to a noun: "fully vaccinated guests", "a plant backed by a fund"."""
    if after is None:
        return word.tag == "VVG" and _leads(before)
    leads = _leads(before) and after.tag[:2] == "NN"
    return leads or (word.tag != "VVG" and (before is None or after.text == "by"))


def _leads(word: Tagged | None) -> bool:
    """Tell whether a word opens a noun phrase or goes on with it: "the", "new", "of"."""
    return word is not None and word.tag in _LEADING and not word.text[0].isupper()


def _is_singular(
    before: Tagged | None, word: Tagged, after: Tagged | None, lexicon: Lexicon, passive: bool
) -> bool:
    """Tell whether a form in -s is a verb: "keeps his", "Marlow quits", but "rail strikes", "fans of Arden"."""
    named = before is not None and (before.tag == "NP0" or before.text[0].isupper())
    if after is None:  # right before the infinitive: "Rail strikes to hit", but "Marlow quits to avoid"
        return word.tag == "VVZ" and named and not passive
    free = word.tag == "VVZ" or after.text in _PARTICLES or not lexicon.has("link", after.text)
    return free and before is not None and not _leads(before)


def _is_between(before: Tagged | None, after: Tagged | None) -> bool:
    """Tell whether a word stands between two names, or before where a name went: "hammer Italy", "cruise past"."""
    if before is None or after is None or not before.text[0].isupper() or before.tag == "NN1":
        return False
    return after.text in _PARTICLES or (after.text[0].isupper() and not after.text.isupper())


def _is_role(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a noun may stand before a name: "England goalkeeper Adler", "tech giant Orbit"."""
    if "-" in word or lexicon.has("role", word):
        return True
    named = word.endswith(("er", "or", "ist", "man", "ian", "ion"))
    return named and tagged(f"They {word} it")[1].tag[0] != "V"  # "they hammer it"
