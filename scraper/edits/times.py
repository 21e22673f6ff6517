"""The label `when`: a date, weekday, clock time, span or other time phrase differs."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from text_to_num import alpha2digit  # type: ignore[import-untyped]

from scraper.edits.found import Found, differing
from scraper.edits.lexicon import lexicon
from scraper.edits.words import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.article import Evidence
    from scraper.edits.side import Side

_TELLING = ("month", "weekday", "season", "time_unit", "time_word")
_RUN = re.compile(r"\w+")
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\b\.?")
_DECADES = re.compile(r"(?:(\d+) )?\bdecades?\b")
_LAST = re.compile(r"[^\W\d_]+$")


def when(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield the time phrases that one side has and the other has not."""
    return differing("when", "time phrases differ", times(old), times(new))


@lru_cache(maxsize=256)
def times(side: Side) -> tuple[Found, ...]:
    """Return the time phrases of a text; equal keys name the same time."""
    if not any(
        word[0].isdigit() or not _telling(side.language).isdisjoint(word.split("-")) for word in side.small
    ):
        return ()
    return tuple(
        Found(_key(hit[0], side.language), hit.start(), hit.end())
        for hit in _hits(side)
        if _timely(side, hit)
    )


def _hits(side: Side) -> Iterator[re.Match[str]]:
    """Yield the phrases, looked for only where a word stands that can begin one: it is sooner done."""
    firsts, phrases, end = _firsts(side.language), _phrases(side.language), 0
    for run in _RUN.finditer(side.text, *side.place):
        may = run[0].lower() in firsts or run[0][0].isdigit()
        if may and run.start() >= end and (hit := phrases.match(side.text, run.start(), side.place[1])):
            yield hit
            end = hit.end()


def _timely(side: Side, hit: re.Match[str]) -> bool:
    """Drop what only looks like a time: a verb that is spelled like a month, the year of an event's name.

    Alone, May is a month where its capital is not the sentence's; "Tokyo 2020" is a name, and "a record year"
    no time but a thing.
    """
    before, small = side.text[: hit.start()].rstrip(), hit[0].lower()
    last = (_LAST.search(before) or [""])[0]
    if small in {"may", "march", "mar", "fall", "spring"}:
        named = last[:1].isupper() and last.lower() not in _firsts(side.language)  # "Long March"
        return hit[0][0].isupper() and before[-1:] not in {"", ".", "!", "?", ":"} and not named
    if small in {"the fall", "a fall"} or (small == "the year" and before.lower().endswith(" of")):
        return False  # "song of the year"
    if hit[0].isdigit():
        return not last[:1].isupper() or last.lower() in _small(side.language)
    owned = before.endswith(("'s", "’s"))  # "St Patrick's Day"
    if small == "soon" and last.lower() in {"as", "too"}:
        return False
    thing = small in lexicon(side.language, "time_thing")
    if thing and side.tags.get(hit.end() + 1, "")[:2] == "NN":
        return False  # "day trips"
    return not thing or (not owned and last.lower() in _small(side.language))


def _of_the_day(clock: re.Match[str]) -> str:
    """Return a clock time by 24 hours: "17:30" for "5.30 p.m."."""
    hour = int(clock["hour"])
    return f"{hour % 12 + 12 * (clock['half'] == 'p'):02}:{clock['minute'] or '00'}"


def _in_years(decades: re.Match[str]) -> str:
    return f"{int(decades[1] or 1) * 10} years"


def _key(phrase: str, language: str) -> str:
    """Return what time is meant: "May 3, 2024" and "the 3rd of May 2024" are one."""
    clock = _CLOCK.sub(_of_the_day, phrase.lower().replace("-", " "))
    small = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b|[.,]|(?<=\d)[\s'’](?=\d{3}\b)", "", clock)
    counted = alpha2digit(small, language, threshold=0) if language in {"en", "de", "fr", "es"} else small
    parts = _DECADES.sub(_in_years, counted).removeprefix("the ").split()
    if not any(part.isdigit() for part in parts):
        return " ".join(parts)
    units = lexicon(language, "time_unit")
    single = (part[:-1] if part[:-1] in units else part for part in parts)  # "two years", "a two-year break"
    return " ".join(sorted(part for part in single if part not in {"a", "the"}))


@cache
def _telling(language: str) -> frozenset[str]:
    """Return the words without one of which a text holds no time phrase, with "Mondays" and "Monday's"."""
    listed = {entry.split()[-1] for name in _TELLING for entry in lexicon(language, name)}
    return frozenset(f"{word}{ending}" for word in listed for ending in ("", "s", "'s", "’s"))


@cache
def _small(language: str) -> frozenset[str]:
    """Return the words written large only where a sentence begins, and the times that a year goes with."""
    return lexicon(language, "function") | lexicon(language, "month") | lexicon(language, "season")


@cache
def _firsts(language: str) -> frozenset[str]:
    """Return the words that a phrase may begin with, but for figures."""
    lists = (*_TELLING, "time_determiner", "early_or_late", "ordinal", "number_word", "vague")
    entries = {run for name in lists for entry in lexicon(language, name) for run in _RUN.findall(entry)[:1]}
    return frozenset({"day"} | entries | {f"{word}s" for word in entries})


@cache
def _phrases(language: str) -> re.Pattern[str]:
    def either(name: str) -> str:
        return "|".join(sorted(map(re.escape, lexicon(language, name)), key=len, reverse=True)) or r"(?!)"

    number = rf"(?:{grouped(language)}|\d+(?:[.,]\d+)*|{either('number_word')}|{either('vague')})"
    year = r"(?<![$£€.,\d])(?:1[5-9]|20)\d\d(?![\d.,]*\d)(?:s\b|[/–-]\d{2,4}\b)?(?![%])"
    month = f"(?:{either('month')})"
    return re.compile(
        rf"""\b(?:
          \d{{1,2}}(?:st|nd|rd|th|\.)?[\s ](?:of[\s ])?{month}\b\.?(?:,?\s{year})?
        | {month}\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?!,\d)(?:,?\s{year})?
        | {month}\s{year}
        | \d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?
        | \d{{1,2}}(?:[:.]\d\d)?\s?(?:{either('clock')})\b(?:\s?\d\d\b)?
        | \d{{1,2}}:\d\d\b
        | \d{{4}}-\d\d-\d\d
        | (?<![-\d])(?<!over\ )(?<!under\ )(?<!his\ )(?<!her\ )(?<!their\ )[2-9]0s
        | day\s(?:\d+|{either('number_word')})\b
        | (?:(?:{either('time_determiner')})\s|(?:{either('ordinal')}|\d+(?:st|nd|rd|th))[\s-])*
          (?:{number}[\s-](?:and\sa\shalf\s)?)?
          (?:{either('time_unit')})(?:['’]s?)?(?:[\s-]long)?\b(?![\s-](?:{either('age')})\b)
          (?:\s(?:{either('time_after')})\b)?
        | {year}
        | (?:(?:{either('early_or_late')})\s(?:on\s)?)?
          (?:{either('weekday')})s?\b(?:\s(?:{either('day_part')})\b)?
        | {month}\b
        | (?:(?:{either('time_determiner')})\s)?(?:{either('season')})\b
        | (?:{either('time_word')})\b
        )""",
        re.IGNORECASE | re.VERBOSE,
    )  # fmt: skip
