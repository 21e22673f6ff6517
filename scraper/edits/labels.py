"""Label the difference between two wordings of one text, with the evidence for each label."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.article import Evidence
from scraper.edits.attribution import attribution
from scraper.edits.certainty import certainty
from scraper.edits.forms import tense_by_form
from scraper.edits.names import name
from scraper.edits.numbers import number
from scraper.edits.polarity import polarity
from scraper.edits.quotes import quote
from scraper.edits.relations import relations
from scraper.edits.rest import rest
from scraper.edits.side import Side, nearby, tongue
from scraper.edits.spelling import spelling
from scraper.edits.sureness import directed
from scraper.edits.tense import tense
from scraper.edits.times import when
from scraper.edits.titled import as_sentences
from scraper.edits.weight import weighs
from scraper.edits.words import plain

_NEARBY = {number, when, certainty, relations}
_RULES = (
    tense, tense_by_form, number, when, name, quote, attribution, certainty, polarity, relations, spelling,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a difference means: its labels, whether it changes the facts, and why each label holds."""

    labels: tuple[str, ...]
    substantive: bool
    evidence: tuple[Evidence, ...]


def label(before: str, after: str, language: str | None = None) -> Labelled:
    """Return the labels that hold for `before` becoming `after`; none where the wording is equal.

    `language` is a BCP 47 tag; where it is not known the small words of the texts tell it.

    >>> label("The PM is due to meet aides.", "The PM met aides.").labels
    ('tense',)
    """
    if plain(before) == plain(after):
        return Labelled((), substantive=False, evidence=())
    if not before or not after:
        whole = Evidence("detail", "a whole sentence", _all(before), _all(after))
        return Labelled(("detail",), substantive=True, evidence=(whole,))
    tag = tongue(language, f"{before} {after}")
    told = as_sentences(before, after) if tag == "en" else (before, after)
    old, new = (Side(text, tag) for text in told)
    near = nearby(old, new)
    evidence = [found for rule in _RULES for found in rule(*(near if rule in _NEARBY else (old, new)))]
    evidence = [directed(each, old, new) for each in (*evidence, *rest(old, new, evidence))]
    evidence = [each for each in evidence if not _of_a_name(each, evidence)]
    labels = tuple(dict.fromkeys(found.label for found in evidence))
    return Labelled(
        labels, substantive=any(weighs(each, old, new) for each in evidence), evidence=tuple(evidence)
    )


def _of_a_name(found: Evidence, others: list[Evidence]) -> bool:
    """Tell whether a spelling is that of a name, which its own label tells."""
    return (
        found.label == "spelling"
        and bool(found.before and found.after)
        and any(
            each.label == "name"
            and set(found.before) <= set(each.before)
            and set(found.after) <= set(each.after)
            for each in others
        )
    )


def _all(text: str) -> tuple[tuple[int, int], ...]:
    return ((0, len(text)),) if text else ()
