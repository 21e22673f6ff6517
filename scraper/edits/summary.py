"""Say an edit in a few words, for subject lines and lists: "32 -> 47 killed", "allegedly dropped"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from scraper.edits.lexicon import lexicon
from scraper.edits.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.article import Evidence, Run

# What a reader wants to hear of first.
_TELLING = (
    "polarity", "number", "tense", "certainty", "quote", "attribution", "slight", "name", "when", "detail",
    "wording", "spelling",
)  # fmt: skip
_LONGEST = 72
_MARKS = " \t\n.,;:!?"


def summary(before: str | None, after: str | None, runs: Sequence[Run], evidence: Sequence[Evidence]) -> str:
    """Return an edit in one line of at most 72 characters, told by its most telling label."""
    if before is None or after is None:
        return clipped(f"{'removed' if after is None else 'added'}: {before or after}")
    first = leading(evidence)
    if first is None or not (first.before or first.after):
        return clipped(_changed(runs))
    gone, come = _words(before, first.before), _words(after, first.after)
    if first.label == "number" and len(first.before) == len(first.after) == 1:
        come = f"{come}{_counted(before[first.before[0][1] :], after[first.after[0][1] :])}"
    told, whole = _told(gone, come, "unquoted" if first.note == "marks lost" else "dropped"), _changed(runs)
    # Half a change misleads ("without dropped"), and a long quote is told by the words in it that changed.
    misleads = not (gone and come) or len(told) > _LONGEST
    return whole if misleads and " -> " in whole and len(whole) <= _LONGEST else clipped(told)


def leading(evidence: Sequence[Evidence]) -> Evidence | None:
    """Return what tells an edit best.

    A figure that only came or went, the same time in another form and the same source in another manner
    are slight: more often they follow from what happened.
    """
    return min(evidence, key=_place, default=None)


def _place(evidence: Evidence) -> int:
    return _TELLING.index("slight" if _slight(evidence) else evidence.label)


def _slight(evidence: Evidence) -> bool:
    times = evidence.note.split(" > ") if evidence.label == "tense" else []
    lone = evidence.label == "number" and not (evidence.before and evidence.after)
    return lone or times[:1] == times[1:] != [] or evidence.note == "another manner"


def clipped(text: str, longest: int = _LONGEST) -> str:
    """Return `text` on one line, cut with an ellipsis where it is longer than so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def _told(gone: str, come: str, lost: str) -> str:
    if gone and come:
        return f"{gone} -> {come}"
    return f"{gone} {lost}" if gone else f"{come} added"


def _words(text: str, places: Sequence[tuple[int, int]]) -> str:
    """Return the words at `places`, those that stand side by side as one phrase."""
    joined = [text[start:end] for start, end in places[:1]]
    for (_, last), (start, end) in pairwise(places):
        joined.append(f"{' ' if text[last:start].isspace() else ', '}{text[start:end]}")
    return "".join(joined)


def _counted(before: str, after: str) -> str:
    """Return the word after a figure if both texts go on with it: what is counted."""
    following = [next(iter(words(rest)), None) for rest in (before, after)]
    old, new = following
    small = lexicon("en", "function") | lexicon("en", "time_determiner")
    if not old or not new or old.small != new.small or new.small in small or not new.key.isalpha():
        return ""
    return after[: new.end]


def _changed(runs: Sequence[Run]) -> str:
    gone = "".join(run.text for run in runs if run.fate == "removed")
    come = "".join(run.text for run in runs if run.fate == "added")
    return _told(gone.strip(_MARKS), come.strip(_MARKS), "dropped")
