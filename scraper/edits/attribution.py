"""The label `attribution`: who says so changes, comes or goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.verbs import nouns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.side import Side
    from scraper.edits.tagger import Tagged

_DASHED = re.compile(r"^[^–—]*?\s[-–—]\s(?P<source>[^-–—:,.()]{2,40})$")
_FIRST = re.compile(r"^(?P<source>[^:,.]{2,40}):\s")
_NOMINAL = {"NN0", "NN1", "NN2", "NP0", "PNP", "AT0", "AJ0", "CRD", "DT0", "DPS", "POS", "AV0"}
_FINITE = ("VVN", "VVZ", "VVD", "VBZ", "VBD", "VBB", "VHZ", "VHD", "VHB", "VM0", "VDZ", "VDD")


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting clause: how it is said, the nouns that name the source, the place of the saying word.

    A `faint` one, as in "Xi: trade will grow", only excuses its like on the other side.
    """

    manner: str
    source: frozenset[str]
    start: int
    end: int
    faint: bool = False


def attribution(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield the reporting clauses that one side has and the other has not."""
    before, after = reports(old), reports(new)
    gone, come = _unmatched(before, after, new), _unmatched(after, before, old)
    if gone or come:
        note = _note(gone, come)
        yield Evidence("attribution", "reporting clauses differ", _spans(gone), _spans(come), note)


def _note(gone: Sequence[Report], come: Sequence[Report]) -> str:
    """Return what happened; where one source says it in another manner, that is all."""
    if not gone or not come:
        return "source added" if come else "source dropped"
    same = len(gone) == len(come) and all(a.source & b.source for a, b in zip(gone, come, strict=True))
    return "another manner" if same else "another source"


def _unmatched(here: Sequence[Report], there: Sequence[Report], other: Side) -> list[Report]:
    """Return the clauses that `other` lacks; it does not lack one whose verb it merely uses otherwise."""
    lacking = [each for each in here if not each.faint and not any(_same(each, one) for one in there)]
    manners = {one.manner for one in there}
    verbs = {word.lemma for word in other.tagged if word.tag[0] == "V"}
    return [each for each in lacking if each.manner in manners or each.manner not in verbs]


def _spans(found: list[Report]) -> tuple[tuple[int, int], ...]:
    return tuple((each.start, each.end) for each in found)


def _same(old: Report, new: Report) -> bool:
    """Tell whether two clauses say it alike and nothing shows that another source speaks."""
    alike = old.manner == new.manner or old.faint or new.faint
    return alike and (
        not old.source or not new.source or old.faint or new.faint or bool(old.source & new.source)
    )


def reports(side: Side) -> tuple[Report, ...]:
    """Return the reporting clauses of a text."""
    if not side.tagged:
        return tuple(_by_form(side))
    return (*_said(side), *_according(side), *_dashed(side), *_first(side))


def _by_form(side: Side) -> Iterator[Report]:
    """Yield the words of saying of a language without a tagger here; who says so stays open."""
    neutral = side.lexicon("neutral_form")
    for word, small in zip(side.words, side.small, strict=True):
        if small in side.lexicon("saying_form"):
            yield Report("say" if small in neutral else small, frozenset(), word.start, word.end)


def _said(side: Side) -> Iterator[Report]:
    neutral, clausal = side.lexicon("neutral_saying"), side.lexicon("saying_with_clause")
    always = neutral | side.lexicon("saying")
    for at, word in enumerate(side.tagged):
        if word.tag[:2] != "VV":
            continue
        if _reported(side, at):
            yield Report("say", frozenset(), word.start, word.end)
        elif _verb_of_saying(side, at) and (
            word.lemma in always or (word.lemma in clausal and _clause(side, at))
        ):
            manner = "say" if word.lemma in neutral else word.lemma
            source = _before(side.tagged[:at]) or nouns(side.tagged[at + 1 :], 5)
            yield Report(manner, source, word.start, word.end)


def _verb_of_saying(side: Side, at: int) -> bool:
    """Tell whether a word can report what somebody says: "X says", "to say" and "denies claims" do not."""
    after_a_verb = at > 0 and side.tagged[at - 1].tag in {"VVZ", "VVD"}
    tag = side.tagged[at].tag
    return tag.startswith("VV") and tag != "VVI" and not after_a_verb and not _passive(side, at)


def _reported(side: Side, at: int) -> bool:
    """Tell whether something is reported by whomever: "casualties reported", but not "reported to be ill"."""
    following = side.tagged[at + 1 : at + 2]
    return (
        side.tagged[at].lemma == "report"
        and _passive(side, at)
        and not (following and following[0].tag == "TO0")
    )


def _before(words: Sequence[Tagged]) -> frozenset[str]:
    """Return the nouns before a verb and its auxiliaries."""
    return nouns(dropwhile(lambda word: word.tag[:2] in {"VB", "VH", "VM", "AV", "XX"}, reversed(words)), 6)


def _passive(side: Side, at: int) -> bool:
    if side.tagged[at].lemma == "tell":
        return False  # the court is told
    return side.tagged[at].tag == "VVN" and not any(
        word.lemma == "have" for word in side.tagged[max(0, at - 2) : at]
    )


def _clause(side: Side, at: int) -> bool:
    """Tell whether a clause hangs on the verb, or the verb closes one: "X is ill, reports say"."""
    following = side.tagged[at + 1 : at + 10]
    if not following or following[0].tag == "PUN":
        return True
    if following[0].text.lower() == "that":
        return True
    subject = list(takewhile(lambda word: word.tag in _NOMINAL, following))
    return bool(subject) and any(word.tag in _FINITE for word in following[len(subject) : len(subject) + 1])


def _according(side: Side) -> Iterator[Report]:
    for at, word in enumerate(side.tagged[:-1] if "according" in side.small else ()):
        if word.text.lower() == "according":
            yield Report("say", nouns(side.tagged[at + 2 :], 6), word.start, word.end)


def _dashed(side: Side) -> Iterator[Report]:
    """Yield a headline's source after a dash: "Two dead - police"."""
    match = _DASHED.search(side.text)
    inside = [word for word in side.tagged if match and word.start >= match.start("source")]
    if (
        match
        and 0 < len(inside) <= 4
        and inside[-1].tag[0] == "N"
        and not any(word.tag[0] == "V" for word in inside)
    ):
        yield Report("say", nouns(inside, 4), match.start("source"), match.end())


def _first(side: Side) -> Iterator[Report]:
    """Yield a headline's speaker before a colon, faintly, for it may as well be a topic."""
    match = _FIRST.search(side.text)
    if match and len(match["source"].split()) <= 3:
        yield Report("say", frozenset(), match.start(), match.end("source"), faint=True)
