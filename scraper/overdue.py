"""Which announced events are overdue: their time has passed, and the article when last read looked ahead."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from scraper.announcements import instants
from scraper.article import Overdue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from scraper.article import Article
    from scraper.visit import Standing

    Spoken = tuple[tuple[datetime, datetime], Standing]

HOUR = 3600.0


def overdue(standing: Iterable[Standing], zone: Callable[[str], str], least_hours: float) -> list[Overdue]:
    """Return one for each event that was not told, the most prominent first; `zone` gives a site's time zone.

    Sentences of an article whose times overlap speak of one event. It is told once: not again when another of
    its sentences falls due, as a day does after its hour.
    """
    found: list[Overdue] = []
    for _, sentences in groupby(sorted(standing, key=lambda one: one.url), key=lambda one: one.url):
        for event in events((window, one) for one in sentences if (window := time_of(one, zone))):
            (_, closes), first = event[0]
            late = (first.last_seen - closes).total_seconds() >= least_hours * HOUR
            if late and not any(one.told for _, one in event):
                found.append(of(event))
    return sorted(found, key=lambda one: (prominence(one), one.closes, one.url))


def time_of(one: Standing, zone: Callable[[str], str]) -> tuple[datetime, datetime] | None:
    """Return from when to when an announced event was to happen."""
    return instants(one.announcement, zone(one.site))


def events(sentences: Iterable[Spoken]) -> Iterator[list[Spoken]]:
    """Yield the sentences of each event, the one that names the time most closely first."""
    rest = sorted(sentences, key=lambda each: (each[0][1] - each[0][0], each[0], each[1].ident))
    while rest:
        (opens, closes), _ = rest[0]
        yield [each for each in rest if each[0][0] <= closes and opens <= each[0][1]]
        rest = [each for each in rest if each[0][0] > closes or opens > each[0][1]]


def of(event: list[Spoken]) -> Overdue:
    """Return what is told of an event."""
    (opens, closes), first = event[0]
    idents = tuple(sorted(one.ident for _, one in event))
    said = first.announcement
    return Overdue(first.site, first.url, first.article, said, opens, closes, first.last_seen, idents)


def prominence(one: Overdue) -> int:
    """Return how far down an article says it: 0 in the headline, 1 in the standfirst, 2 in the opening."""
    article, sentence = one.article, one.said.sentence
    places: tuple[str | None, ...] = (article.headline, article.standfirst, first_of(article))
    return next((at for at, text in enumerate(places) if text and sentence in text), len(places))


def first_of(article: Article) -> str | None:
    """Return an article's first paragraph."""
    return article.paragraphs[0] if article.paragraphs else None
