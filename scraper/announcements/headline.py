"""Which infinitive of a headline announces ("Rail workers to strike")? One whose subject has no verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.announcements.mentions import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.announcements.lexicon import Lexicon

_LONGEST = 9
_VERBLESS = {"attribute", "economy", "habit", "yearly", "nominal"}
_APPOSITION = re.compile(r", [^,:]{1,25}, ?$")  # "Adler, 42, to face ..."


def is_headline(text: str) -> bool:
    """Tell whether a text ends without a stop."""
    return text.rstrip("\"'")[-1:] not in ".!?"


def infinitives(text: str, lexicon: Lexicon, found: list[Cue]) -> Iterator[Cue]:
    """Yield the infinitives that stand for a future in a headline; `found` are its other cues."""
    patterns = lexicon.patterns
    if "infinitive" not in patterns or not is_headline(text):
        return
    for match in patterns["infinitive"].finditer(text):
        before = _APPOSITION.sub(_blank, text[: match.start()])
        opened = max((one.end() for one in patterns["segment"].finditer(before)), default=0)
        noun = opened + len(before[opened:]) - len(before[opened:].lstrip())  # the first word is no verb
        verbs = any(noun < cue.start < match.start() and cue.kind not in _VERBLESS for cue in found)
        if not verbs and _is_subject(before[opened:].split(), lexicon):
            yield Cue("heading", match.start(), match.end())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_subject(words: list[str], lexicon: Lexicon) -> bool:
    """Tell whether words can be the subject of an infinitive: a noun phrase without a verb of its own."""
    if (
        not 0 < len(words) <= _LONGEST
        or lexicon.has("opener", words[0])
        or lexicon.has("governor", words[-1])
    ):
        return False
    if any(word[1:].islower() and lexicon.has("modal", word) for word in words) or "'" in words[0][:1]:
        return False
    triples = zip(words, words[1:], [*words[2:], "to"], strict=False)
    if words[0].islower() and words[0].endswith("s"):
        return False  # "Adler, 18, defeats Moreau to reach final"
    return not any(_is_verb(before, word, after, lexicon) for before, word, after in triples)


def _is_verb(before: str, word: str, after: str, lexicon: Lexicon) -> bool:
    """Tell by its neighbours whether a word is a verb: "keeps his", "speak out", "Wales hammer Italy"."""
    if not word.islower() or "-" in word or lexicon.has("link", word):
        return False
    if after in lexicon.words["particle"]:
        return True
    if word.endswith("s") and not word.endswith(("ss", "'s", "us", "is")):
        return after != "to" and not lexicon.has("link", after)
    named = word.endswith(("er", "or", "ist", "man", "ian", "ion", "boss"))  # "England goalkeeper Adler"
    return not named and before[:1].isupper() and after[:1].isupper() and not after[1:2].isupper()
