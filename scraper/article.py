"""The shared words: what an article, a visit, a version, an edit and an announcement are."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


class Outcome(StrEnum):
    """How one attempt to look at an article ended."""

    READ = "read"
    NOT_MODIFIED = "not_modified"
    GONE = "gone"
    BLOCKED = "blocked"
    SUSPECT = "suspect"
    FAILED = "failed"


class Part(StrEnum):
    """The part of an article that an edit touches."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    BODY = "body"


class Kind(StrEnum):
    """What happened to a sentence."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says at one moment; names follow schema.org/NewsArticle where it has one.

    Texts are `str` or `None` (not there), dates are aware UTC, `paragraphs` are the body in reading order.
    `withheld` tells that only the beginning of the text is shown, `paywalled` that not everyone may read it.
    `alternative_headline` is the title over the text where a reader sees another one than the headline told.
    `witnesses` pairs a field's name with the source that gave it ("headline", "json-ld").
    """

    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    section: str | None = None
    canonical_url: str | None = None
    paragraphs: tuple[str, ...] = ()
    site_name: str | None = None
    captions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    paywalled: bool = False
    live_blog: bool = False
    witnesses: tuple[tuple[str, str], ...] = ()
    alternative_headline: str | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words with its fate: `same`, `removed` or `added`; white space belongs to the run."""

    fate: str
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a label holds: the rule, and the half-open character spans it rests on, on both sides.

    `note` is the finding in few words, such as a tense edit's direction: "future > past".
    """

    label: str
    rule: str
    before: tuple[tuple[int, int], ...] = ()
    after: tuple[tuple[int, int], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One sentence-level difference between two versions.

    `before` is `None` for an addition, `after` for a removal. `old_at` and `new_at` are sentence positions
    (0 in a field that is not the body). A sentence both moved and reworded is `reworded` with `moved` true.
    `rank` runs from 0 to 1.
    """

    part: Part
    kind: Kind
    before: str | None
    after: str | None
    runs: tuple[Run, ...] = ()
    labels: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    substantive: bool = True
    moved: bool = False
    old_at: int | None = None
    new_at: int | None = None
    rank: float = 0.0
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A sentence that says a thing will happen, with the time it should happen.

    `start` and `latest` are a date, or a datetime that is aware where the text fixes the offset.
    `precision` is one of minute, hour, part-of-day, day, week, month, season, year, unknown.
    `words` are the words that say so.
    """

    sentence: str
    words: str
    start: date | datetime | None = None
    latest: date | datetime | None = None
    precision: str = "unknown"


@dataclass(frozen=True, slots=True)
class Promise:
    """An announcement of an article's, first made in a version, and what became of it.

    `fate` is pending, fulfilled, moved, dropped or overdue, found so at `fate_at`; `ended` is the number of
    the version that fulfilled, moved or dropped it.
    """

    said: Announcement
    version: int
    fate: str = "pending"
    fate_at: datetime | None = None
    ended: int | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """An article as first seen with that wording. Numbered from 1, never rewritten."""

    number: int
    article: Article
    seen_at: datetime
    extractor: str
    digest: str


@dataclass(frozen=True, slots=True)
class Revision:
    """The step from one version of an article to the next, as a report tells it.

    `flags` are what only the whole step shows: unacknowledged, correction, revert, withdrawn, restored ...
    `known_at` is when the older wording was last seen; the change fell between it and `seen_at`.
    """

    site: str
    url: str
    old: Version
    new: Version
    edits: tuple[Edit, ...]
    seen_at: datetime
    known_at: datetime | None = None
    flags: tuple[str, ...] = ()
    rank: float = 0.0
    reason: str = ""
    ident: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Overdue:
    """An announced event whose time has passed while its article still looks forward to it.

    `article` is how it reads now, `said` the announcement that names the time most closely. It was to happen
    between `opens` and `closes`; `last_seen` is when the article was last read, all aware UTC. `idents` are
    of all its announcements of the event.
    """

    site: str
    url: str
    article: Article
    said: Announcement
    opens: datetime
    closes: datetime
    last_seen: datetime
    idents: tuple[int, ...] = field(default=(), compare=False)


# What no reader sees and a terminal or a database may obey or refuse: controls, halves of characters, and
# overrides of the writing direction, which unlike embeddings and isolates no language is written with.
_UNFIT = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]")
_FIT = {
    **dict.fromkeys([*range(0x20), 0x7F], " "),
    # Browsers, too, read these as what Windows meant by them: quotation marks and dashes.
    **{code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)},
    **dict.fromkeys([0x202D, 0x202E, *range(0xD800, 0xE000)]),
}


def legible(text: str) -> str:
    r"""Return `text` without what is not written to be read: controls, lone surrogates, overrides.

    >>> legible("Quay \x1b[31mopens\x07 \ud83d"), legible("\u202eIt\x92s late")
    ('Quay  [31mopens', 'It’s late')
    """
    return text.translate(_FIT).strip() if _UNFIT.search(text) else text


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff]")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'"})


def normalise(text: str) -> str:
    r"""Return `text` without what cannot carry meaning; digits, quotes as such, case and punctuation stay.

    >>> normalise("“Sad\u00ad ness”\u00a0 said\n Tom")
    '"Sad ness" said Tom'
    """
    shaped = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_QUOTES)
    return " ".join(shaped.split())


def wording(article: Article) -> tuple[str, ...]:
    """Return what makes a version: headlines, standfirst, byline and the words of the body, normalised.

    A break between paragraphs is white space: joining or cutting paragraphs changes no word.
    """
    other = (article.alternative_headline,) if article.alternative_headline else ()
    fields = (article.headline or "", article.standfirst or "", article.byline or "")
    return tuple(normalise(part) for part in (*other, *fields, " ".join(article.paragraphs)))


def fingerprint(article: Article) -> str:
    """Return the SHA-256 of the wording in hexadecimal: equal for articles that say the same."""
    return hashlib.sha256("\x1e".join(wording(article)).encode()).hexdigest()
