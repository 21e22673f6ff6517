"""Label the difference between two wordings of one text, with the evidence for each label."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.article import Evidence, normalise
from scraper.edits.tense import tense

_RULES = (tense,)


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a difference means: its labels, whether it changes the facts, and why each label holds."""

    labels: tuple[str, ...]
    substantive: bool
    evidence: tuple[Evidence, ...]


def label(before: str, after: str) -> Labelled:
    """Return the labels that hold for `before` becoming `after`; none where the wording is equal.

    >>> label("The PM is due to meet aides.", "The PM met aides.").labels
    ('tense',)
    """
    if normalise(before) == normalise(after):
        return Labelled((), substantive=False, evidence=())
    evidence = tuple(found for rule in _RULES for found in rule(before, after))
    labels = tuple(dict.fromkeys(found.label for found in evidence))
    return Labelled(labels, substantive=bool(labels), evidence=evidence)
