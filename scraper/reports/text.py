"""A digest as plain text: lines that any mail program, pager or terminal shows."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from scraper.reports.facts import flags, remarks, seen
from scraper.reports.marks import deed, gist, marked, sides
from scraper.reports.wording import (
    Style,
    count,
    headline,
    labels,
    link,
    moment,
    plain,
    publisher,
    sentence,
    shortened,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.reports.digest import Change, Digest, Link, Story

WIDTH = 74
UNDONE = "It reads again as it did at first."


def text(digest: Digest, style: Style | None = None) -> str:
    """Return a digest as plain text of at most 74 columns, addresses excepted."""
    style = style or Style()
    lines = [*_opening(digest, style)]
    for number, story in enumerate(digest.stories, 1):
        lines += ["", "-" * WIDTH, *_story(number, story, style)]
    return "\n".join([*lines, "", "-" * WIDTH, *_closing(digest, style), ""])


def wrapped(line: str, first: str = "") -> list[str]:
    """Return a line folded under its beginning, with words and addresses left whole."""
    return textwrap.wrap(
        line,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _opening(digest: Digest, style: Style) -> Iterator[str]:
    yield from wrapped(f"AFTERWORD: {plain(digest.subscription)}")
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


def top_change(story: Story) -> str:
    """Return the weightiest thing that is told of an article, in few words."""
    if story.events:
        return f"{story.events[-1].flags[0]}: {shortened(headline(story), 60)}"
    return gist(story.told[0].links[-1].edit)


def _story(number: int, story: Story, style: Style) -> Iterator[str]:
    yield from wrapped(headline(story), f"{number}. ")
    yield from wrapped(publisher(story), "   ")
    if address := link(story.url):
        yield f"   {address}"
    for revision in story.revisions:
        yield from wrapped(" ".join([seen(revision, style), *map(sentence, flags(revision))]), "   ")
        for line in remarks(revision, style):
            yield from wrapped(line, "   ")
    for change in story.told:
        yield ""
        yield from _change(change, style, dated=len(story.revisions) > 1)
    if story.minor:
        yield ""
        yield from wrapped(f"{hidden(story)} To see all:", "   ")
        yield f"   {see(story, style)}"


def _change(change: Change, style: Style, *, dated: bool) -> Iterator[str]:
    for place, step in enumerate(change.shown):
        if place and change.between:
            yield from wrapped(between(change), "   ")
        named = ", ".join(labels(step.edit))
        at = f", {when(step, style)}" if dated else ""
        yield from wrapped(deed(step.edit, again=place > 0) + at + (f" ({named})" if named else ""), "   ")
        for name, runs in sides(step.edit):
            yield from wrapped(marked(runs), f"   {name:<8}")
    if change.undone:
        yield f"   {UNDONE}"


def when(step: Link, style: Style) -> str:
    """Return when an edit was seen."""
    return f"seen {moment(step.revision.seen_at, style)}"


def between(change: Change) -> str:
    """Return how many edits of one sentence are passed over."""
    return f"{count(change.between, 'edit')} of it between the first and the last not shown."


def _closing(digest: Digest, style: Style) -> Iterator[str]:
    if digest.quiet:
        yield from wrapped(small(digest))
        for story in digest.quiet:
            yield see(story, style)
        yield ""
    yield from wrapped(why(digest))


def small(digest: Digest) -> str:
    """Return how many articles changed in small ways only."""
    edits = sum(story.minor_edits for story in digest.quiet)
    more = f"{count(len(digest.quiet), 'more article')} changed in small ways only"
    return f"{more}: {count(edits, 'minor edit')} not shown. To see all:"


def see(story: Story, style: Style) -> str:
    """Return the command that shows every edit of an article."""
    return f"{style.history} {link(story.url) or plain(story.url)}"


def why(digest: Digest) -> str:
    """Return why one gets a report and how to have it stopped."""
    return (
        f"You get this because your address stands in the subscription “{plain(digest.subscription)}” of an "
        "Afterword monitor. Its operator can take it out or change what is told."
    )
