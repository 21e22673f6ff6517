"""What the policy knows of one article, what the operator asks for, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Pace:
    """How one article has been changing; all times are aware UTC.

    `source` is the site's name, `host` the server that is asked. `last_visit` is the last one that was read.
    `post_a` and `post_b` are the Gamma posterior of the article's own liveliness (mean a/b, 1 at the start).
    `cue_at` to `cue_latest` is when an announced event should happen. `control` marks the dense sample.
    `utc_offset` is how many hours the site's clock is ahead of UTC: newsrooms sleep by their own clock.
    """

    first_seen: datetime
    source: str
    host: str
    published: datetime | None = None
    last_visit: datetime | None = None
    last_change: datetime | None = None
    post_a: float = 1.0
    post_b: float = 1.0
    cue_at: datetime | None = None
    cue_latest: datetime | None = None
    control: bool = False
    utc_offset: float = 0.0

    @property
    def born(self) -> datetime:
        """Return when the article's age begins: its publication, if that is not after its first sight."""
        return min(self.published, self.first_seen) if self.published else self.first_seen


@dataclass(frozen=True, slots=True)
class Policy:
    """What the operator asks for; durations are in hours.

    `p_star` is the probability of a change at which a visit is worth its price. `alpha` weighs an hour of
    staleness against a captured version. An article is left alone for `floor` after a visit and retired
    `horizon` after its first sight. `cue_worth` is the value of a version that follows an
    announced event against that of any other.
    """

    p_star: float = 0.10
    alpha: float = 3e-4
    floor: float = 5 / 60
    horizon: float = 14 * 24.0
    cue_worth: float = 1.0
    control_every: float = 0.25
    control_for: float = 24.0


@dataclass(frozen=True, slots=True)
class Due:
    """When the next visit is due, `None` for never again.

    `slope` is the evidence that an hour of waiting adds: (now - at) * slope orders what is overdue.
    `reason` is one of unvisited, control, evidence, announced, hint, final, retired, failed, suspect, gone.
    """

    at: datetime | None
    slope: float
    reason: str
