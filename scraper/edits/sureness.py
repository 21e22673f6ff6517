"""In which direction an edit of certainty goes: whether the claim was made surer or weaker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scraper.edits.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.article import Evidence
    from scraper.edits.side import Side

SURER, WEAKER = "surer", "weaker"
_SCALE = {"sure": 1, "rather_sure": -1, "hardly_sure": -2}
"""Steps of the word lists from 0, a plain statement."""
_OF_VERBS = {"modals differ", "would and will", "accused and done"}
"""The rules that show a verb on either side: one without a modal or a doubt is a plain statement."""


def directed(evidence: Evidence, old: Side, new: Side) -> Evidence:
    """Return evidence of certainty with its direction for a note, where there is one; any other as it is."""
    if evidence.label != "certainty" or evidence.note:
        return evidence
    plain = evidence.rule in _OF_VERBS
    before, after = _step(old, evidence.before, plain=plain), _step(new, evidence.after, plain=plain)
    return replace(evidence, note=_direction(before, after))


def _step(side: Side, places: Sequence[tuple[int, int]], *, plain: bool) -> int | None:
    """Return how sure the words at `places` make a claim; `None` for a hedge that the scale has not.

    Of several the weakest counts. Without a word it is a plain statement, as with a verb alone if `plain`.
    """
    read = [(word.start, {word.lemma, word.text.lower()}) for word in side.tagged]
    read = read or [(word.start, {word.small}) for word in side.words]
    said = [forms for at, forms in read if any(start <= at < end for start, end in places)]
    steps = [step for forms in said for step in _steps(side, forms)]
    hedged = places and not (plain and lexicon(side.language, "accusing").isdisjoint(set().union(*said)))
    return min(steps, default=None if hedged else 0)


def _steps(side: Side, forms: set[str]) -> list[int]:
    return [step for name, step in _SCALE.items() if not side.lexicon(name).isdisjoint(forms)]


def _direction(before: int | None, after: int | None) -> str:
    """Return how the claim moved; a hedge off the scale is known to be weaker than a plain statement only."""
    if before is None or after is None:
        known = after if before is None else before
        if known is None or known < 0:
            return ""
        return SURER if before is None else WEAKER
    return SURER if before < after else WEAKER if after < before else ""
