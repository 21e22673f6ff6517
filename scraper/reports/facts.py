"""What is said of a whole revision, sentence by sentence: when it was seen and what the page says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.edits.notes import corrections
from scraper.reports.wording import CALM, Style, flag, moment, plain, sentence, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.article import Revision
    from scraper.reports.digest import Story

FEW = 3
IN_REASON = {"withdrawn", "restored", "rewritten", "alternating", "revert", "unacknowledged", "correction"}


def notable(story: Story) -> tuple[Revision, ...]:
    """Return the revisions to speak of one by one: all of few, else the events and the weightiest.

    What the page is silent about comes before all else, because the title of the report counts it.
    """
    if len(story.revisions) <= FEW:
        return story.revisions
    telling = [revision for revision in story.revisions if revision.flags or revision.reason]
    telling.sort(key=lambda one: ("unacknowledged" in one.flags, one.rank), reverse=True)
    return tuple(each for each in story.revisions if each in story.events or each in telling[:FEW])


def several(story: Story, style: Style) -> tuple[str, ...]:
    """Return how often an article changed and from when to when, where that is more than a few times."""
    if len(story.revisions) <= FEW:
        return ()
    period = span(story.revisions[0].seen_at, story.revisions[-1].seen_at, style)
    return (f"Changed {len(story.revisions)} times, seen {period}.",)


def seen(revision: Revision, style: Style) -> str:
    """Return when a revision was seen, and when the article was last seen as it was before."""
    if revision.known_at is None:
        return f"Seen {moment(revision.seen_at, style)}."
    known = moment(revision.known_at, style, beside=revision.seen_at)
    before = "page last seen" if revision.old.number == revision.new.number else "older wording last seen"
    return f"Seen {moment(revision.seen_at, style)}; {before} {known}."


def flags(revision: Revision) -> tuple[str, ...]:
    """Return the names of what only the whole step shows, but `updated`: the page's date is told in full."""
    return tuple(name for name in revision.flags if name != "updated")


def untold(revision: Revision) -> tuple[str, ...]:
    """Return the flags that the sentence of the reason does not say as well."""
    return tuple(name for name in flags(revision) if not (revision.reason and name in IN_REASON))


def badge(name: str, revision: Revision) -> str:
    """Return what a flag of a revision says, as a sentence."""
    return sentence(correction(revision)) if name == "correction" else flag(name)


def correction(revision: Revision) -> str:
    """Return what became of the page's corrections in a few words."""
    found = corrections(revision.old.article, revision.new.article)
    became = [("added", found.come), ("changed", found.changed), ("removed", found.gone)]
    fates = [fate for fate, notes in became if notes]
    return f"correction note {fates[0] if len(fates) == 1 else 'changed'}"


def alarming(revision: Revision) -> bool:
    """Say whether a step is more than what a good newsroom does every day."""
    return not CALM.issuperset(flags(revision))


def remarks(revision: Revision, style: Style) -> Iterator[str]:
    """Yield why a revision ranks as it does, and what the page itself says of the change."""
    if revision.reason:
        yield sentence(plain(revision.reason))
    if revision.new.number == revision.old.number:
        return
    old, new = revision.old.article, revision.new.article
    quoted = re.findall(r"“(.+?)”", plain(revision.reason))
    for note in new.notes:
        if note not in old.notes and not plain(note).endswith(tuple(quoted)):
            yield f"Note on the page: “{plain(note)}”"
    if new.modified and (old.modified or "updated" in revision.flags):
        before = ", as before" if new.modified == old.modified else ""
        yield f"The page dates its last change {moment(new.modified, style)}{before}."
