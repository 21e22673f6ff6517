"""The desk: which version of which story is out at this moment of the newsroom's own clock."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsroom.story import Edition, Story

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Issue:
    """The act of bringing out a version of a story at an instant."""

    at: datetime
    name: str
    version: int
    what: str
    slug: str


@dataclass(frozen=True, slots=True)
class Published:
    """A story as it stands now: when it first came out, when it says it was modified, when it really was."""

    story: Story
    edition: Edition
    published: datetime
    modified: datetime
    issued: datetime

    @property
    def path(self) -> str:
        """The path of the article's canonical address."""
        return f"/{self.story.section}/{self.edition.slug}"

    def former_slugs(self) -> set[str]:
        """Return the slugs of the versions before this one."""
        return {edition.slug for edition in self.story.editions[: self.edition.number - 1]}


class Desk:
    """Stories, a clock and the list of issues.

    The clock starts at `base`. With `speed` 0 it moves only on command; otherwise it runs `speed` seconds in
    each second of `tick`, a monotonic clock in seconds. Safe to use from several threads.
    """

    def __init__(
        self, stories: tuple[Story, ...], base: datetime, *, speed: float = 0.0, tick: Callable[[], float]
    ) -> None:
        self.stories = {story.name: story for story in stories}
        self._set_time, self._speed, self._tick, self._since = base, speed, tick, tick()
        self._lock = threading.RLock()
        self._issues = {
            story.name: sorted((_issue(story, edition, edition.at) for edition in story.editions), key=_when)
            for story in stories
        }

    @property
    def now(self) -> datetime:
        """The newsroom's time, aware UTC, to the microsecond."""
        with self._lock:
            return self._set_time + timedelta(seconds=(self._tick() - self._since) * self._speed)

    @property
    def changed(self) -> datetime:
        """When anything was last issued; now, if nothing is out."""
        return max((issue.at for issue in self.issued()), default=self.now)

    def issued(self) -> tuple[Issue, ...]:
        """Return the issues so far, oldest first: what a visitor could have seen."""
        now = self.now
        return tuple(issue for issue in self._all() if issue.at <= now)

    def coming(self) -> tuple[Issue, ...]:
        """Return the issues still to come, soonest first."""
        now = self.now
        return tuple(issue for issue in self._all() if issue.at > now)

    def advance(self, by: timedelta | None = None) -> tuple[Issue, ...]:
        """Move the clock by a span, or to the next issue of the script, and return what came out meanwhile.

        Returns an empty tuple when nothing came out; without a span and with nothing to come the clock stays.
        ValueError for a span backwards.
        """
        if by is not None and by < timedelta(0):
            raise ValueError("the clock does not run backwards")
        with self._lock:
            before, coming = self.now, self.coming()
            if by is None:
                by = coming[0].at - before if coming else timedelta(0)
            self._set(before + by)
            return tuple(issue for issue in coming if issue.at <= before + by)

    def publish(self, name: str, version: int) -> Issue:
        """Bring out a version of a story now, whatever the script says, and return the issue.

        The clock moves on by a second, so that Last-Modified tells the difference. KeyError for an unknown
        story, IndexError for an unknown version.
        """
        story = self.stories[name]
        edition = story.edition(version)
        with self._lock:
            self._set(self.now + _SECOND)
            issue = _issue(story, edition, self.now)
            self._issues[name] = sorted([*self._issues[name], issue], key=_when)
            return issue

    def standing(self, name: str) -> Published | None:
        """Return a story as it stands now, or None before its first issue."""
        story, now = self.stories[name], self.now
        out = [issue for issue in self._issues[name] if issue.at <= now]
        if not out:
            return None
        loud = [issue.at for issue in out if not story.edition(issue.version).quiet]
        return Published(
            story=story,
            edition=story.edition(out[-1].version),
            published=out[0].at,
            modified=max(loud, default=out[0].at),
            issued=out[-1].at,
        )

    def front(self) -> tuple[Published, ...]:
        """Return all that is out and not withdrawn, newest first."""
        standing = (self.standing(name) for name in self.stories)
        out = [piece for piece in standing if piece and not piece.edition.withdrawn]
        return tuple(sorted(out, key=lambda piece: piece.published, reverse=True))

    def named(self, section: str, slug: str) -> Published | None:
        """Return the story that stands, or once stood, under a section and slug, if it is out."""
        stories = (story for story in self.stories.values() if story.section == section)
        return next((self.standing(story.name) for story in stories if slug in story.slugs()), None)

    def _all(self) -> list[Issue]:
        with self._lock:
            return sorted((issue for issues in self._issues.values() for issue in issues), key=_when)

    def _set(self, instant: datetime) -> None:
        self._set_time, self._since = instant.astimezone(UTC), self._tick()


def _when(issue: Issue) -> datetime:
    return issue.at


def _issue(story: Story, edition: Edition, at: datetime) -> Issue:
    return Issue(at, story.name, edition.number, edition.what, edition.slug)
