"""What changed in a period, per article and ranked, and how much of it is not worth telling."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from scraper.article import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from scraper.article import Article, Edit, Overdue, Part, Revision

# A take-down is news of its own (decision 6), though its revision may carry no edit.
# So is a correction that comes, changes or goes with nothing else to tell.
EVENTS = frozenset({"withdrawn", "restored", "correction"})
UNDONE = 0.5


@dataclass(frozen=True, slots=True)
class Link:
    """One edit of a change, and the revision it came by."""

    edit: Edit
    revision: Revision


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one sentence in the period: the edits that touched it, one after the other."""

    links: tuple[Link, ...]

    @property
    def part(self) -> Part:
        """The part of the article that it touches."""
        return self.links[0].edit.part

    @property
    def rank(self) -> float:
        """The rank of its weightiest edit, from 0 to 1."""
        return max(link.edit.rank for link in self.links)

    @property
    def before(self) -> str | None:
        """The sentence before the period; `None` where it was not there."""
        return self.links[0].edit.before

    @property
    def after(self) -> str | None:
        """The sentence as it stands now; `None` where it is gone."""
        return self.links[-1].edit.after

    @property
    def shown(self) -> tuple[Link, ...]:
        """The edits to show: all of few, else the first and the last; wording that alternates is one fact."""
        return self.links if len(self.links) <= 3 else (self.links[0], self.links[-1])

    @property
    def between(self) -> int:
        """How many edits lie between the first and the last and are not shown."""
        return len(self.links) - len(self.shown)

    @property
    def undone(self) -> bool:
        """Say whether the sentence reads again as it did at first."""
        return len(self.links) > 1 and _same(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Story:
    """The net changes of one article: every revision in order, what is told of it and what is minor."""

    site: str
    url: str
    revisions: tuple[Revision, ...]
    told: tuple[Change, ...]
    minor: tuple[Change, ...]

    @property
    def article(self) -> Article:
        """The article as it reads now."""
        return self.revisions[-1].new.article

    @property
    def events(self) -> tuple[Revision, ...]:
        """The revisions that withdrew the article, brought it back, or of which only a correction is told."""
        return tuple(revision for revision in self.revisions if _happened(revision, self.told))

    @property
    def flags(self) -> tuple[str, ...]:
        """What holds for at least one of the revisions, in order and once each."""
        return tuple(dict.fromkeys(flag for revision in self.revisions for flag in revision.flags))

    @property
    def minor_edits(self) -> int:
        """How many edits are not shown."""
        return sum(len(change.links) for change in self.minor)

    @property
    def rank(self) -> float:
        """The rank of its weightiest revision, from 0 to 1; half if all was undone again."""
        undone = bool(self.told) and not self.events and all(change.undone for change in self.told)
        return max(revision.rank for revision in self.revisions) * (UNDONE if undone else 1)


@dataclass(frozen=True, slots=True)
class Digest:
    """The net changes of a period for one subscription: `stories` are told, `quiet` have nothing to tell.

    `since` is when the period began (aware UTC), `until` when it ended. Every revision that was given is in
    one of the two. `overdue` are announcements whose time has passed, the most prominent first.
    """

    subscription: str
    since: datetime
    until: datetime
    stories: tuple[Story, ...]
    quiet: tuple[Story, ...]
    overdue: tuple[Overdue, ...] = ()

    @property
    def minor_edits(self) -> int:
        """How many edits are not shown, in all articles."""
        return sum(story.minor_edits for story in (*self.stories, *self.quiet))

    @property
    def idents(self) -> tuple[int, ...]:
        """The idents of all revisions that the digest covers, told or not, in rising order."""
        stories = (*self.stories, *self.quiet)
        return tuple(sorted(revision.ident for story in stories for revision in story.revisions))

    @property
    def overdue_idents(self) -> tuple[int, ...]:
        """The idents of all overdue announcements that are told, in rising order."""
        return tuple(sorted(ident for one in self.overdue for ident in one.idents))


def digest(  # noqa: PLR0913 -- the period and the two measures of worth are separate words
    revisions: Sequence[Revision],
    subscription_name: str,
    since: datetime | None,
    until: datetime,
    *,
    least_rank: float = 0.0,
    substantive_only: bool = True,
) -> Digest:
    """Return what `revisions` come to: all of them, by article, the weightiest first.

    `since` and `until` say which period the reader is told of; they drop no revision, because one that is
    reported late is still owed. Without `since` the period begins with the first revision.
    """
    ordered = sorted(revisions, key=_when)
    stories = [
        _story(tuple(group), least_rank=least_rank, substantive_only=substantive_only)
        for _, group in groupby(sorted(ordered, key=_address), key=_address)
    ]
    stories.sort(key=lambda story: (-story.rank, story.site, story.url))
    return Digest(
        subscription=subscription_name,
        since=since or min((revision.known_at or revision.seen_at for revision in ordered), default=until),
        until=until,
        stories=tuple(story for story in stories if story.told or story.events),
        quiet=tuple(story for story in stories if not (story.told or story.events)),
    )


def _happened(revision: Revision, told: Sequence[Change]) -> bool:
    happened = EVENTS.intersection(revision.flags)
    edited = any(link.revision is revision for change in told for link in change.links)
    return bool(happened) and not (edited and happened == {"correction"})


def _when(revision: Revision) -> tuple[datetime, int, int]:
    return revision.seen_at, revision.new.number, revision.ident


def _address(revision: Revision) -> tuple[str, str]:
    return revision.site, revision.url


def _story(revisions: tuple[Revision, ...], *, least_rank: float, substantive_only: bool) -> Story:
    """Sort the changes of one article into told and minor; a change is told whole if one edit of it is."""

    def worth(change: Change) -> bool:
        edits = [link.edit for link in change.links]
        return any(edit.rank >= least_rank and (edit.substantive or not substantive_only) for edit in edits)

    changes = sorted(_changes(revisions), key=lambda change: -change.rank)
    return Story(
        site=revisions[0].site,
        url=revisions[0].url,
        revisions=revisions,
        told=tuple(change for change in changes if worth(change)),
        minor=tuple(change for change in changes if not worth(change)),
    )


def _changes(revisions: tuple[Revision, ...]) -> list[Change]:
    """Chain the edits that touch one sentence after another; each edit is in exactly one change."""
    chains: list[list[Link]] = []
    for revision in revisions:
        standing = {_left(chain[-1].edit): chain for chain in chains}
        for edit in revision.edits:
            chain = standing.pop(_met(edit), None)
            if chain is None:
                chain = []
                chains.append(chain)
            chain.append(Link(edit, revision))
    return [Change(tuple(chain)) for chain in chains]


def _left(edit: Edit) -> tuple[Part, bool, str]:
    """Return what an edit leaves behind: a sentence, or the gap where one stood."""
    there = edit.after is not None
    return edit.part, there, normalise((edit.after if there else edit.before) or "")


def _met(edit: Edit) -> tuple[Part, bool, str]:
    """Return what an edit must have met: a sentence, or the gap where one stood."""
    there = edit.before is not None
    return edit.part, there, normalise((edit.before if there else edit.after) or "")


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return normalise(one) == normalise(other)
