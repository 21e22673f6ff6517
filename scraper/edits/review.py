"""Judge the step from one version to the next as a whole: what it is, how much it matters, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from scraper.article import Kind, Outcome, Part, fingerprint
from scraper.edits.notes import corrections, developing, noted, standing, updated
from scraper.edits.reason import reason
from scraper.edits.words import words
from scraper.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.article import Article, Edit, Version
    from scraper.edits.notes import Corrections

MOST = 0.6
"""The share of sentences that must be replaced for a text to count as rewritten."""

KEPT = 0.5
"""The share of words, both sides together, below which a reworded sentence is replaced by another."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a review needs of a version before the older of the two: number, fingerprint and headline."""

    number: int
    fingerprint: str
    headline: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A whole step: its flags, a rank from 0 to 1, and one sentence that explains the rank."""

    flags: tuple[str, ...]
    rank: float
    reason: str


def earlier(version: Version) -> Earlier:
    """Return of a version what a review needs."""
    return Earlier(version.number, fingerprint(version.article), version.article.headline)


def review(
    old: Article,
    new: Article,
    edits: Sequence[Edit],
    history: Sequence[Earlier] = (),
    *,
    outcomes: tuple[Outcome, Outcome] = (Outcome.READ, Outcome.READ),
) -> Review:
    """Return flags, rank and reason of the step from `old` to `new`, whose `edits` are `compare(old, new)`.

    `history` are the versions before `old`, oldest first. `outcomes` say how both visits ended;
    where the later is `GONE`, `new` is the last text seen and equals `old`.
    """
    corrected = corrections(old, new)
    silent = _unacknowledged(old, new, edits, corrected)
    admitted = (("correction", bool(corrected)), ("unacknowledged", silent))
    own = [*_presence(*outcomes), *(flag for flag, holds in admitted if holds)]
    flags = tuple(dict.fromkeys([*own, *_flags(old, new, edits, history)]))
    said = reason(edits, flags, corrected, _returned(old, new, history), stale=noted(new))
    return Review(flags, _rank(edits, flags), said)


def _presence(before: Outcome, after: Outcome) -> Iterator[str]:
    if (before is Outcome.GONE) != (after is Outcome.GONE):
        yield "withdrawn" if after is Outcome.GONE else "restored"


def _flags(old: Article, new: Article, edits: Sequence[Edit], history: Sequence[Earlier]) -> Iterator[str]:
    yield from _returns(old, new, history)
    yield from _extent(old, edits)
    if edits and _renewed(old, new):
        yield "updated"


def _unacknowledged(old: Article, new: Article, edits: Sequence[Edit], corrected: Corrections) -> bool:
    """Tell whether the facts changed, or a correction went, and the page is silent about it (decision 7).

    A page with a note of its own, a renewed date, or a story that says it is still developing is not silent;
    where a note tells of something else, the reason says so.
    """
    facts = any(edit.substantive and edit.part is not Part.BYLINE for edit in edits)
    if not (facts or corrected.gone) or _renewed(old, new) or updated(old, new):
        return False
    return not (standing(new) or developing(new) or developing(old))


def _renewed(old: Article, new: Article) -> bool:
    if new.modified is None:
        return False
    known = old.modified or old.published
    return known is None or new.modified > known


def _returned(old: Article, new: Article, history: Sequence[Earlier]) -> int:
    """Return the latest earlier version that reads like `new`, whole or in its headline; else 0."""
    mark = fingerprint(new)
    if mark == fingerprint(old):
        return 0
    whole = [each.number for each in history if each.fingerprint == mark]
    titled = [
        each.number for each in history if new.headline and each.headline == new.headline != old.headline
    ]
    return max(whole or titled, default=0)


def _returns(old: Article, new: Article, history: Sequence[Earlier]) -> Iterator[str]:
    if not _returned(old, new, history):
        return
    yield "revert"
    headlines = [*(each.headline for each in history), old.headline, new.headline]
    marks = [*(each.fingerprint for each in history), fingerprint(old), fingerprint(new)]
    if _alternates(headlines) or _alternates(marks):
        yield "alternating"


def _alternates(told: Sequence[str | None]) -> bool:
    """Tell whether the last four different wordings in a row are two by turns: A, B, A, B."""
    turns = [one for at, one in enumerate(told) if at == 0 or one != told[at - 1]][-4:]
    return len(turns) == 4 and turns[0] == turns[2] and turns[1] == turns[3]


def _extent(old: Article, edits: Sequence[Edit]) -> Iterator[str]:
    """Yield how much of the article the edits touch."""
    if edits and all(edit.part is Part.HEADLINE for edit in edits):
        yield "retitled"
    body = [edit for edit in edits if edit.part is Part.BODY]
    kinds = Counter(edit.kind for edit in body)
    came, went, replaced = kinds[Kind.ADDED], kinds[Kind.REMOVED], sum(map(_replaced, body))
    count = sum(len(sentences(text, old.language)) for text in old.paragraphs)
    if count >= 5 and went + replaced >= MOST * count and came + replaced >= MOST * count:
        yield "rewritten"
    elif came - went >= max(3, count / 4):
        yield "expanded"
    elif went - came >= max(3, count / 4):
        yield "cut"


def _replaced(edit: Edit) -> bool:
    """Tell whether hardly a word of a reworded sentence was kept."""
    if edit.kind is not Kind.REWORDED:
        return False
    sizes = [(run.fate, len(words(run.text))) for run in edit.runs]
    kept, changed = (sum(size for fate, size in sizes if (fate == "same") is same) for same in (True, False))
    return 2 * kept < KEPT * (2 * kept + changed)


_FLAGS = {
    "withdrawn": 0.95,
    "correction": 0.5,
    "unacknowledged": 0.5,
    "restored": 0.4,
    "revert": 0.3,
    "rewritten": 0.3,
}
_ALTERNATING = 0.5
"""What is left of the rank of a wording that takes turns with another: most likely a test of headlines."""
_IN_THE_OPEN = 0.6
"""What is left of the rank of a change that the page dates, and that corrects nothing: the story went on."""


def _rank(edits: Sequence[Edit], flags: Sequence[str]) -> float:
    """Return the rank of the step: the three weightiest edits and the flags, joined like chances."""
    weightiest = sorted((edit.rank for edit in edits), reverse=True)[:3]
    counted = [weight * share for weight, share in zip(weightiest, (1.0, 0.3, 0.2), strict=False)]
    joined = 1 - prod(1 - weight for weight in [*counted, *(_FLAGS.get(flag, 0.0) for flag in flags)])
    dated = "updated" in flags and "correction" not in flags
    return round(joined * (_ALTERNATING if "alternating" in flags else 1) * (_IN_THE_OPEN if dated else 1), 3)
