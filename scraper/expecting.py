"""What a version announces, what became of earlier announcements, and which event calls us back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scraper.announcements import announcements, fate
from scraper.recrawl import cue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from scraper.article import Announcement, Article
    from scraper.recrawl import Pace
    from scraper.visit import Awaited

OPEN = {"pending", "overdue"}


@dataclass(frozen=True, slots=True)
class Expected:
    """What to write and what to wait for: new announcements, and each open one with its fate now."""

    announced: tuple[Announcement, ...] = ()
    fates: tuple[tuple[int, str], ...] = ()
    waiting: tuple[Announcement, ...] = ()

    def pace(self, pace: Pace, now: datetime, zone: str) -> Pace:
        """Return an article's pace with the next awaited event as its cue."""
        at, latest = cue(self.waiting, now, zone) or (None, None)
        return replace(pace, cue_at=at, cue_latest=latest)


def first_expected(article: Article, now: datetime, zone: str) -> Expected:
    """Return what the first version of an article announces."""
    found = announcements(article, published=article.modified or article.published or now, zone=zone)
    return Expected(announced=found, waiting=found)


def still_expected(
    awaited: Sequence[Awaited], old: Article, new: Article, now: datetime, zone: str
) -> Expected:
    """Return what became of the awaited announcements of `old` in `new`, and what `new` announces besides.

    An announcement that was moved to another time ends, and its new wording begins one of its own.
    """
    fates = tuple((each.ident, fate(each.announcement, now, old, new, zone=zone)) for each in awaited)
    kept = tuple(each.announcement for each, (_, end) in zip(awaited, fates, strict=True) if end in OPEN)
    fresh: tuple[Announcement, ...] = ()
    if new is not old:
        known = {each.announcement.sentence for each in awaited}
        found = first_expected(new, now, zone).announced
        fresh = tuple(one for one in found if one.sentence not in known)
    return Expected(fresh, fates, (*kept, *fresh))
