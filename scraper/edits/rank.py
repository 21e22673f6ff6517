"""How much an edit matters to a reader, from 0 to 1."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from scraper.article import Kind, Part
from scraper.edits.quotes import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABELS = {
    "polarity": 0.9, "quote": 0.75, "number": 0.7, "attribution": 0.65, "certainty": 0.65, "name": 0.55,
    "tense": 0.5, "when": 0.5, "detail": 0.4, "wording": 0.1, "spelling": 0.03,
}  # fmt: skip
_PARTS = {Part.HEADLINE: 1.0, Part.STANDFIRST: 0.95, Part.BODY: 0.85, Part.BYLINE: 0.4}
STYLE = 0.2
"""What is left of the rank of an edit that changes no fact."""


_HELD = 0.2
"""What a quotation or a figure adds to a sentence that came or went."""


def rank(part: Part, kind: Kind, labels: Sequence[str], *, substantive: bool, whole: str = "") -> float:
    """Return the rank of an edit: its labels' weights joined like chances, weighed by where it stands.

    `whole` is the text that came or went; of a reworded one its labels tell enough.
    """
    if kind is Kind.MOVED:
        return 0.05
    counted = [_LABELS[label] for label in labels] + [_HELD] * _holds(whole)
    joined = 1 - prod(1 - weight for weight in counted)
    return round(joined * _PARTS[part] * (1.0 if substantive else STYLE), 3)


def _holds(whole: str) -> int:
    return bool(quoted(whole)) + any(sign.isdigit() for sign in whole)
