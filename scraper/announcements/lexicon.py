"""What a language says about time: its words, shapes and cues, read once from the data beside this module."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[^\W_]+")
_BOUNDED = re.compile(r"(?:\(\?i\))?(?:\(\?<[!=][^()]*(?:\([^()]*\)[^()]*)*\))*\\b")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's time words with its patterns compiled; `words` is the data file as it stands."""

    language: str
    words: dict[str, Any]
    shapes: tuple[tuple[str, re.Pattern[str]], ...]
    clocks: tuple[re.Pattern[str], ...]
    cues: tuple[tuple[str, re.Pattern[str]], ...]
    patterns: dict[str, re.Pattern[str]]
    timely: frozenset[str]

    def number(self, text: str) -> int:
        """Return what a written number is worth: digits or a word of the language."""
        return int(text) if text.isdigit() else int(self.words["numbers"].get(text.lower(), 1))

    def names_time(self, sentence: str) -> bool:
        """Tell cheaply whether a sentence may name a time: a digit, a weekday, a month, a unit ..."""
        return any(word[0].isdigit() or word in self.timely for word in _WORD.findall(sentence.lower()))

    def has(self, group: str, word: str) -> bool:
        """Tell whether `word` is among the language's words for `group` ("next", "noon")."""
        return word.lower() in self.words.get(group, ())


def data(name: str) -> dict[str, Any]:
    """Return the data file of that name as it stands."""
    text = (files(__package__) / "words" / f"{name}.json").read_text("utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def _alternatives(words: dict[str, Any]) -> dict[str, str]:
    """Return, for every list of words, a pattern of its alternatives, longest first."""
    lists = {name: list(value) for name, value in words.items() if isinstance(value, (dict, list))}
    behind = "|".join(rf"(?i:(?<=\b{re.escape(word)} ))" for word in words.get("lead", ()))
    return {"{lead}": f"(?:{behind})"} | {
        "{" + name + "}": f"(?:{'|'.join(map(re.escape, sorted(value, key=len, reverse=True)))})"
        for name, value in lists.items()
        if name not in {"shapes", "clock", "cues", "before", "after", "patterns", "lead"}
    }


def _joined(patterns: list[str]) -> str:
    """Return a pattern of alternatives; where each starts with a word, no other place is tried at all."""
    joined = "|".join(patterns)
    if len(patterns) < 3 or not all(_BOUNDED.match(pattern) for pattern in patterns):
        return joined
    fold = "(?i)" if joined.startswith("(?i)") else ""
    return rf"{fold}\b(?:{joined.removeprefix(fold)})"


# A sentence without a digit and without any of these names no time at all.
_TIMELY = ("weekdays", "months", "near", "seasons", "parts", "units", "holidays")


def _timely(words: dict[str, Any]) -> frozenset[str]:
    """Return the first parts of all words that name a time, in lower case."""
    named = (word for group in _TIMELY for word in words[group])
    return frozenset(re.findall(r"\w+", word.lower())[0] for word in named)


@cache
def lexicon(language: str) -> Lexicon | None:
    """Return the lexicon of a language ("en", "de-AT"), or `None` where there is none."""
    code = language.split("-", maxsplit=1)[0].split("_", maxsplit=1)[0].lower()
    if not (files(__package__) / "words" / f"{code}.json").is_file():
        return None
    words = data(code)
    lists = _alternatives(words)
    flags = re.IGNORECASE if words["fold"] else re.NOFLAG

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{[a-z]+\}", lambda found: lists[found[0]], pattern), flags)

    single = {name: compiled(value) for name, value in words["patterns"].items()}
    sides = {
        f"{side}.{name}": compiled(value)
        for side in ("before", "after")
        for name, value in words[side].items()
    }
    return Lexicon(
        code,
        words,
        tuple(
            (kind, compiled(pattern)) for kind, patterns in words["shapes"].items() for pattern in patterns
        ),
        tuple(compiled(pattern) for pattern in words["clock"]),
        tuple((kind, compiled(_joined(patterns))) for kind, patterns in words["cues"].items()),
        single | sides,
        _timely(words),
    )
