"""What became of an announcement in a later version: pending, fulfilled, moved, dropped or overdue?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.announcements.finding import announced, texts
from scraper.announcements.lexicon import lexicon
from scraper.announcements.mentions import cues
from scraper.announcements.timing import instants
from scraper.article import normalise

if TYPE_CHECKING:
    from datetime import datetime

    from scraper.article import Announcement, Article

_WORD = re.compile(r"\w{3,}")
_ALIKE = 0.3
_STEM = 5
_GIVEN_UP = {"withdrawn", "superseded"}
_TOLD = {"past", "perfect"}


def fate(announcement: Announcement, now: datetime, old: Article, new: Article, *, zone: str = "UTC") -> str:
    """Return what became of an announcement of `old` in `new`, as read at `now` (aware UTC).

    "pending": the text still looks forward and may; "overdue": it still does although the time has passed;
    "fulfilled": its wording moved to the past; "moved": it names another time; "dropped": it is gone.
    `zone` is the site's time zone.
    """
    still = tuple(texts(new))
    if any(announcement.sentence in one for one in still):
        return _waiting(announcement, now, zone)
    before = set(texts(old))
    heir = successor(announcement.sentence, [text for text in still if text not in before])
    if heir is None:
        return "dropped"
    found = announced(heir, now, zone=zone, language=new.language or "en")
    retold = _retold(heir, new.language or "en")
    if found is None or (retold == "fulfilled" and _has_begun(announcement, now, zone)):
        return retold or ("fulfilled" if _has_begun(announcement, now, zone) else "dropped")
    if _times(found) and _times(announcement) and _moved(announcement, found, zone):
        return "moved"
    return _waiting(announcement, now, zone)


def _retold(sentence: str, language: str) -> str:
    """Return how a sentence that announced now ends: "fulfilled", "dropped", or "" if its tense is open."""
    words = lexicon(language)
    found = cues(sentence, words) if words else []
    if words is None or any(cue.kind in _GIVEN_UP for cue in found):
        return "dropped"
    past = [sentence[cue.start : cue.end] for cue in found if cue.kind in _TOLD]
    if any(words.patterns["negated"].search(verb) for verb in past):
        return "dropped"
    return "fulfilled" if past and not words.patterns["put_off"].search(sentence) else ""


def _has_begun(announcement: Announcement, now: datetime, zone: str) -> bool:
    span = instants(announcement, zone)
    return span is not None and span[0] <= now


def _times(announcement: Announcement) -> bool:
    return announcement.start is not None


def _waiting(announcement: Announcement, now: datetime, zone: str) -> str:
    span = instants(announcement, zone)
    return "overdue" if span and span[1] < now else "pending"


def _moved(old: Announcement, new: Announcement, zone: str) -> bool:
    """Tell whether two announcements of one event leave it no moment in common."""
    ours, theirs = instants(old, zone), instants(new, zone)
    return bool(ours and theirs and ours != theirs and (ours[1] <= theirs[0] or theirs[1] <= ours[0]))


def successor(sentence: str, candidates: list[str]) -> str | None:
    """Return the candidate that tells the same thing in other words: it shares most of the word stems."""
    stems = _stems(sentence)
    scored = [
        (len(stems & theirs) / max(1, min(len(stems), len(theirs))), one)
        for one in candidates
        if (theirs := _stems(one))
    ]
    best = max(scored, default=(0.0, None), key=lambda pair: pair[0])
    return best[1] if best[0] >= _ALIKE else None


def _stems(text: str) -> set[str]:
    return {word.lower()[:_STEM] for word in _WORD.findall(normalise(text))}
