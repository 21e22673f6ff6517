"""Does a mention lie ahead? Tense and direction, weighed from the cues around it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from scraper.announcements.clauses import (
    follows,
    governing,
    is_quoted,
    is_retold,
    leads_to,
    matches,
    stops,
)
from scraper.announcements.days import DAILY, FUTURE, PAST
from scraper.announcements.headline import is_headline

if TYPE_CHECKING:
    from datetime import datetime

    from scraper.announcements.clauses import Place, Reading
    from scraper.announcements.days import Days
    from scraper.announcements.mentions import Cue

# What each cue says of a time that stands in its clause; the sign is the direction.
WEIGHTS = {
    "superseded": -4.0, "withdrawn": -4.0, "forecast": -3.0, "report": -1.5, "past": -2.0, "done": -2.0,
    "perfect": -0.5, "ought": 0.5, "wasto": 0.75, "weak": 1.0, "would": 1.0, "going": 1.0, "urge": 1.0,
    "starts": 1.5, "nominal": 2.0, "plan": 2.0, "pact": 2.0, "moved": 2.0, "will": 2.0, "heading": 2.0,
}  # fmt: skip
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"day\b.*\d ?(?:[ap]\.?m|:\d\d)|\d ?(?:[ap]\.?m|:\d\d).*day\b")
_PLAIN = 1.0
FORWARD = {"plan", "will", "heading"}
_ACCEPTED = 1.0
_NEAR_ODDS = 0.5
_SOON = 2.0


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
    if when.first != published.date() or when.precision not in DAILY:
        return 0.0
    return 1.0 if 0 < published.hour < 9 else -0.5 if published.hour >= 18 else 0.0


def _weight(read: Reading, place: Place, when: Days) -> float:
    cue = governing(read, place)
    toward, event = matches(read, "before.toward", place), matches(read, "after.event", place)
    governed = _governed(read, place, when) if cue else _plain(read, place, when)
    if matches(read, "after.possessive", place):
        given = event or matches(read, "before.for", place)
        promised = _is_for_event(read, place) or (cue is not None and cue.kind in FORWARD)
        if given and when.sense == FUTURE and when.precision not in DAILY:
            governed = max(governed, 0.0)  # "named for next week's final"
        governed = _possessed(governed, when, promised=promised)
        governed -= when.odds if when.precision == "week" and not event else 0.0
    if when.odds > 0 and when.precision in DAILY and leads_to(read, place, "leads_to"):
        governed = max(governed, 1.0)  # "was frightened before the derby on Sunday"
    elif when.precision != "year" and when.odds >= _least(cue) and _is_for_event(read, place):
        governed = max(governed, 1.5)  # "ruled out of the match against Arden on Saturday"
    elif when.odds >= _SOON and matches(read, "before.occasion", place):
        governed = max(governed, -1.0)  # "spoke of their fight on 24 July": it would else be a year old
    led = toward and not matches(read, "before.by", place)
    if governed < 0 and led and event and cue and cue.kind != "superseded":
        governed = 1.0  # "fell before Friday's vote": the vote lies ahead, whatever fell
    elif cue and cue.kind == "past" and toward and is_headline(read.text):
        governed = 0.0  # "Phones banned in schools from September"
    bound = 2.0 * matches(read, "before.bound", place)
    if when.precision in {"year", "season"} and matches(read, "before.until", place):
        bound += 3.0  # a contract until a far year is no forecast
    parts = (2.0 * when.sense, when.odds, governed, 1.0 * toward, 0.5 * event, bound)
    return sum(parts) - _away(read, place, when, governed) - _doubts(read, place, when)


def _least(cue: Cue | None) -> float:
    """Return how a time must lean to be that of an event ahead: under a past, today's may be over."""
    return 0.0 if cue and cue.kind == "past" else -_NEAR_ODDS


def _is_for_event(read: Reading, place: Place) -> bool:
    """Tell whether the time is that of an event somebody is bound for: "named for this month's final"."""
    event = matches(read, "after.possessive", place) and matches(read, "after.event", place)
    return (event and matches(read, "before.for", place)) or leads_to(read, place, "leads_to_event")


def _possessed(governed: float, when: Days, *, promised: bool) -> float:
    """Return what "Sunday's final" says: whatever the verb, a near day lies ahead and a far one behind."""
    if when.precision not in DAILY:
        return governed - 1.5 if when.odds < 0 and not promised else governed  # "this year's show"
    if when.odds >= _NEAR_ODDS:
        return max(governed, 0.5)
    return governed - 1.0 if when.odds < -_NEAR_ODDS else governed


def _governed(read: Reading, place: Place, when: Days) -> float:
    """Return what the cue that governs a place says of its time."""
    cue = governing(read, place)
    kind, daily, ahead = cue.kind if cue else "", when.precision in DAILY, when.sense == FUTURE
    bounded = any(
        matches(read, name, place) for name in ("before.toward", "before.after", "after.possessive")
    )
    if cue and cue.start < place.start and is_negated(read, cue) and not bounded:
        return WEIGHTS["withdrawn"]  # "will not resume on 5 June", but "will not open until 5 June"
    if cue and kind == "moved" and place.start < cue.end:
        return WEIGHTS["past"]  # "was adjourned Monday until Wednesday": Monday is when it was
    if kind == "wasto" and (when.odds <= 0 or not daily):
        return WEIGHTS["superseded"]  # "was to meet Friday" may still come, "in April" not
    if kind == "going" and (not daily or is_quoted(read.text, place.start)) and when.precision != "week":
        return 0.5 if not daily else 0.0  # "is turning heads this year", "we're seeing it today"
    if cue and kind == "perfect":
        return _perfect(read, cue, place, ahead=ahead)
    promised = any(one.kind in FORWARD and one.end <= place.start for one in read.cues)
    # "will play those they beat on Monday again next week"
    return 1.0 if ahead and WEIGHTS[kind] < 0 and promised else WEIGHTS[kind]


def _perfect(read: Reading, cue: Cue, place: Place, *, ahead: bool) -> float:
    """Return what a perfect says: it bears no time of its own, "has fallen in twelve months" looks back."""
    if matches(read, "before.until", place):
        return 1.0  # "have extended the ban until June"
    eve = read.text[place.start : place.end].endswith("before ")
    if ahead and (eve or matches(read, "before.for", place) or 0 <= cue.start - place.end < 3):
        return WEIGHTS["plan"]  # "has quit a week before the vote", "2 April has been proposed"
    if ahead and any(one.kind in FORWARD and one.end <= place.start for one in read.cues):
        return 1.0
    return WEIGHTS["past"] if ahead else WEIGHTS["perfect"]


def _away(read: Reading, place: Place, when: Days, governed: float) -> float:
    """Return what "since" or "after" takes away; after a plan or soon, "after 19 July" looks ahead."""
    ahead = governed >= WEIGHTS["weak"] or (when.odds >= _SOON and governed >= 0)
    after = ahead and matches(read, "before.after", place)
    return 5.0 * (matches(read, "before.away", place) and not after)


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
        "yearly": (2.0 if when.precision in DAILY else 3.0) * ("yearly" in kinds),
        "forecast": 2.0 * ("forecast" in kinds and when.precision not in DAILY),
        "economy": 2.0 * ("economy" in kinds and when.precision in {"year", "season"}),
        "nobody said it would": 1.0 * ("would" in kinds and "report" not in kinds),
        "given up": 1.0 * ("wasto" in kinds and bool(read.lexicon.patterns["thwarted"].search(read.text))),
        "withdrawn later": 4.0 * follows(read, "withdrawn", place),
        "moved later": 3.0 * follows(read, "moved", place),
        "foreseen": 4.0 * (when.precision in {"season", "year"} and _is_foreseen(read, place)),
        "called off": 5.0 * is_called_off(read, place),
        "supposed": 3.0 * _is_supposed(read, place, when),
        "retold": 3.0 * is_retold(read, place.start),
        "trailing": 2.0 * (when.odds < _NEAR_ODDS and _trails(read, place)),
    }
    return sum(doubts.values())


def _is_foreseen(read: Reading, place: Place) -> bool:
    """Tell whether a long time is that of a state somebody foresees ("will struggle this winter")."""
    cue, states = governing(read, place), read.lexicon.patterns.get("foreseen")
    return bool(cue and states and states.search(read.text, cue.start, cue.end))


def _plain(read: Reading, place: Place, when: Days) -> float:
    """Return what a sentence without any cue says of "on Sunday": its verb stands in the simple present."""
    daily = when.precision in DAILY
    if (
        daily
        and not read.cues
        and is_headline(read.text)
        and _CLOCK.search(read.text, place.start, place.end)
    ):
        return 2.0  # a line of a fixture list
    return _PLAIN if daily and matches(read, "before.on", place) else 0.0


def is_called_off(read: Reading, place: Place) -> bool:
    """Tell whether the time is that of something called off ("postponed the vote planned for Monday")."""
    pattern = read.lexicon.patterns.get("called_off")
    opened = max((last for _, last in read.joints if last <= place.start), default=0)
    found = pattern.search(read.text[opened : place.start]) if pattern else None
    return found is not None and (" " in found[0].strip() or matches(read, "after.possessive", place))


def _is_supposed(read: Reading, place: Place, when: Days) -> bool:
    """Tell whether the time stands inside a condition; a vague one is supposed even behind its comma.

    A near day in a condition behind a promise is that of an event: "will be champions if they win on Sunday".
    """
    near = when.precision in DAILY
    return any(
        cue.kind == "hypothesis"
        and cue.end <= place.start
        and (not stops(read, cue.end, place.start) or (cue.start == 0 and not near))
        and not (near and any(one.kind in FORWARD and one.end <= cue.start for one in read.cues))
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


def _is_name(read: Reading, place: Place) -> bool:
    """Tell whether the time is part of a name or a label ("the 7 October attackers", "Monday's papers")."""
    labels = matches(read, "before.the", place)
    return matches(read, "after.name", place) or (
        labels and matches(read, "after.noun", place) and not matches(read, "after.event", place)
    )


def _is_attached(read: Reading, place: Place) -> bool:
    """Tell whether the time belongs to a report beside it ("told reporters on Monday")."""
    cue = governing(read, place)
    backward = cue is None or WEIGHTS[cue.kind] < 0
    if matches(read, "before.name", place) and matches(read, "after.told", place):
        return True  # "Mayor Lind Saturday vowed to ..."
    return matches(read, "after.attached", place) or (backward and matches(read, "before.attached", place))
