"""Does a sentence without a date promise a specific act ("is set to be approved", "will meet soon")?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.announcements.clauses import Place, Reading, are_parted, governing, is_quoted
from scraper.announcements.days import FAR
from scraper.announcements.headline import is_headline
from scraper.announcements.judging import FORWARD, is_called_off, is_negated
from scraper.edits.tagger import tagged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from scraper.announcements.days import Days
    from scraper.announcements.mentions import Cue, Mention

_BLOCKING = {"habit", "yearly", "hypothesis", "superseded", "wasto", "forecast"}
_OBJECT = 30  # how far behind a promise its object still stands
_CLAUSAL = {"superseded", "wasto", "economy"}
_QUOTE = re.compile(r" ?['\"]\w")
_THE = re.compile(r"^ the\b")
_NOUNLIKE = ("AJ", "PR", "AT", "DP", "DT", "V")
_SUBJECTS = {"it", "he", "she", "they", "we", "i", "who", "which", "that", "also", "now", "still"}
_VERBLESS = {"attribute", "nominal", "economy", "habit", "yearly"}
_VAGUE = {"weak", "pact", "going"}  # these announce without a date only what comes "soon"


def promised(read: Reading, named: Sequence[tuple[Mention, Days]], day: date) -> Cue | None:
    """Return the cue that promises something in a text of `day`; `named` are the times of the sentence."""
    if read.lexicon.patterns["wondering"].search(read.text):
        return None
    return next(
        (
            cue
            for cue in read.cues
            if _promises(read, cue) and not _is_doubtful(read, cue) and not _is_over(read, cue, named, day)
        ),
        None,
    )


def _is_doubtful(read: Reading, promise: Cue) -> bool:
    """Tell whether a habit, condition or forecast stands over a sentence, or the economy over its clause."""
    kinds = {
        cue.kind
        for cue in read.cues
        if cue.kind not in _CLAUSAL
        or not (are_parted(read, cue, promise) or cue.start > promise.end + _OBJECT)
    }
    blocking = _BLOCKING | {"economy"}
    swing = read.lexicon.patterns.get("swing")
    swings = swing and any(one.kind == "heading" and swing.match(read.text, one.start) for one in read.cues)
    if "heading" in kinds and not swings:  # "Bag charge to double to 10p" is decided, not foreseen
        blocking = _BLOCKING - ({"forecast"} if "economy" not in kinds else set())
    if kinds & {"heading", "plan"} and is_headline(read.text):
        blocking -= {"habit"}  # "12,000 a day set to attend"
    return bool(kinds & blocking)


def _promises(read: Reading, cue: Cue) -> bool:
    """Tell whether a cue promises something though it names no date."""
    patterns, after = read.lexicon.patterns, read.text[cue.end : cue.end + 100]
    if cue.kind == "nominal":
        past = any(one.kind == "past" for one in read.cues)
        coming = "coming" in patterns and patterns["coming"].search(read.text, cue.start, cue.end)
        return bool((coming or not past) and patterns["after.event"].search(_THE.sub("", after)))
    if is_quoted(read.text, cue.start) or _is_withdrawn(read, cue):
        return False
    if cue.kind in _VAGUE:
        return bool(patterns["soon"].search(after)) or (_is_plan(read, cue) and _is_made_known(read, cue))
    return cue.kind in FORWARD and not is_negated(read, cue) and _is_specific(read, cue)


def _is_withdrawn(read: Reading, cue: Cue) -> bool:
    """Tell whether what a cue promises is called off in the same clause."""
    return any(one.kind == "withdrawn" and not are_parted(read, one, cue) for one in read.cues)


def _is_specific(read: Reading, cue: Cue) -> bool:
    """Tell whether a cue promises an act rather than a state, a need, a rule, a purpose or a question."""
    patterns = read.lexicon.patterns
    before, words = read.text[: cue.start], read.text[cue.start : cue.end + 1].strip()
    if (cue.kind != "heading" and patterns["put_off"].search(words)) or _is_noun(read, cue):
        return False  # "the match is delayed" tells what is, not what comes
    if " " not in words and _QUOTE.match(read.text, cue.end):
        return False  # says he will "never give up"
    if "asking" in patterns and patterns["asking"].search(before):
        return False
    purpose = patterns["be_to"].search(words) and patterns["abstract"].search(before)
    arranged = "arranged" in patterns and patterns["arranged"].match(read.text, cue.start)
    stative = (
        cue.kind != "heading"
        and not arranged
        and (patterns["stative"].search(words) or _is_state(read, cue) or _is_effect(patterns, before, words))
    )
    rule = patterns["addressed"].search(read.text[cue.end :])
    aside = patterns["aside"].search(before) and not words.startswith("prepare")  # "as they prepare to face"
    return not (purpose or stative or rule or aside or read.text.endswith("?"))


def _is_noun(read: Reading, cue: Cue) -> bool:
    """Tell whether a plan is a noun: "criticised plans to build", but "the club plans to build"."""
    word, before = read.text[cue.start : cue.end].split()[0].lower(), read.text[: cue.start].split()
    if not _is_plan(read, cue) or _is_made_known(read, cue):
        return False
    if " for " in read.text[cue.start : cue.end]:
        return True  # "their plans for guards to stay"
    last = before[-1] if before and not before[-1].endswith((":", ";", ",")) else ""
    if last.endswith(("'", "'s")):
        return True  # "the fans' plans to ..."
    tag = next((one.tag for one in reversed(tagged(read.text)) if one.end <= cue.start), "")
    if last.lower() in _SUBJECTS or (last[:1].isupper() and tag != "AJ0"):
        return False
    opened = max((end for _, end in read.joints if end <= cue.start), default=0)
    governed = any(opened <= one.start < cue.start and one.kind not in _VERBLESS for one in read.cues)
    alone = word == "plan" and not last.endswith("s")
    return governed or alone or not last or tag.startswith(_NOUNLIKE)


def _is_plan(read: Reading, cue: Cue) -> bool:
    return read.text[cue.start : cue.end].split()[0].lower() in {"plan", "plans"}


def _is_made_known(read: Reading, cue: Cue) -> bool:
    """Tell whether somebody announces the plans, or they come along: "unveiled plans", "with plans to"."""
    pattern = read.lexicon.patterns.get("announcing")
    return bool(pattern and pattern.search(read.text[: cue.start]))


def _is_state(read: Reading, cue: Cue) -> bool:
    """Tell whether a promise is of a quality, not an event ("will stay cautious", but "will be open")."""
    words = read.text[cue.start : cue.end].split()
    if (
        words[-2:-1] not in (["be"], ["remain"], ["stay"])
        or words[-1].endswith("ing")
        or read.lexicon.has("eventful", words[-1])
    ):
        return False
    return any(one.end == cue.end and one.tag in {"AJ0", "AJC", "AJS"} for one in tagged(read.text))


def _is_effect(patterns: dict[str, re.Pattern[str]], before: str, words: str) -> bool:
    """Tell whether a thing, not somebody, does what a cue promises: "the change will make travel easier"."""
    return "effect" in patterns and bool(
        patterns["effect"].search(words) and patterns["cause"].search(before)
    )


def _is_over(read: Reading, cue: Cue, named: Sequence[tuple[Mention, Days]], day: date) -> bool:
    """Tell whether a cue governs a time that is over ("scheduled for July 2023"), far off or given up."""
    places = [(Place(one.start, one.end), when) for one, when in named]
    return any(is_called_off(read, place) for place, _ in places) or (
        cue.kind != "heading"
        and any(
            (when.last < day or when.odds <= FAR) and governing(read, place) == cue for place, when in places
        )
    )
