"""What is said of a whole revision, sentence by sentence: when it was seen and what the page says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.reports.wording import Style, flag, moment, plain, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.article import Revision


def seen(revision: Revision, style: Style) -> str:
    """Return when a revision was seen, and when the article was last seen as it was before."""
    if revision.known_at is None:
        return f"Seen {moment(revision.seen_at, style)}."
    known = moment(revision.known_at, style, beside=revision.seen_at)
    before = "page last seen" if revision.old.number == revision.new.number else "older wording last seen"
    return f"Seen {moment(revision.seen_at, style)}; {before} {known}."


def flags(revision: Revision) -> tuple[str, ...]:
    """Return what only the whole step shows, in words."""
    return tuple(flag(name) for name in revision.flags)


def remarks(revision: Revision, style: Style) -> Iterator[str]:
    """Yield why a revision ranks as it does, and what the page itself says of the change."""
    if revision.reason:
        yield sentence(plain(revision.reason))
    old, new = revision.old.article, revision.new.article
    for note in new.notes:
        if note not in old.notes:
            yield f"Note on the page: “{plain(note)}”"
    if old.modified and new.modified:
        moved = new.modified != old.modified
        yield f"The page dates its last change {moment(new.modified, style)}" + (
            "." if moved else ", as before."
        )
