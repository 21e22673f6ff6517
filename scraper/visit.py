"""The shared words of looking: a visit, what was known before it, and what it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from scraper.article import Announcement, Article, Edit, Outcome, Version
    from scraper.recrawl.pace import Due, Pace
    from scraper.recrawl.pool import PoolDelta


@dataclass(frozen=True, slots=True)
class Visit:
    """One attempt to look at an article, whatever came of it.

    `url` is the address asked for, `final_url` the one that answered after the redirects in `passed`.
    `cause` says why it was made now (new, again, hint, listed, asked, or the agenda's reason), `reason` why
    it ended so. `headers` are the response's, with lower-case names; `body` is decoded for transfer, not for
    characters.
    """

    site: str
    url: str
    at: datetime
    outcome: Outcome
    reason: str = ""
    cause: str = ""
    status: int | None = None
    final_url: str | None = None
    passed: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)
    article: Article | None = field(default=None, repr=False)
    extractor: str = ""

    @property
    def validator(self) -> str | None:
        """The ETag of the answer, else its Last-Modified: what a conditional request would be made with."""
        return self.header("etag") or self.header("last-modified")

    def header(self, name: str) -> str | None:
        """Return a response header by its lower-case name."""
        return dict(self.headers).get(name)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as fetched: what an extractor reads, and what proves a version."""

    url: str
    fetched_at: datetime
    content_type: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Awaited:
    """An announcement of an article that waits for its event, or that its article has not caught up with."""

    ident: int
    announcement: Announcement


@dataclass(frozen=True, slots=True)
class Standing:
    """An announcement that its article has not caught up with, as a report asks for it.

    `last_seen` is when the article was last read, `told` whether the subscription knows of it.
    """

    ident: int
    site: str
    url: str
    article: Article
    announcement: Announcement
    last_seen: datetime
    told: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of an article when it is visited again.

    `earlier` has number, fingerprint and headline of all its versions in order, `awaited` its open
    announcements. `doubt` is the fingerprint of a suspect capture that waits for a second look,
    `validator` the ETag or Last-Modified of the last good answer.
    """

    ident: int
    site: str
    url: str
    first_seen: datetime
    last: Version | None = None
    last_visit: datetime | None = None
    earlier: tuple[tuple[int, str, str | None], ...] = ()
    gone_at: datetime | None = None
    failures: int = 0
    doubt: str | None = None
    doubt_count: int = 0
    pace: Pace | None = None
    validator: str | None = None
    awaited: tuple[Awaited, ...] = ()


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a visit means, ready to be written in one transaction.

    `wording` is the article when it is to become a version; `revised` says that a revision goes with it.
    `follows` is what was known then: the number of the last version, 0 for none, and when the last visit was;
    `None` where nobody asks.
    """

    visit: Visit
    url: str
    aliases: tuple[str, ...] = ()
    wording: Article | None = None
    revised: bool = False
    edits: tuple[Edit, ...] = ()
    flags: tuple[str, ...] = ()
    rank: float = 0.0
    reason: str = ""
    gone_at: datetime | None = None
    doubt: str | None = None
    doubt_count: int = 0
    failures: int = 0
    pace: Pace | None = None
    due: Due | None = None
    learned: PoolDelta | None = None
    announced: tuple[Announcement, ...] = ()
    fates: tuple[tuple[int, str], ...] = ()
    rest: timedelta | None = None
    predicted: float | None = None
    follows: tuple[int, datetime | None] | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """How a feed, sitemap or section page answered: `found` addresses, of which `fresh` were news.

    News are articles that were not known, or that the listing says have changed; `share` is the running share
    of polls that brought any. `retry_after` are the seconds that the host asked to be left alone, `rest` how
    long it is.
    """

    url: str
    site: str
    kind: str
    polled_at: datetime
    outcome: Outcome
    reason: str = ""
    found: int = 0
    fresh: int = 0
    etag: str | None = None
    last_modified: str | None = None
    share: float = 0.5
    status: int | None = None
    retry_after: float | None = None
    rest: timedelta | None = None
