"""Say an edit in a few words, for subject lines and lists: "32 -> 47 killed", "allegedly dropped"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.edits.lexicon import lexicon
from scraper.edits.phrases import LONGEST, changes, clipped, listed, told, touched, whole
from scraper.edits.tagger import tagged
from scraper.edits.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scraper.article import Evidence
    from scraper.edits.phrases import Change, Place

_REACH = 3
"""In so many words after a figure stands what it counts."""
# What a reader wants to hear of first.
_TELLING = (
    "polarity", "number", "tense", "certainty", "quote", "attribution", "slight", "name", "when", "detail",
    "lone time", "wording", "spelling",
)  # fmt: skip
# The words that such a label rests on are told as they are; of others the phrases that changed.
_POINTED = frozenset(["polarity", "number", "tense", "certainty", "quote", "attribution"])
# So are those of these where one stands for one: "9 May -> 10 May" and not "9 -> 10".
_NAMING = frozenset(["name", "when"])


def summary(before: str | None, after: str | None, evidence: Sequence[Evidence], language: str = "en") -> str:
    """Return an edit in one line of at most 72 characters, told by its most telling label."""
    if before is None or after is None:
        return clipped(f"{'removed' if after is None else 'added'}: {before or after}")
    found, first = changes(before, after, language), leading(evidence)
    if not found:
        return "signs that cannot be seen changed"
    about = touched(found, first) if first else list(found)
    if pointed := _pointed(before, after, first, about, language) if first else "":
        return pointed
    # A negation that went has its counterpart elsewhere: "without power", "power is back".
    others = [each for each in found if each not in about] if first and first.label == "polarity" else []
    return listed([*about, *others])


def leading(evidence: Sequence[Evidence]) -> Evidence | None:
    """Return what tells an edit best.

    A figure or a time that only came or went, a verb's time in another form and the same source in another
    manner are slight: more often they follow from what happened.
    """
    return min(evidence, key=_place, default=None)


def _place(evidence: Evidence) -> int:
    lone = evidence.label == "when" and not (evidence.before and evidence.after)
    return _TELLING.index("lone time" if lone else "slight" if _slight(evidence) else evidence.label)


def _slight(evidence: Evidence) -> bool:
    times = evidence.note.split(" > ") if evidence.label == "tense" else []
    lone = evidence.label == "number" and not (evidence.before and evidence.after)
    return lone or times[:1] == times[1:] != [] or evidence.note == "another manner"


def _pointed(before: str, after: str, first: Evidence, about: Sequence[Change], language: str) -> str:
    """Return the words that evidence rests on, or nothing where the changed phrases tell it better."""
    if first.label not in _POINTED and not (first.label in _NAMING and _covers(first, about)):
        return ""
    gone, come = _words(before, first.before), _words(after, first.after)
    if first.label == "quote" and (mark := requoted(before, after, first)):
        return f"{clipped(gone or come, LONGEST - len(mark) - 1)} {mark}"
    if gone == come:  # also where no words are named
        return ""
    single = len(first.before) == len(first.after) == 1
    if not single and whole(about[0].gone, about[0].come) and _within(first, about[0]):
        return ""  # half a change misleads: "without dropped"
    if gone and come:
        counted = _both_count(before, after, first) if first.label == "number" and single else ""
        return told(gone, f"{come}{counted}") if whole(gone, come) else ""
    text, other = (before, after) if gone else (after, before)
    lone = _lone(text, first, language)
    return (
        "" if not lone or _plain(lone) in _plain(other) else told(lone if gone else "", lone if come else "")
    )


def _lone(text: str, first: Evidence, language: str) -> str:
    """Return the words that evidence of one side rests on, or nothing where they say too little alone."""
    places = first.before or first.after
    if first.label == "number" and language == "en":
        return _words(text, [_counting(text, place) for place in places])
    found = _words(text, places)
    bare = first.label == "polarity" or (first.label == "attribution" and " " not in found)
    return "" if bare else found


def _within(evidence: Evidence, change: Change) -> bool:
    """Tell whether a change holds all that evidence rests on."""
    return all(
        inner[0] <= start and end <= inner[1]
        for inner, places in ((change.old, evidence.before), (change.new, evidence.after))
        for start, end in places
    )


def _covers(evidence: Evidence, about: Sequence[Change]) -> bool:
    """Tell whether one thing stands for one, and nothing else changed there: "9 May", "10 May"."""
    if len(evidence.before) != 1 or len(evidence.after) != 1 or len(about) != 1:
        return False
    pairs = ((evidence.before[0], about[0].old), (evidence.after[0], about[0].new))
    return all(start <= inner[0] and inner[1] <= end for (start, end), inner in pairs)


def requoted(before: str, after: str, evidence: Evidence) -> str:
    """Return what became of words that both texts hold, but one in quotation marks; else nothing."""
    if bool(evidence.before) is bool(evidence.after):
        return ""
    text, other = (before, after) if evidence.before else (after, before)
    said = [_plain(text[start:end]) for start, end in evidence.before or evidence.after]
    if not all(each in _plain(other) for each in said):
        return ""
    return "unquoted" if evidence.before else "now quoted"


def _plain(text: str) -> str:
    """Return words alone, each between blanks."""
    return f" {' '.join(word.small for word in words(text) if word.key[0].isalnum())} "


def _words(text: str, places: Sequence[Place]) -> str:
    """Return the words at `places` in their order, those that stand side by side as one phrase."""
    joined, last = "", 0
    for start, end in _apart(_complete(text, place) for place in places):
        between = "" if not joined else " " if text[last:start].isspace() else ", "
        joined, last = f"{joined}{between}{text[start:end]}", end
    return joined


def _apart(places: Iterable[Place]) -> Iterator[Place]:
    """Yield places in their order, without those that lie in another."""
    last = 0
    for start, end in sorted(places):
        if end > last:
            yield max(start, last), end
            last = end


def _complete(text: str, place: Place) -> Place:
    """Return a place with the whole of the words that it touches: "under-30s" for "30s"."""
    start, end = place
    met = [word for word in words(text) if word.start < end and start < word.end]
    return (min(start, met[0].start), max(end, met[-1].end)) if met else place


def _counting(text: str, place: Place) -> Place:
    """Return the place of a figure in an English text with what it counts: "52 runs", "13 EU states"."""
    last, counted = place, place[1]
    for word in [word for word in tagged(text) if word.start >= place[1]][:_REACH]:
        if text[counted : word.start] != " " or word.tag[:2] not in {"NN", "NP", "AJ"}:
            break
        counted = word.end
        last = (place[0], counted) if word.tag[:2] == "NN" else last
    return last


def _both_count(before: str, after: str, evidence: Evidence) -> str:
    """Return the word after a figure if both texts go on with it: what is counted."""
    (_, old), (_, new) = evidence.before[0], evidence.after[0]
    gone = next((word for word in words(before) if word.start >= old), None)
    come = next((word for word in words(after) if word.start >= new), None)
    small = lexicon("en", "function") | lexicon("en", "time_determiner")
    if not gone or not come or gone.small != come.small or come.small in small or not come.key.isalpha():
        return ""
    return "" if after[new - 1] == "s" else after[new : come.end]  # "over-18s" count nothing more
