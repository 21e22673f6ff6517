"""The label `attribution`: who says so changes, comes or goes."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.found import spans
from scraper.edits.lexicon import alike, grouped
from scraper.edits.sources import Report, passive, reports
from scraper.edits.verbs import verb_groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.side import Side


def attribution(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield the reporting clauses that one side has and the other has not."""
    before, after = reports(old), reports(new)
    gone, come = _unmatched(old, before, new, after), _unmatched(new, after, old, before)
    if gone or come:
        note = _note(gone, come)
        yield Evidence("attribution", "reporting clauses differ", spans(gone), spans(come), note)


def _note(gone: Sequence[Report], come: Sequence[Report]) -> str:
    """Return what happened; where one source says it in another manner, that is all."""
    if not gone or not come:
        return "source added" if come else "source dropped"
    same = len(gone) == len(come) and all(
        _one_source(a.source, b.source) for a, b in zip(gone, come, strict=True)
    )
    return "another manner" if same else "another source"


def _unmatched(side: Side, here: Sequence[Report], other: Side, there: Sequence[Report]) -> list[Report]:
    """Return the clauses that `other` lacks; it does not lack one whose verb it merely uses otherwise."""
    topics = {each.manner for each in here if each.faint}
    there = [one for one in there if not (one.faint and one.manner in topics)]
    same = partial(_same, side, other)
    lacking = [each for each in here if not each.faint and not any(same(each, one) for one in there)]
    if not lacking:
        return []
    verbs = {
        word.lemma for at, word in enumerate(other.tagged) if word.tag[0] == "V" and not passive(other, at)
    } - {one.manner for one in there}
    return [
        each
        for each in lacking
        if not any(_alike(each.manner, verb) for verb in verbs)
        and not (each.manner == "" and _does(each.source, other))
    ]


def _does(source: frozenset[str], side: Side) -> bool:
    """Tell whether a side tells what he does who is named after a dash: that is no news of who speaks."""
    return any(group.subject & source for group in verb_groups(side.tagged))


def _same(side: Side, other: Side, old: Report, new: Report) -> bool:
    """Tell whether two clauses say it alike and nothing shows that another source speaks."""
    open_manner = old.faint or new.faint or not (old.manner and new.manner)
    one_manner = open_manner or _alike(old.manner, new.manner)  # "vows", "promises"
    if any(_topic(*pair) for pair in ((old, new), (new, old))):
        return False
    if not one_manner or not old.source or not new.source or _one_source(old.source, new.source):
        return one_manner
    if {old.known_by, new.known_by} != {"role", "name"}:
        return False
    office, named = (side, new) if old.known_by == "role" else (other, old)  # "the PM says", "Johnson says"
    return named.source.isdisjoint(office.lemmas)  # "Johnson resigns, minister says": another


def _topic(one: Report, other: Report) -> bool:
    """Tell whether what stands before a colon is more than a speaker: "Iran talks: ...", "Iran says ..."."""
    kicker = one.faint and one.manner != "say" and other.manner != "" and not other.faint
    return (
        kicker
        and one.known_by == ""
        and other.source != frozenset()
        and not all(any(alike("en", noun, told) for told in other.source) for noun in one.source)
    )


def _alike(old: str, new: str) -> bool:
    return alike("en", old, new) or grouped("en", "manner_alike", old, new)


def _one_source(old: frozenset[str], new: frozenset[str]) -> bool:
    """Tell whether two sources share a noun, stand one for the other, or one is the other's initials."""
    shortened = any(
        sorted(word) == sorted(noun[0] for noun in nouns)
        for one, nouns in ((old, new), (new, old))
        for word in one
        if 1 < len(word) == len(nouns)
    )
    return shortened or any(alike("en", *pair) for pair in product(old, new))
