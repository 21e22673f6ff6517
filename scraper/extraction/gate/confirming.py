"""What becomes of a suspicion when the next capture comes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from scraper.article import Article, Outcome, fingerprint

if TYPE_CHECKING:
    from scraper.extraction.gate.verdict import Verdict

CONFIRMED = 2  # captures that agree, the first included
_GONE = "gone"


class Action(StrEnum):
    """What to do with the capture at hand and the suspicion before it."""

    VERSION = "version"
    GONE = "gone"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A capture kept but not compared: what it said (a fingerprint, or "gone") and how often in a row."""

    mark: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and the suspicion that stands afterwards.

    `version`: compare this capture as usual. `gone`: the article is gone. `wait`: look again soon.
    """

    action: Action
    pending: Suspicion | None = None


def confirm(pending: Suspicion | None, verdict: Verdict, article: Article | None) -> Decision:
    """Decide by the suspicion that stands, and the new capture, which is suspect or gone by its verdict.

    Captures that agree twice in a row become a version or `gone`. A wall or an error page decides nothing.
    """
    if not verdict.lasting:
        return Decision(Action.WAIT, pending)
    mark = mark_of(verdict, article)
    seen = pending if pending and pending.mark == mark else Suspicion(mark, 0)
    now = replace(seen, count=seen.count + 1)
    if now.count < CONFIRMED:
        return Decision(Action.WAIT, now)
    return Decision(Action.GONE if mark == _GONE else Action.VERSION)


def mark_of(verdict: Verdict, article: Article | None) -> str:
    """Return what two captures must have in common to confirm each other."""
    lost = verdict.reason.startswith(("soft 404", "redirected to the home page"))
    if verdict.outcome is Outcome.GONE or lost or article is None:
        return _GONE
    return fingerprint(article)
