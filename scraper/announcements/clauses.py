"""Where does a sentence divide? Its clauses, the words beside a place, and what stands in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.announcements.lexicon import Lexicon
    from scraper.announcements.mentions import Cue

_OPENS = re.compile(r"(?:^|(?<=[\s(]))'(?=\w)")
_CLOSES = re.compile(r"(?<=[\w.,!?])'(?=[\s.,;:)]|$)")
_LISTING = {",", "and"}  # "Poland, Hungary and the Czech Republic" is one clause
_NAME = re.compile(r"\b[A-Z][\w.'’-]* ?$")
_NAMED = re.compile(r" (?:and |the )*[A-Z]")
_SENTENCE_WIDE = {"attribute", "habit", "yearly", "economy", "hypothesis"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with its cues, and the places where one clause ends and the next begins."""

    text: str
    lexicon: Lexicon
    cues: tuple[Cue, ...]
    joints: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The stretch of a sentence whose direction is asked for."""

    start: int
    end: int


def reading(text: str, lexicon: Lexicon, cues: Sequence[Cue]) -> Reading:
    """Return a sentence prepared for judging."""
    joints = tuple(
        match.span()
        for match in lexicon.patterns["joint"].finditer(text)
        if not (match[0] in _LISTING and _lists(text, *match.span()))
        and not (match[0] == '"' and _is_phrase(text, match.start()))
    )
    return Reading(text, lexicon, tuple(cues), joints)


def _lists(text: str, start: int, end: int) -> bool:
    """Tell whether a comma or an "and" stands between two names."""
    return bool(_NAMED.match(text, end) and _NAME.search(text[max(0, start - 25) : start]))


def _is_phrase(text: str, at: int) -> bool:
    """Tell whether a quotation mark bounds a few words of a clause: is "stepping up patrols" now."""
    opens = text.count('"', 0, at) % 2 == 0
    return text[:at].rstrip(" " if opens else "")[-1:] not in (".", ",", ":", "!", "?", "")


def governing(read: Reading, place: Place) -> Cue | None:
    """Return the cue nearest to a place: leftwards first, and within its clause first."""
    weighed = (
        cue for cue in read.cues if cue.kind not in _SENTENCE_WIDE and not _is_outside(read, cue, place)
    )
    return min(weighed, key=lambda cue: _distance(read, cue, place), default=None)


def _is_outside(read: Reading, cue: Cue, place: Place) -> bool:
    """Tell whether a cue only says afterwards who spoke, while the place stands in the quotation."""
    return cue.kind == "report" and cue.start > place.end and is_quoted(read.text, place.start)


def _distance(read: Reading, cue: Cue, place: Place) -> float:
    """Return how far a cue is from a place: its characters, and the joints of the sentence between."""
    if cue.end <= place.start:
        return (place.start - cue.end) / 10 + 4.0 * _joints(read, cue.end, place.start)
    if cue.start >= place.end:
        opening = not read.text[: place.start].strip() or len(read.text[: place.start].split()) <= 2
        joints = 0 if opening else 4.0 * _joints(read, place.end, cue.start) + 3.0
        return (cue.start - place.end) / 10 + joints
    return 0.0


def _joints(read: Reading, start: int, end: int) -> int:
    return sum(start <= first and last <= end for first, last in read.joints)


def are_parted(read: Reading, one: Cue, other: Cue) -> bool:
    """Tell whether two cues stand in clauses of their own."""
    return _joints(read, min(one.end, other.end), max(one.start, other.start)) > 0


def stops(read: Reading, start: int, end: int) -> bool:
    """Tell whether a comma or another stop stands between two places."""
    return any(mark in read.text[start:end] for mark in ',;:"—–')


def follows(read: Reading, kind: str, place: Place) -> bool:
    """Tell whether a cue follows in the same clause, or in one that says more of it ("which was ...")."""
    turns = read.lexicon.patterns.get("turns")
    return any(
        cue.kind == kind
        and cue.start >= place.end
        and not (turns and turns.search(read.text, place.end, cue.start))
        for cue in read.cues
    )


def leads_to(read: Reading, place: Place, name: str) -> bool:
    """Tell whether the time belongs to what "before" or "out of" names, with no verb between."""
    pattern = read.lexicon.patterns.get(name)
    found = pattern.search(read.text, 0, place.start) if pattern else None
    verbs = (cue for cue in read.cues if cue.kind not in {"nominal", "attribute"})
    return found is not None and not any(found.start() <= cue.start < place.start for cue in verbs)


def matches(read: Reading, name: str, place: Place) -> bool:
    """Tell whether the words right before or after a place fit a pattern of the lexicon."""
    pattern = read.lexicon.patterns.get(name)
    if not pattern:
        return False
    before = name.startswith("before")
    window = (
        read.text[max(0, place.start - 60) : place.start] if before else read.text[place.end : place.end + 60]
    )
    return bool(pattern.search(window))


def is_quoted(text: str, at: int) -> bool:
    """Tell whether a place stands inside quotation marks, double or single."""
    if text.count('"', 0, at) % 2 or (text.count('"') == 1 and text.endswith('"')):
        return True
    opened = max((match.start() for match in _OPENS.finditer(text, 0, at)), default=-1)
    closed = max((match.start() for match in _CLOSES.finditer(text, 0, at)), default=-1)
    return opened > closed


def is_retold(read: Reading, at: int) -> bool:
    """Tell whether a place stands in a quotation that somebody tells of somebody else's words."""
    opened = max(read.text.rfind(mark, 0, at) for mark in '"“„«')
    return opened > 0 and sum(cue.kind == "report" and cue.end <= opened for cue in read.cues) > 1
