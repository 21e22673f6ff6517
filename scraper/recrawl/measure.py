"""How well does the policy do: true capture on the control sample, predictions against what was seen."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import timedelta

    from scraper.recrawl.rehearsal import Rehearsal


TENTHS = 10


@dataclass(frozen=True, slots=True)
class Capture:
    """What the policy would have caught of the control sample; `delay` is the median over all edits.

    `delay` is `None` where half of the edits or more were followed by no visit, or where there were none.
    """

    articles: int
    visits: int
    edits: int
    captured: int
    delay: timedelta | None


@dataclass(frozen=True, slots=True)
class Bin:
    """Visits with a like prediction: how many, the mean predicted chance, the share that saw a change."""

    visits: int
    predicted: float
    observed: float


def capture(rehearsals: Sequence[Rehearsal]) -> Capture:
    """Return the totals of the control sample's rehearsals."""
    delays = [delay for rehearsal in rehearsals for delay in rehearsal.delays]
    known = sorted(delay for delay in delays if delay is not None)
    middle = len(delays) // 2
    return Capture(
        articles=len(rehearsals),
        visits=sum(len(rehearsal.visits) for rehearsal in rehearsals),
        edits=len(delays),
        captured=sum(rehearsal.captured for rehearsal in rehearsals),
        delay=known[middle] if middle < len(known) else None,
    )


def calibration(visits: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Return predicted beside observed change for each tenth of [0, 1) that has visits.

    >>> calibration([(0.11, False), (0.13, True), (0.52, True)])
    (Bin(visits=2, predicted=0.12, observed=0.5), Bin(visits=1, predicted=0.52, observed=1.0))
    """
    groups = groupby(sorted(visits), key=lambda visit: min(int(visit[0] * TENTHS), TENTHS - 1))
    return tuple(_bin(list(members)) for _, members in groups)


def _bin(members: Sequence[tuple[float, bool]]) -> Bin:
    predicted, observed = (statistics.fmean(column) for column in zip(*members, strict=True))
    return Bin(len(members), round(predicted, 6), observed)
