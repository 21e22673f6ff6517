"""Explain a revision in one sentence: "a quote changed, and the page carries no note"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from scraper.article import Kind, Part
from scraper.edits.admitted import Told, told
from scraper.edits.notes import corrected
from scraper.edits.phrases import clipped
from scraper.edits.summary import leading, requoted
from scraper.edits.sureness import SURER, WEAKER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.article import Edit
    from scraper.edits.notes import Corrections

_LABELS = {
    "polarity": "a claim was reversed",
    "number": "a number changed",
    "tense": "a verb has another tense",
    "certainty": "a claim is made with another degree of certainty",
    "quote": "a quote changed",
    "attribution": "the source changed",
    "name": "a name changed",
    "when": "a time changed",
    "detail": "details changed",
    "wording": "only wording changed",
    "spelling": "only spelling changed",
}
_LONE = {
    "number": "a number was {}",
    "quote": "a quote was {}",
    "name": "a name was {}",
    "when": "a time was {}",
    "detail": "details were {}",
}
"""What is told where a label rests on one side only."""
_NOTES = {
    ("certainty", SURER): "a claim was made surer",
    ("certainty", WEAKER): "a claim was made weaker",
    ("attribution", "source dropped"): "a source was dropped",
    ("attribution", "source added"): "a source was added",
    ("attribution", "another manner"): "a source is quoted in another manner",
    ("name", "spelling"): "a name is spelt otherwise",
    ("name", "another form"): "a name has another form",
}
_REQUOTED = {"unquoted": "quotation marks were taken off", "now quoted": "words were put in quotation marks"}
_LONGEST_NOTE = 160


def reason(
    edits: Sequence[Edit], flags: Sequence[str], noted: Corrections, returned: int, *, stale: bool = False
) -> str:
    """Return one sentence on a step: its weightiest edit, then what the flags say.

    `noted` are the page's own corrections, `returned` is the number of the version whose wording is back,
    or 0; `stale` says that the page has a note, of an earlier change.
    """
    said = [*_gone(flags), *_edit(edits), *_returns(flags, returned), *_notes(noted, edits)]
    facts = any(edit.substantive for edit in edits)
    said += _silence(flags, noted, stale=stale, facts=facts)
    return ", and ".join(said)


def _gone(flags: Sequence[str]) -> Iterator[str]:
    if "withdrawn" in flags:
        yield "the article was withdrawn"
    if "restored" in flags:
        yield "the article is back"


def _edit(edits: Sequence[Edit]) -> Iterator[str]:
    if not edits:
        return
    first = _first(edits)
    where = " in the headline" if first.part is Part.HEADLINE else ""
    if first.kind is Kind.REWORDED:
        meaning = _meaning(first)
        yield f"{meaning}{where} ({_once(meaning, first.summary)})"
    elif first.part is not Part.BODY:
        yield f"the {first.part} was {first.kind} (“{clipped(first.after or first.before or '')}”)"
    else:
        yield _sentences([edit for edit in edits if edit.part is Part.BODY], first)


def _once(meaning: str, summary: str) -> str:
    """Return a summary without what the meaning says before it: that something was dropped, or added."""
    verb = meaning.rsplit(maxsplit=1)[-1]
    if verb not in {"dropped", "added"} or ";" in summary:
        return summary
    return summary.removeprefix(f"{verb}: ").removesuffix(f" {verb}")


def _first(edits: Sequence[Edit]) -> Edit:
    return max(edits, key=lambda edit: edit.rank)


def _sentences(body: Sequence[Edit], first: Edit) -> str:
    """Return how many sentences came and went, or only moved; one alone in its words."""
    counts = Counter(edit.kind for edit in body)
    told = [kind for kind in (Kind.ADDED, Kind.REMOVED) if counts[kind]] or [Kind.MOVED]
    lead, *others = sorted(told, key=lambda kind: kind is not first.kind)
    said = [
        _counted(counts[lead], lead),
        *(f"{counts[kind]} {_were(counts[kind])} {kind}" for kind in others),
    ]
    alone = sum(counts[kind] for kind in told) == 1
    return " and ".join(said) + (f" (“{clipped(first.after or first.before or '')}”)" if alone else "")


def _counted(count: int, kind: Kind) -> str:
    return f"{'a sentence' if count == 1 else f'{count} sentences'} {_were(count)} {kind}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _meaning(edit: Edit) -> str:
    best = leading(edit.evidence)
    if not best:
        return _LABELS["wording"]
    times = best.note.split(" > ") if best.label == "tense" else ()
    if len(set(times)) == 2 and edit.substantive:
        return "an event moved from {} to {}".format(*times)
    if best.label == "quote" and (marked := requoted(edit.before or "", edit.after or "", best)):
        return _REQUOTED[marked]
    lone = "" if best.before and best.after else _LONE.get(best.label, "")
    told = _NOTES.get((best.label, best.note)) or lone.format("dropped" if best.before else "added")
    return told or _LABELS[best.label]


def _returns(flags: Sequence[str], returned: int) -> Iterator[str]:
    if "rewritten" in flags:
        yield "most of the text was rewritten"
    if "alternating" in flags:
        yield "two wordings take turns"
    elif "revert" in flags:
        yield f"the wording of version {returned} is back"


def _notes(noted: Corrections, edits: Sequence[Edit]) -> Iterator[str]:
    """Yield what became of the page's corrections, each by the first that tells of it."""
    if noted.come:
        best = max(noted.come, key=lambda note: _told(edits, [note]))
        surely = _told(edits, [best])
        says = "says so" if surely is Told.OUTRIGHT else "carries a note"
        yield f"the page {says}: “{_corrected(best)}”{_omitted(edits, noted.come, surely)}"
    if noted.changed:
        yield f"the page's correction reads otherwise: “{_corrected(noted.changed[0])}”"
    if noted.gone:
        yield f"the page's correction was removed: “{_corrected(noted.gone[0])}”"


def _omitted(edits: Sequence[Edit], come: Sequence[str], surely: Told) -> str:
    """Return what notes that came do not tell of, or nothing."""
    facts = (edit for edit in edits if edit.substantive and edit.part is not Part.BYLINE)
    if all(told(edit, edits, come, come) is not Told.ELSEWHERE for edit in facts):
        return ""
    return ", which tells of something else" if surely is Told.ELSEWHERE else ", which tells of a part only"


def _told(edits: Sequence[Edit], come: Sequence[str]) -> Told:
    """Return how surely notes that came tell of the weightiest edit."""
    return told(_first(edits), edits, come, come) if edits else Told.PERHAPS


def _corrected(note: str) -> str:
    return clipped(corrected(note), _LONGEST_NOTE)


def _silence(flags: Sequence[str], noted: Corrections, *, stale: bool, facts: bool) -> Iterator[str]:
    if "unacknowledged" in flags:
        yield "the page carries no new note" if stale else "the page carries no note"
    elif "updated" in flags and not noted:
        yield "the page's date was renewed"
    elif stale and facts and not noted:
        yield "the page carries no new note"
