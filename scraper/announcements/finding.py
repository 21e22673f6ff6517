"""Does a sentence announce something, and for when?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from scraper.announcements import judging
from scraper.announcements.clauses import Place, Reading, governing, is_quoted, reading
from scraper.announcements.days import DAILY, OPEN, PAST, Days
from scraper.announcements.headline import infinitives
from scraper.announcements.lexicon import Lexicon, lexicon
from scraper.announcements.mentions import Clock, Cue, Mention, clocks, cues, mentions
from scraper.announcements.moments import moment
from scraper.announcements.periods import days
from scraper.announcements.promising import promised
from scraper.article import Announcement, normalise
from scraper.edits.titled import as_sentence
from scraper.sentences import sentences
from scraper.zones import known_zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.article import Article

PRECISIONS = ("minute", "hour", "part-of-day", "day", "week", "month", "season", "year", "unknown")
_LONG = {"month", "season", "year"}


@dataclass(frozen=True, slots=True)
class Sighting:
    """A moment or period that a sentence announces, and where its words stand."""

    place: Place
    start: date | datetime
    latest: date | datetime
    precision: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What the times of a sentence are read against: its publication, its neighbour and the site's zone."""

    published: datetime
    zone: str | None
    context: str | None
    read: Reading
    named: tuple[tuple[Mention, Days], ...] = ()

    @property
    def day(self) -> date:
        """The day of publication where the text was written."""
        return self.published.date()


def announced(
    sentence: str,
    published: datetime,
    context: str | None = None,
    *,
    zone: str | None = None,
    language: str = "en",
) -> Announcement | None:
    """Return what a sentence announces as of `published`, or `None`.

    `context` is a neighbouring sentence that may name the day. `zone` is the site's time zone: it places
    `published` and a clock time that names none; without it such a time stays naive.
    Of several events the most exactly dated one is returned, then the earliest.

    >>> from datetime import UTC
    >>> found = announced("The talks will resume on Friday at 4 pm GMT.", datetime(2024, 5, 1, tzinfo=UTC))
    >>> found.start.isoformat(), found.precision, found.words
    ('2024-05-03T16:00:00+00:00', 'hour', 'will resume on Friday at 4 pm GMT')
    """
    words = lexicon(language)
    if words is None:
        return None
    if zone and published.tzinfo:
        published = published.astimezone(known_zone(zone))
    said = normalise(sentence)
    text = as_sentence(said) if language.startswith("en") else said
    read = _read(text, words)
    scene = Scene(
        published,
        zone,
        context,
        read,
        _named(read, published.date()),
    )
    sightings = sorted(_sightings(scene), key=lambda one: _rank(one, text))
    if sightings:
        best = sightings[0]
        start, end = _stretch(read, best.place)
        return Announcement(said, said[start:end], best.start, best.latest, best.precision)
    cue = promised(read, scene.named, scene.day)
    return Announcement(said, said[cue.start : cue.end]) if cue else None


def announcements(
    article: Article, *, published: datetime | None = None, zone: str | None = None
) -> tuple[Announcement, ...]:
    """Return what the sentences of an article announce, in reading order, each once.

    `published` is when the wording was first seen; it defaults to the article's own date, and without either
    nothing can be dated: the tuple is empty.
    """
    moment_of = published or article.modified or article.published
    if moment_of is None:
        return ()
    told = texts(article)
    found = (
        announced(text, moment_of, _neighbours(told, at), zone=zone, language=article.language or "en")
        for at, text in enumerate(told)
    )
    return tuple(dict.fromkeys(one for one in found if one))


def texts(article: Article) -> tuple[str, ...]:
    """Return the sentences of an article, normalised: headline, standfirst, body."""
    parts = (article.headline or "", article.standfirst or "", *article.paragraphs)
    return tuple(normalise(sentence) for part in parts for sentence in sentences(part, article.language))


def _neighbours(told: tuple[str, ...], at: int) -> str:
    return " ".join((*told[max(0, at - 1) : at], *told[at + 1 : at + 2]))


def _read(text: str, words: Lexicon) -> Reading:
    found = [*infinitives(text, words), *cues(text, words)]
    return reading(text, words, sorted(found, key=_start))


def _start(cue: Cue) -> int:
    return cue.start


def _rank(sighting: Sighting, text: str) -> tuple[bool, int, str]:
    """Return what puts the most exact and earliest first; a long time in brackets only explains another."""
    at = sighting.place.start
    aside = sighting.precision in _LONG and text.count("(", 0, at) > text.count(")", 0, at)
    return aside, PRECISIONS.index(sighting.precision), sighting.start.isoformat()


def _stretch(read: Reading, place: Place) -> tuple[int, int]:
    """Return where the words stand that announce: from the cue that governs the time to the time."""
    cue = governing(read, place)
    if cue and judging.WEIGHTS[cue.kind] > 0 and abs(cue.start - place.start) < 120:
        return min(cue.start, place.start), max(cue.end, place.end)
    return place.start, place.end


def _sightings(scene: Scene) -> Iterator[Sighting]:
    read = scene.read
    told = clocks(read.text, read.lexicon)
    outside = [one for one in scene.named if not any(_within(one[0], clock) for clock in told)]
    for clock in told:
        yield from _at_clock(scene, clock, outside)
    for mention, when in outside:
        yield from _on_days(scene, mention, when)


def _named(read: Reading, day: date) -> tuple[tuple[Mention, Days], ...]:
    """Return the days and periods that a sentence names, but for the date of the report itself."""
    return tuple(
        (one, when)
        for one in mentions(read.text, read.lexicon)
        if one.kind != "same" and not _in_dateline(read, one) and (when := days(one, day, read.lexicon))
    )


def _within(mention: Mention, clock: Clock) -> bool:
    """Tell whether the mention is the day of the clock's translation, "(0200 GMT Monday)"."""
    return clock.other is not None and clock.other.start <= mention.start and mention.end <= clock.end


def _in_dateline(read: Reading, mention: Mention) -> bool:
    """Tell whether the mention is the date of the report itself ("LONDON, March 4 (Reuters) -")."""
    pattern = read.lexicon.patterns.get("dateline")
    before = read.text[: mention.start].split()
    places = len(before) <= 5 and all(word[:1].isupper() for word in before)
    return bool(pattern and places and pattern.match(read.text[mention.end : mention.end + 40]))


def _on_days(scene: Scene, mention: Mention, when: Days) -> Iterator[Sighting]:
    place = Place(mention.start, mention.end)
    if not judging.lies_ahead(scene.read, place, when, scene.published) or _is_retold(scene, place):
        return
    unit = mention.parts.get("unit", "").lower().rstrip("s")
    if mention.kind == "span" and _is_measure(scene, mention):
        return
    if mention.kind == "span" and unit in {"minute", "hour"}:
        number = scene.read.lexicon.number(mention.parts["n"])
        start = scene.published + timedelta(**{unit + "s": number})
        yield Sighting(place, start, start, unit)
        return
    yield Sighting(place, when.first, when.last, when.precision)


def _is_measure(scene: Scene, mention: Mention) -> bool:
    """Tell whether a span says how long, not when ("the highest in two years", "a result within an hour")."""
    text = scene.read.text
    words = text[mention.start : mention.end].lower()
    if not words.startswith(("in ", "within ")) or words.endswith("time"):
        return False
    if mention.parts["n"].lower() in {"a", "an"}:
        return True  # "50,000 doses in a day"
    extreme = scene.read.lexicon.patterns["extreme"].search(text[: mention.start])
    return bool(extreme) or governing(scene.read, Place(mention.start, mention.end)) is None


def _is_retold(scene: Scene, place: Place) -> bool:
    """Tell whether the time is what somebody once foresaw ("in 2019 he said he would quit by 2025")."""
    cue = governing(scene.read, place)
    gone = any(when.sense == PAST for _, when in scene.named)
    foreseen = is_quoted(scene.read.text, place.start) or (cue is not None and cue.kind == "would")
    return gone and foreseen


def _at_clock(scene: Scene, clock: Clock, named: list[tuple[Mention, Days]]) -> Iterator[Sighting]:
    """Yield the moment of a clock on the day it belongs to, if that lies ahead."""
    daily = [one for one in named if one[1].precision in DAILY]
    nearest = min(daily, key=lambda one: _gap(clock, one[0]), default=None)
    translated = next((when.first for mention, when in scene.named if _within(mention, clock)), None)
    day = nearest[1] if nearest else _context_day(scene) or Days(scene.day, scene.day, "day")
    place = Place(clock.start, clock.end)
    if nearest and _gap(clock, nearest[0]) < 40:
        place = Place(min(clock.start, nearest[0].start), max(clock.end, nearest[0].end))
    if not nearest and _is_routine(scene, clock):
        return
    start = moment(clock, day.first, _default_zone(scene, clock), translated=translated)
    if judging.lies_ahead(scene.read, place, day, scene.published) and not _is_over(start, scene.published):
        yield Sighting(place, start, start, "hour" if clock.minute is None else "minute")


def _is_routine(scene: Scene, clock: Clock) -> bool:
    """Tell whether a clock without a day stands in the simple present: opening hours."""
    cue = governing(scene.read, Place(clock.start, clock.end))
    patterns, text = scene.read.lexicon.patterns, scene.read.text
    if "once" in patterns and patterns["once"].search(text):
        return False
    if any(one.kind == "habit" for one in scene.read.cues):
        return True
    if "standing" in patterns and patterns["standing"].search(text):
        return True
    return (
        clock.zone is None
        and scene.context is None
        and (cue is None or judging.WEIGHTS[cue.kind] < 1.0 or cue.kind in {"starts", "going"})
    )


def _gap(clock: Clock, mention: Mention) -> int:
    return max(mention.start - clock.end, clock.start - mention.end)


def _default_zone(scene: Scene, clock: Clock) -> str | None:
    return None if clock.zone == "local" else scene.zone


def _is_over(start: datetime, published: datetime) -> bool:
    if start.tzinfo and published.tzinfo:
        return start < published
    return start.date() < published.date()


def _context_day(scene: Scene) -> Days | None:
    """Return the day ahead that the neighbouring sentence names."""
    if not scene.context:
        return None
    neighbour = reading(normalise(scene.context), scene.read.lexicon, ())
    found = (when for _, when in _named(neighbour, scene.day))
    ahead = (one for one in found if one.precision in DAILY and one.last >= scene.day and one.sense >= OPEN)
    return next(ahead, None)
