"""Find the verb groups of an English sentence and say whether each looks forward, at now, or back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scraper.edits.lexicon import lexicon
from scraper.edits.tagger import Tagged, tagged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_AUXILIARY = ("VB", "VH", "VD", "VM")
_PRESENT = {"VVZ", "VVB", "VBZ", "VBB", "VHZ", "VHB", "VDZ", "VDB"}
_PAST = {
    "VVD",
    "VBD",
    "VHD",
    "VDD",
    "VVN",
}  # a bare participle has dropped its auxiliary, or is a misread past


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """The words of one verb: its lemma, its time (future, present, past, modal, none), its shape, its place.

    `shape` is what the parts are, so that two groups of one time and different aspect can be told apart.
    """

    lemma: str
    time: str
    shape: tuple[str, ...]
    start: int
    end: int


def verb_groups(text: str) -> tuple[VerbGroup, ...]:
    """Return the verb groups of an English `text` in order.

    >>> [(group.lemma, group.time) for group in verb_groups("Xi is scheduled to meet voters, aides said.")]
    [('meet', 'future'), ('say', 'past')]
    """
    return tuple(_groups(tagged(text)))


def _groups(parts: Sequence[Tagged]) -> Iterator[VerbGroup]:
    at = 0
    while at < len(parts):
        end = _end(parts, at)
        if end > at:
            yield _group(parts[at:end])
        at = max(end, at + 1)


def _end(parts: Sequence[Tagged], at: int) -> int:
    """Return where the verb group that starts at `at` ends; `at` itself where none starts."""
    end = at
    for here in range(at, len(parts)):
        part = parts[here]
        if part.tag.startswith("V") or (part.tag == "TO0" and _leads_on(parts, here)):
            end = here + 1
            if part.tag.startswith("VV") and part.lemma not in lexicon("en")["future"]:
                break
        elif not _inside(part):
            break
    return end


def _leads_on(parts: Sequence[Tagged], here: int) -> bool:
    """Tell whether "to" joins the words of one group: set to meet, is to meet, or a headline's PM to meet."""
    return here + 1 < len(parts) and parts[here + 1].tag.startswith("V")


def _inside(part: Tagged) -> bool:
    return part.tag in {"XX0", "AV0"} or part.text.lower() in lexicon("en")["future"]


def _group(parts: Sequence[Tagged]) -> VerbGroup:
    shape = tuple(part.tag for part in parts if part.tag.startswith("V") or part.tag == "TO0")
    return VerbGroup(parts[-1].lemma, _time(parts, shape), shape, parts[0].start, parts[-1].end)


def _time(parts: Sequence[Tagged], shape: tuple[str, ...]) -> str:
    first = next(part for part in parts if part.tag in shape)
    if first.tag == "VM0":
        return "future" if first.lemma in {"will", "shall"} else "modal"
    if "TO0" in shape:
        return "future"
    if first.tag in {"VHZ", "VHB"} and len(shape) > 1:
        return "past"
    return "present" if first.tag in _PRESENT else "past" if first.tag in _PAST else "none"
