"""A digest as plain text: lines that any mail program, pager or terminal shows."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from scraper.reports.marks import KINDS, PARTS, gist, marked, sides
from scraper.reports.wording import (
    Style,
    count,
    flag,
    headline,
    labels,
    link,
    moment,
    plain,
    publisher,
    shortened,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from scraper.reports.digest import Change, Digest, Link, Story

WIDTH = 74


def text(digest: Digest, style: Style | None = None) -> str:
    """Return a digest as plain text of at most 74 columns, addresses excepted."""
    style = style or Style()
    lines = [*_opening(digest, style)]
    for number, story in enumerate(digest.stories, 1):
        lines += ["", *_story(number, story, style)]
    return "\n".join([*lines, "", *_closing(digest, style), ""])


def wrapped(line: str, first: str = "", rest: str | None = None, width: int = WIDTH) -> list[str]:
    """Return a line folded at `width` columns, with words and addresses left whole."""
    return textwrap.wrap(
        line,
        width,
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def _opening(digest: Digest, style: Style) -> Iterator[str]:
    yield f"AFTERWORD: {plain(digest.subscription)}"
    yield from wrapped(period(digest, style))
    yield from wrapped(overview(digest))
    if digest.stories:
        yield "Words marked [-so-] were removed, words marked {+so+} were added."


def preview(digest: Digest) -> str:
    """Return what a mail program shows beside the subject: the weightiest changes in few words."""
    return "; ".join(top_change(story) for story in digest.stories[:3]) or overview(digest)


def period(digest: Digest, style: Style) -> str:
    """Return from when to when a digest reaches."""
    return f"{moment(digest.since, style)} to {moment(digest.until, style)}"


def overview(digest: Digest) -> str:
    """Return in a sentence how much a digest tells."""
    if not digest.stories:
        return "Nothing to tell: no article changed in a way that matters."
    changes = sum(len(story.told) for story in digest.stories)
    told = f"{count(len(digest.stories), 'article')}, {count(changes, 'change')} shown."
    return f"{told} {hidden(digest)}".rstrip()


def hidden(digest: Digest | Story) -> str:
    """Return how many edits are not shown, or nothing."""
    return f"{count(digest.minor_edits, 'minor edit')} not shown." if digest.minor_edits else ""


def _story(number: int, story: Story, style: Style) -> Iterator[str]:
    yield "-" * WIDTH
    yield from wrapped(headline(story), f"{number}. ")
    yield f"   {publisher(story)}"
    if link(story.url):
        yield f"   {link(story.url)}"
    for line in _standing(story, style):
        yield from wrapped(line, "   ")
    for change in story.told:
        yield ""
        yield from _change(change, style, dated=len(story.revisions) > 1)
    if story.minor:
        yield ""
        yield from wrapped(hidden(story), "   ")
        yield from _see(story, style)


def _standing(story: Story, style: Style) -> Iterator[str]:
    """Yield when the changes were seen, what the whole step shows and why it ranks as it does."""
    for revision in story.revisions:
        yield seen(revision.seen_at, revision.known_at, style)
        if revision.flags:
            yield "; ".join(flag(name) for name in revision.flags).capitalize() + "."
        if revision.reason:
            yield f"Why: {plain(revision.reason)}"


def top_change(story: Story) -> str:
    """Return the weightiest thing that is told of an article, in few words."""
    if story.events:
        return f"{story.events[-1].flags[0]}: {shortened(headline(story), 60)}"
    return gist(story.told[0].links[-1].edit)


def seen(seen_at: datetime, known_at: datetime | None, style: Style) -> str:
    """Return when a change was seen, and when the older wording was last seen."""
    older = f"; older wording last seen {moment(known_at, style)}" if known_at else ""
    return f"Seen {moment(seen_at, style)}{older}."


def _change(change: Change, style: Style, *, dated: bool) -> Iterator[str]:
    for place, link_ in enumerate(change.links):
        yield f"   {title(link_)}" if not place else f"   then {title(link_)}"
        if dated:
            yield f"   {moment(link_.revision.seen_at, style)}"
        for name, runs in sides(link_.edit):
            yield from wrapped(marked(runs), f"   {name:<8}")
    if change.undone:
        yield "   It reads again as it did at first."


def title(link_: Link) -> str:
    """Return the part that an edit touches, what happened to it and its labels."""
    edit = link_.edit
    moved = " and moved" if edit.moved and edit.kind.value != "moved" else ""
    named = ", ".join(labels(edit))
    return f"{PARTS[edit.part]} {KINDS[edit.kind]}{moved}" + (f" ({named})" if named else "")


def _closing(digest: Digest, style: Style) -> Iterable[str]:
    yield "-" * WIDTH
    if digest.quiet:
        yield from wrapped(small(digest))
        for story in digest.quiet:
            yield from _see(story, style)
        yield ""
    yield from wrapped(why(digest))


def small(digest: Digest) -> str:
    """Return how many articles changed in small ways only."""
    edits = sum(story.minor_edits for story in digest.quiet)
    more = f"{count(len(digest.quiet), 'more article')} changed in small ways only"
    return f"{more}: {count(edits, 'minor edit')} not shown. To see them:"


def _see(story: Story, style: Style) -> Iterator[str]:
    yield f"   {style.history} {link(story.url) or plain(story.url)}"


def why(digest: Digest) -> str:
    """Return why one gets a report and how to have it stopped."""
    name = plain(digest.subscription)
    return (
        f"You get this because your address stands in the subscription '{name}' of an Afterword monitor. "
        "Its operator can take it out or change what is told."
    )
