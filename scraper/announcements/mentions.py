"""Where does a sentence name a time? Days and periods, clocks with their zones, and the cues around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from scraper.announcements.lexicon import data

if TYPE_CHECKING:
    from scraper.announcements.lexicon import Lexicon

ZONES = data("zones")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a day or a period, with the parts they are made of ("weekday", "which")."""

    kind: str
    start: int
    end: int
    parts: dict[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `zone` is an IANA name, minutes from UTC, "local", or `None` where nothing is said.

    `other` is the same moment told on another clock, as in "4:30 pm local time (4:30 am ET)".
    """

    hour: int
    minute: int | None
    start: int
    end: int
    zone: str | int | None = None
    midnight: bool = False
    other: Clock | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell which way a clause looks: plan, will, weak, starts, nominal, report, past ..."""

    kind: str
    start: int
    end: int


_T = TypeVar("_T", Mention, Clock, Cue)


def mentions(sentence: str, lexicon: Lexicon) -> list[Mention]:
    """Return the days and periods that a sentence names, in order; of overlapping ones the longest."""
    if not lexicon.names_time(sentence):
        return []
    found = [
        Mention(kind, match.start(), match.end(), {k: v for k, v in match.groupdict().items() if v})
        for kind, pattern in lexicon.shapes
        for match in pattern.finditer(sentence)
    ]
    return _apart(sorted(found, key=lambda one: one.start - one.end))


def cues(sentence: str, lexicon: Lexicon) -> list[Cue]:
    """Return the cues of a sentence, in order; of overlapping ones the kind that the lexicon names first."""
    found = _apart(
        [Cue(kind, *match.span()) for kind, pattern in lexicon.cues for match in pattern.finditer(sentence)]
    )
    return [_finite(one, sentence, lexicon) if one.kind == "participle" else one for one in found]


def _finite(cue: Cue, sentence: str, lexicon: Lexicon) -> Cue:
    """Tell a past ("the driver injured two") from a participle that tells no time ("the injured driver")."""
    words = sentence[max(0, cue.start - 30) : cue.start].split()
    after = sentence[cue.end : cue.end + 20].split()
    before = words[-1] if words else ":"
    loose = (
        before.endswith(("ly", "'s", "s'", ":"))
        or lexicon.has("modified", before)
        or (len(words) > 1 and lexicon.has("auxiliary", words[-2]))  # "to help injured walkers"
        or (before in {"and", "or"} and words[-2:-1] and words[-2].endswith("ed"))  # "rested and rotated"
        or lexicon.has("intended", sentence[cue.start : cue.end])
        or (before.endswith(",") and bool(after) and not lexicon.has("link", after[0]))
    )
    return replace(cue, kind="attribute" if loose else "past")


def _apart(found: list[_T]) -> list[_T]:
    """Return what does not overlap anything before it in the list, ordered by place."""
    kept: list[_T] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def clocks(sentence: str, lexicon: Lexicon) -> list[Clock]:
    """Return the times of day of a sentence; one that only translates its neighbour becomes its `other`."""
    found = _apart(
        [
            clock
            for pattern in lexicon.clocks
            for match in pattern.finditer(sentence)
            if (clock := _clock(match, sentence, lexicon))
        ]
    )
    joined: list[Clock] = []
    for clock in found:
        if joined and _translates(sentence[joined[-1].end : clock.start], joined[-1], clock):
            end = sentence.find(")", clock.end) + 1 or clock.end
            joined[-1] = replace(joined[-1], other=clock, end=end)
        else:
            joined.append(clock)
    return joined


def _translates(gap: str, first: Clock, second: Clock) -> bool:
    """Tell whether the second clock, in brackets or after a slash, shows the first one's moment elsewhere."""
    opened = re.fullmatch(r"(?: (?:on )?\w+,?)? ?[(/\[—–-] ?| or ", gap)
    return bool(opened) and second.zone is not None and first.zone != second.zone and not first.other


def _clock(match: re.Match[str], sentence: str, lexicon: Lexicon) -> Clock | None:
    parts = {key: value for key, value in match.groupdict().items() if value}
    midnight = lexicon.has("midnight", parts.get("word", ""))
    hour = (0 if midnight else 12) if "word" in parts else lexicon.number(parts["hour"])
    half = parts.get("half")
    if half and hour <= 12:
        hour = hour % 12 + (12 if lexicon.has("afternoon", half) else 0)
    if hour > 23:
        return None
    minute = int(parts["minute"]) if "minute" in parts else None
    zone, end = _zone(sentence, match.end(), lexicon)
    return Clock(hour, minute, match.start(), end, zone, midnight)


def _zone(sentence: str, at: int, lexicon: Lexicon) -> tuple[str | int | None, int]:
    """Return the zone that the words right after a clock name, and where those words end."""
    match = lexicon.patterns["zone"].match(sentence, at)
    if not match:
        return None, at
    if match["local"]:
        return "local", match.end()
    if match["word"]:
        return ZONES["words"].get(match["word"]), match.end()
    place = match["place"] or match["time_of"]
    for name in (place, place.split(" ")[0]):
        if name in ZONES["places"]:
            return ZONES["places"][name], match.end() - len(place) + len(name) if match[
                "place"
            ] else match.end()
    return None, at
