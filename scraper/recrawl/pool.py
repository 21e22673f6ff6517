"""What all articles have taught together: age curve, levels of sites, clock, cues, bursts, hosts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row = tuple[str, str, float, float]
"""A table, its key, and what to add to (or what stands in) N, changes seen, and E, changes expected."""

EDGES = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 24.0, 48.0, 96.0, 168.0, 336.0)
"""Edges of the age buckets in hours; the last bucket also stands for everything older."""

FADE = 0.98
"""What evidence still weighs a day later; the store, too, lets its rows fade by it."""

# Prior counts: the study's section 4 (its fits hardly depend on them).
_EDITS_PER_ARTICLE, _LOMAX_SCALE, _LOMAX_TAIL = 0.5, 2.0, 0.6
_HAZARD_WEIGHT, _LEVEL_WEIGHT, _CLOCK_WEIGHT, _CUE_WEIGHT, _BURST_WEIGHT = 3.0, 5.0, 30.0, 5.0, 10.0
_CUE, _BURST, _HINT, _HINT_WEIGHT = 0.4, 0.15, 0.66, 3.0

_HAZARD_KEYS = tuple(("hazard", str(bucket)) for bucket in range(12))
_CLOCK_KEYS = tuple(("clock", str(hour)) for hour in range(24))
_NOTHING = (0.0, 0.0)


def _prior_hazard() -> tuple[float, ...]:
    """Return edits per hour by age bucket for an average article, from published figures (Lomax decay)."""
    done = [1 - (1 + edge / _LOMAX_SCALE) ** -_LOMAX_TAIL for edge in EDGES]
    return tuple(
        _EDITS_PER_ARTICLE * (done[z + 1] - done[z]) / (EDGES[z + 1] - EDGES[z])
        for z in range(len(EDGES) - 1)
    )


_PRIOR_HAZARD = _prior_hazard()


@dataclass(frozen=True)
class PoolDelta:
    """What one visit teaches the pool: increments that the store adds in the visit's transaction."""

    rows: tuple[Row, ...] = ()

    def __add__(self, other: PoolDelta) -> PoolDelta:
        return PoolDelta(self.rows + other.rows)


@dataclass(frozen=True)
class Pool:
    """The learned tables, without their priors: an empty pool knows what the literature knows."""

    counts: Mapping[tuple[str, str], tuple[float, float]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    @classmethod
    def prior(cls) -> Pool:
        """Return the pool before the first visit."""
        return cls()

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Pool:
        """Return the pool that stands in the store's rows."""
        return cls.prior().plus(PoolDelta(tuple(rows)))

    def rows(self) -> tuple[Row, ...]:
        """Return the pool as the store keeps it."""
        return tuple((table, key, n, e) for (table, key), (n, e) in self.counts.items())

    def plus(self, delta: PoolDelta) -> Pool:
        """Return the pool with one visit's increments added."""
        counts = dict(self.counts)
        for table, key, n, e in delta.rows:
            had = counts.get((table, key), _NOTHING)
            counts[table, key] = (had[0] + n, had[1] + e)
        return Pool(counts)

    def faded(self) -> Pool:
        """Return the pool a day later: old evidence weighs less, so that habits may change."""
        return Pool({key: (n * FADE, e * FADE) for key, (n, e) in self.counts.items()})

    @cached_property
    def hazard(self) -> tuple[float, ...]:
        """Edits per hour for each age bucket, of an article with liveliness 1 at a site of level 1."""
        weight = _HAZARD_WEIGHT
        seen = [self.counts.get(key, _NOTHING) for key in _HAZARD_KEYS]
        return tuple(
            (weight + n) / (weight / prior + e) for prior, (n, e) in zip(_PRIOR_HAZARD, seen, strict=True)
        )

    @cached_property
    def clock(self) -> tuple[float, ...]:
        """The factor of each hour of the day, UTC."""
        weight = _CLOCK_WEIGHT
        seen = [self.counts.get(key, _NOTHING) for key in _CLOCK_KEYS]
        return tuple((weight + n) / (weight + e) for n, e in seen)

    @cached_property
    def clock_sums(self) -> tuple[float, ...]:
        """The clock added up from midnight: 25 values, the last is a whole day."""
        return tuple(accumulate(self.clock, initial=0.0))

    def level(self, source: str) -> float:
        """Return how lively a site is against the pool: observed over expected, shrunk to 1."""
        n, e = self.counts.get(("level", source), _NOTHING)
        return (_LEVEL_WEIGHT + n) / (_LEVEL_WEIGHT + e)

    @cached_property
    def cue(self) -> float:
        """Edits that an announced event brings."""
        n, e = self.counts.get(("cue", ""), _NOTHING)
        return (_CUE_WEIGHT * _CUE + n) / (_CUE_WEIGHT + e)

    @cached_property
    def burst(self) -> float:
        """Edits that follow at once on a seen one."""
        n, e = self.counts.get(("burst", ""), _NOTHING)
        return (_BURST_WEIGHT * _BURST + n) / (_BURST_WEIGHT + e)

    def hint(self, source: str) -> float:
        """Return the share of a site's "modified" hints that a visit confirmed."""
        n, e = self.counts.get(("hint", source), _NOTHING)
        return (_HINT_WEIGHT * _HINT + n) / (_HINT_WEIGHT + e)

    def validators(self, host: str) -> tuple[float, float]:
        """Return how often a host's unchanged validator was checked, and how often the words had changed."""
        n, e = self.counts.get(("validators", host), _NOTHING)
        return e, n
