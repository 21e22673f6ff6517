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
_NOMINAL = {"PRF", "PRP", "NN0", "NN1", "NN2", "NP0", "PNP", "AT0", "AJ0", "CRD", "DT0", "DPS", "POS", "AV0"}
_SPEAKING = _NOMINAL - {"PRP", "AV0"}
_HELPING = {"VB", "VH", "VM", "AV", "XX"}
_FINITE = ("VVN", "VVZ", "VVD", "VBZ", "VBD", "VBB", "VHZ", "VHD", "VHB", "VM0", "VDZ", "VDD")


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting clause: how it is said, the nouns that name the source, the place of the saying word.

    A `faint` one, as in "Xi: trade will grow", only excuses its like on the other side; its source is empty
    where a person's name or role stands. The `manner` after a dash is empty: it is like any.
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
    same = len(gone) == len(come) and all(
        _one_source(a.source, b.source) for a, b in zip(gone, come, strict=True)
    )
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
    alike = old.manner == new.manner or old.faint or new.faint or not (old.manner and new.manner)
    return alike and (not old.source or not new.source or _one_source(old.source, new.source))


def _one_source(old: frozenset[str], new: frozenset[str]) -> bool:
    """Tell whether two sources share a noun, or one is the other's initials: "PM" for "prime minister"."""
    shortened = any(
        sorted(word) == sorted(noun[0] for noun in nouns)
        for one, nouns in ((old, new), (new, old))
        for word in one
        if 1 < len(word) == len(nouns)
    )
    return shortened or not old.isdisjoint(new)


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
            yield Report(manner, source, *_clause_place(side.tagged, at))


def _clause_place(words: Sequence[Tagged], at: int) -> tuple[int, int]:
    """Return where a reporting clause stands: the verb with who says it, before it or after."""
    helping = list(takewhile(lambda word: word.tag[:2] in _HELPING, reversed(words[:at])))
    first = at - len(helping)
    source = list(takewhile(lambda word: word.tag in _SPEAKING, reversed(words[:first])))
    if source:
        return source[-1].start, words[at].end
    named = list(takewhile(lambda word: word.tag in _SPEAKING, words[at + 1 : at + 7]))
    follows = named and (at == 0 or words[at - 1].tag == "PUN")
    return words[at].start, named[-1].end if follows else words[at].end


def _verb_of_saying(side: Side, at: int) -> bool:
    """Tell whether a word can report what somebody says: "X says", "to say" and "denies claims" do not."""
    tag = side.tagged[at].tag
    # "Media reports say": where a plural verb follows, what looks like a verb was its subject.
    likely = tag == "VVB" or side.tagged[at].lemma == "say"
    after_a_verb = at > 0 and side.tagged[at - 1].tag in {"VVZ", "VVD"} and not likely
    return tag.startswith("VV") and tag not in {"VVI", "VVG"} and not after_a_verb and not _passive(side, at)


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
    return nouns(dropwhile(lambda word: word.tag[:2] in _HELPING, reversed(words)), 6)


def _passive(side: Side, at: int) -> bool:
    if side.tagged[at].lemma == "tell":
        return False  # the court is told
    return side.tagged[at].tag == "VVN" and not any(
        word.lemma == "have" for word in side.tagged[max(0, at - 2) : at]
    )


def _clause(side: Side, at: int) -> bool:
    """Tell whether a clause hangs on the verb, or the verb closes one: "X is ill, reports say"."""
    following = side.tagged[at + 1 : at + 12]
    if not following or following[0].tag == "PUN":
        return True
    if (
        at
        and side.tagged[at - 1].tag == "PUN"
        and all(word.tag in _SPEAKING for word in side.tagged[at + 1 :])
    ):
        return True  # "..., finds report"
    if following[0].text.lower() == "that":
        return True
    subject = list(takewhile(lambda word: word.tag in _NOMINAL, following))
    return bool(subject) and any(word.tag in _FINITE for word in following[len(subject) : len(subject) + 1])


def _according(side: Side) -> Iterator[Report]:
    for at, word in enumerate(side.tagged[:-1] if "according" in side.small else ()):
        if word.text.lower() == "according":
            named = list(takewhile(lambda word: word.tag in _SPEAKING, side.tagged[at + 2 : at + 8]))
            yield Report("say", nouns(named, 6), word.start, (named or [word])[-1].end)


def _dashed(side: Side) -> Iterator[Report]:
    """Yield a headline's source after a dash: "Two dead - police"."""
    match = _DASHED.search(side.text)
    inside = [word for word in side.tagged if match and word.start >= match.start("source")]
    if (
        match
        and 0 < len(inside) <= 4
        and inside[-1].tag[0] == "N"
        and not any(word.tag[0] == "V" or word.tag == "CJC" or word.text == "&" for word in inside)
    ):
        yield Report("", nouns(inside, 4), match.start("source"), match.end())


def _first(side: Side) -> Iterator[Report]:
    """Yield a headline's speaker before a colon, faintly, for it may as well be a topic."""
    match = _FIRST.search(side.text)
    if match and len(match["source"].split()) <= 3:
        said = [word for word in side.tagged if word.end <= match.end("source")]
        speaker = all(word.tag == "NP0" or word.lemma in side.lexicon("role") for word in said)
        topic = frozenset() if speaker else nouns(said, 4)
        yield Report("say", topic, match.start(), match.end("source"), faint=True)
