"""Does a mention lie ahead? Tense and direction, weighed from the cues around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scraper.announcements.days import FUTURE, PAST
from scraper.announcements.headline import is_headline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from scraper.announcements.days import Days
    from scraper.announcements.lexicon import Lexicon
    from scraper.announcements.mentions import Cue

# What each cue says of a time that stands in its clause; the sign is the direction.
WEIGHTS = {
    "superseded": -4.0, "withdrawn": -4.0, "forecast": -3.0, "report": -1.5, "past": -2.0, "done": -2.0,
    "perfect": -0.5, "ought": 0.5, "wasto": 0.75, "weak": 1.0, "would": 1.0, "going": 1.0, "urge": 1.0,
    "starts": 1.5, "nominal": 2.0, "plan": 2.0, "pact": 2.0, "moved": 2.0, "will": 2.0, "heading": 2.0,
}  # fmt: skip
_OPENS = re.compile(r"(?:^|(?<=[\s(]))'(?=\w)")
_CLOSES = re.compile(r"(?<=[\w.,!?])'(?=[\s.,;:)]|$)")
_DAILY = {"day", "part-of-day"}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"day\b.*\d ?(?:[ap]\.?m|:\d\d)|\d ?(?:[ap]\.?m|:\d\d).*day\b")
_TURNS = {"after", "as", "while", "when", "because", "but", "before", "although", "though", "since", "whereas"}
_PLAIN = 1.0
FORWARD = {"plan", "will", "heading"}
_SENTENCE_WIDE = {"attribute", "habit", "yearly", "economy", "hypothesis"}
_ACCEPTED = 1.0
_NEAR_ODDS = 0.5


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
    joints = tuple(match.span() for match in lexicon.patterns["joint"].finditer(text))
    return Reading(text, lexicon, tuple(cues), joints)


def lies_ahead(read: Reading, place: Place, when: Days, published: datetime) -> bool:
    """Tell whether what stands at `place` and means `when` is announced, in a text of `published`."""
    if (
        when.sense == PAST
        or when.last < published.date()
        or _is_name(read, place)
        or _is_attached(read, place)
    ):
        return False
    leaning = replace(when, odds=when.odds + _by_hour(when, published))
    return _weight(read, place, leaning) >= _ACCEPTED


def _by_hour(when: Days, published: datetime) -> float:
    """Return how the hour of publication leans: what is of today lies ahead in the morning."""
    if when.first != published.date() or when.precision not in _DAILY:
        return 0.0
    return 1.0 if 0 < published.hour < 9 else -0.5 if published.hour >= 18 else 0.0


def _weight(read: Reading, place: Place, when: Days) -> float:
    cue = governing(read, place)
    toward, event = _match(read, "before.toward", place), _match(read, "after.event", place)
    governed = _governed(read, place, when) if cue else _plain(read, place, when)
    if _match(read, "after.possessive", place):
        given = event or _match(read, "before.for", place)
        promised = _is_for_event(read, place) or (cue is not None and cue.kind in FORWARD)
        if given and when.sense == FUTURE and when.precision not in _DAILY:
            governed = max(governed, 0.0)  # "named for next week's final"
        governed = _possessed(governed, when, promised=promised)
    if when.odds > 0 and when.precision in _DAILY and _leads_to(read, place, "leads_to"):
        governed = max(governed, 1.0)  # "was frightened before the derby on Sunday"
    elif when.precision != "year" and when.odds >= -_NEAR_ODDS and _is_for_event(read, place):
        governed = max(governed, 1.5)  # "ruled out of the match against Arden on Saturday"
    led = toward and not _match(read, "before.by", place)
    if governed < 0 and led and event and cue and cue.kind != "superseded":
        governed = 1.0  # "fell before Friday's vote": the vote lies ahead, whatever fell
    elif cue and cue.kind == "past" and toward and is_headline(read.text):
        governed = 0.0  # "Phones banned in schools from September"
    bound = 2.0 * _match(read, "before.bound", place)
    if when.precision == "year" and _match(read, "before.until", place):
        bound += 3.0  # a contract until a far year is no forecast
    parts = (2.0 * when.sense, when.odds, governed, 1.0 * toward, 0.5 * event, bound)
    return sum(parts) - _away(read, place, governed) - _doubts(read, place, when)


def _leads_to(read: Reading, place: Place, name: str) -> bool:
    """Tell whether the time belongs to what "before" or "out of" names, with no verb between."""
    pattern = read.lexicon.patterns.get(name)
    found = pattern.search(read.text, 0, place.start) if pattern else None
    verbs = (cue for cue in read.cues if cue.kind not in {"nominal", "attribute"})
    return found is not None and not any(found.start() <= cue.start < place.start for cue in verbs)


def _is_for_event(read: Reading, place: Place) -> bool:
    """Tell whether the time is that of an event somebody is bound for: "named for this month's final"."""
    event = _match(read, "after.possessive", place) and _match(read, "after.event", place)
    return (event and _match(read, "before.for", place)) or _leads_to(read, place, "leads_to_event")


def _possessed(governed: float, when: Days, *, promised: bool) -> float:
    """Return what "Sunday's final" says: whatever the verb, a near day lies ahead and a far one behind."""
    if when.precision not in _DAILY:
        return governed - 1.5 if when.odds < 0 and not promised else governed  # "this year's show"
    if when.odds >= _NEAR_ODDS:
        return max(governed, 0.5)
    return governed - 1.0 if when.odds < -_NEAR_ODDS else governed


def _governed(read: Reading, place: Place, when: Days) -> float:
    """Return what the cue that governs a place says of its time."""
    cue = governing(read, place)
    kind, daily = cue.kind if cue else "", when.precision in _DAILY
    bounded = any(_match(read, name, place) for name in ("before.toward", "before.after", "after.possessive"))
    if cue and is_negated(read, cue) and not bounded:
        return WEIGHTS["withdrawn"]  # "will not resume on 5 June", but "will not open until 5 June"
    if kind == "wasto" and (when.odds <= 0 or not daily):
        return WEIGHTS["superseded"]  # "was to meet Friday" may still come, "in April" not
    if kind == "perfect" and _match(read, "before.until", place):
        return 1.0  # "have extended the ban until June"
    if kind == "going" and is_quoted(read.text, place.start):
        return 0.0  # "we're seeing it today"
    if kind == "going" and not daily and when.precision != "week":
        return 0.5  # "is turning heads at the weekend"
    ahead = when.sense == FUTURE
    arranged = _match(read, "before.for", place) or (cue and 0 <= cue.start - place.end < 3)
    if kind == "perfect" and ahead and arranged:
        return WEIGHTS["plan"]  # "has been fixed for Friday 2 April", "2 April has been proposed"
    if (
        ahead
        and WEIGHTS[kind] < 0
        and any(one.kind in FORWARD and one.end <= place.start for one in read.cues)
    ):
        return 1.0  # "will play those they beat on Monday again next week"
    # A perfect bears no time of its own: "has fallen in twelve months" looks back.
    return WEIGHTS["past"] if kind == "perfect" and ahead else WEIGHTS[kind]


def _away(read: Reading, place: Place, governed: float) -> float:
    """Return what "since", "last" or "after" takes away; after a plan, "after 19 July" looks ahead."""
    after = governed >= WEIGHTS["weak"] and _match(read, "before.after", place)
    return 5.0 * (_match(read, "before.away", place) and not after)


def is_negated(read: Reading, cue: Cue) -> bool:
    """Tell whether a promise is one not to act ("will not resume")."""
    return cue.kind in FORWARD and bool(
        read.lexicon.patterns["negated"].search(read.text, max(0, cue.start - 4), cue.end)
    )


def _doubts(read: Reading, place: Place, when: Days) -> float:
    """Return what habit, forecast, an open condition, a withdrawal and a retold quotation take away."""
    kinds = {cue.kind for cue in read.cues}
    doubts = {
        "habit": 2.0 * ("habit" in kinds),
        "yearly": (2.0 if when.precision in _DAILY else 3.0) * ("yearly" in kinds),
        "forecast": 2.0 * ("forecast" in kinds and when.precision not in _DAILY),
        "economy": 2.0 * ("economy" in kinds and when.precision in {"year", "season"}),
        "nobody said it would": 1.0 * ("would" in kinds and "report" not in kinds),
        "given up": 1.0 * ("wasto" in kinds and bool(read.lexicon.patterns["thwarted"].search(read.text))),
        "withdrawn later": 4.0 * _follows(read, "withdrawn", place),
        "moved later": 3.0 * _follows(read, "moved", place),
        "called off": 5.0 * is_called_off(read, place),
        "supposed": 3.0 * _is_supposed(read, place, when),
        "retold": 3.0 * is_retold(read, place.start),
        "trailing": 2.0 * (when.odds < _NEAR_ODDS and _trails(read, place)),
    }
    return sum(doubts.values())


def _plain(read: Reading, place: Place, when: Days) -> float:
    """Return what a sentence without any cue says of "on Sunday": its verb stands in the simple present."""
    daily = when.precision in _DAILY
    if daily and not read.cues and is_headline(read.text) and _CLOCK.search(read.text, place.start, place.end):
        return 2.0  # a line of a fixture list
    return _PLAIN if daily and _match(read, "before.on", place) else 0.0


def _follows(read: Reading, kind: str, place: Place) -> bool:
    """Tell whether a cue follows that is of the same clause, or of one about what stands here ("which was ...")."""
    return any(
        cue.kind == kind and cue.start >= place.end and not _turns(read, place.end, cue.start) for cue in read.cues
    )


def _turns(read: Reading, start: int, end: int) -> bool:
    """Tell whether "after", "as", "but" or the like turns to something else between two places."""
    between = (read.text[first:last] for first, last in read.joints if start <= first and last <= end)
    return any(joint in _TURNS for joint in between)


def is_called_off(read: Reading, place: Place) -> bool:
    """Tell whether the time is that of something called off ("postponed the vote planned for Monday")."""
    pattern = read.lexicon.patterns.get("called_off")
    opened = max((last for _, last in read.joints if last <= place.start), default=0)
    found = pattern.search(read.text[opened : place.start]) if pattern else None
    return found is not None and (" " in found[0].strip() or _match(read, "after.possessive", place))


def _is_supposed(read: Reading, place: Place, when: Days) -> bool:
    """Tell whether the time stands inside a condition; a vague one is supposed even behind its comma."""
    return any(
        cue.kind == "hypothesis"
        and cue.end <= place.start
        and (not _stops(read, cue.end, place.start) or (cue.start == 0 and when.precision not in _DAILY))
        for cue in read.cues
    )


def _trails(read: Reading, place: Place) -> bool:
    """Tell whether the time belongs to what went before ("will march after clashes this morning")."""
    cue = governing(read, place)
    opened = cue.start if cue and cue.start <= place.start else 0
    return any(
        opened < last <= place.start
        and read.lexicon.patterns["trailing"].search(read.text[:last])
        and not read.lexicon.patterns["leading"].search(read.text, last, place.start)
        and not _YEAR.search(read.text, last, place.start)  # "for the first time since 2019 on Friday"
        for _, last in read.joints
    )


def governing(read: Reading, place: Place) -> Cue | None:
    """Return the cue nearest to a place: leftwards first, and within its clause first."""
    weighed = [cue for cue in read.cues if cue.kind not in _SENTENCE_WIDE]
    return min(weighed, key=lambda cue: _distance(read, cue, place), default=None)


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


def _stops(read: Reading, start: int, end: int) -> bool:
    """Tell whether a comma or another stop stands between two places."""
    return any(mark in read.text[start:end] for mark in ',;:"—–')


def _match(read: Reading, name: str, place: Place) -> bool:
    """Tell whether the words right before or after a place fit a pattern of the lexicon."""
    pattern = read.lexicon.patterns.get(name)
    if not pattern:
        return False
    before = name.startswith("before")
    window = (
        read.text[max(0, place.start - 60) : place.start] if before else read.text[place.end : place.end + 60]
    )
    return bool(pattern.search(window))


def _is_name(read: Reading, place: Place) -> bool:
    """Tell whether the time is part of a name or a label ("the 7 October attackers", "Monday's papers")."""
    labels = _match(read, "before.the", place)
    return _match(read, "after.name", place) or (
        labels and _match(read, "after.noun", place) and not _match(read, "after.event", place)
    )


def _is_attached(read: Reading, place: Place) -> bool:
    """Tell whether the time belongs to a report beside it ("told reporters on Monday")."""
    cue = governing(read, place)
    backward = cue is None or WEIGHTS[cue.kind] < 0
    if _match(read, "before.name", place) and _match(read, "after.told", place):
        return True  # "Mayor Lind Saturday vowed to ..."
    return _match(read, "after.attached", place) or (backward and _match(read, "before.attached", place))


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
