"""A digest as plain text: lines that any mail program, pager or terminal shows."""

from __future__ import annotations

import shlex
import textwrap
from itertools import accumulate
from typing import TYPE_CHECKING

from scraper.marking import marked
from scraper.reports import late
from scraper.reports.digest import EVENTS
from scraper.reports.facts import badge, correction, notable, remarks, seen, several, untold
from scraper.reports.marks import deed, gist, sides
from scraper.reports.wording import (
    Style,
    count,
    headline,
    labels,
    link,
    moment,
    plain,
    publisher,
    shortened,
    span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.article import Overdue
    from scraper.reports.digest import Change, Digest, Link, Story

WIDTH = 74
RULE = "-" * WIDTH
UNDONE = "It reads again as it did at first."


def text(digest: Digest, style: Style | None = None) -> str:
    """Return a digest as plain text of at most 74 columns, addresses excepted."""
    style = style or Style()
    lines = [*_opening(digest, style)]
    names = publishers(digest, style)
    for number, story in enumerate(in_full(digest, style), 1):
        lines += ["", RULE, *_story(number, story, names[story.site], style)]
    if digest.overdue:
        lines += ["", RULE, *_overdue(digest, style)]
    return "\n".join([*lines, "", RULE, *_closing(digest, style), ""])


def in_full(digest: Digest, style: Style) -> tuple[Story, ...]:
    """Return the stories to show in full: the first in any case, the next ones as long as there is room."""
    costs = (max(1, min(len(story.told), style.in_one)) for story in digest.stories)
    room = sum(total <= style.changes for total in accumulate(costs))
    return digest.stories[: max(1, room)]


def in_brief(digest: Digest, style: Style) -> tuple[Story, ...]:
    """Return the stories that have one line each."""
    return digest.stories[len(in_full(digest, style)) :]


def publishers(digest: Digest, style: Style) -> dict[str, str]:
    """Return one name for each site of a digest, by the site's key."""
    names: dict[str, list[str | None]] = {}
    shown: tuple[Story | Overdue, ...] = (*digest.stories, *digest.quiet, *digest.overdue)
    for one in shown:
        names.setdefault(one.site, []).append(one.article.site_name)
    return {site: publisher(site, given, style) for site, given in names.items()}


def subject(digest: Digest, style: Style | None = None) -> str:
    """Return a line that tells how many articles changed, and the weightiest change in few words."""
    if not digest.stories:
        first = f" - {shortened(headline(digest.overdue[0]), 60)}" if digest.overdue else ""
        return f"Afterword: {late.number(digest) or 'no article changed in a way that matters'}{first}"
    top = digest.stories[0]
    what = f"{top_change(top)}: {shortened(headline(top), 60)}" if top.events else top_change(top)
    changed = f"Afterword: {title(digest)}"
    name = publishers(digest, style or Style())[top.site]
    return f"{changed} - {what} ({shortened(name, 40)})"


def title(digest: Digest) -> str:
    """Return what a digest tells of in a few words: how many articles changed, what is overdue."""
    changed = f"{count(len(digest.stories), 'article')} changed" if digest.stories else ""
    parts = (changed, silent(digest), late.number(digest))
    return ", ".join(part for part in parts if part) or "Nothing to tell"


def silent(digest: Digest) -> str:
    """Return how many articles changed and do not say so, or nothing."""
    number = sum("unacknowledged" in story.flags for story in digest.stories)
    return f"{number:,} not acknowledged" if number else ""


def preview(digest: Digest) -> str:
    """Return what a mail program shows beside the subject: the weightiest changes in few words."""
    tops = (f"{shortened(headline(story), 60)}: {top_change(story)}" for story in digest.stories[:3])
    return "; ".join(tops) or overview(digest)


def top_change(story: Story) -> str:
    """Return the weightiest thing that is told of an article, in few words."""
    if story.events:
        last = story.events[-1]
        name = next(name for name in reversed(last.flags) if name in EVENTS)
        return correction(last) if name == "correction" else name
    change = story.told[0]
    return f"{'changed and changed back: ' * change.undone}{gist(change.links[-1].edit)}"


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
    if any(story.told for story in digest.stories):
        yield "Words marked [-so-] were removed, words marked {+so+} were added."


def period(digest: Digest, style: Style) -> str:
    """Return from when to when a digest reaches, or when it was made, where no article changed."""
    if not (digest.stories or digest.quiet):
        return moment(digest.until, style)
    return span(digest.since, digest.until, style)


def overview(digest: Digest) -> str:
    """Return in a sentence how much a digest tells."""
    if not digest.stories:
        overdue = late.number(digest)
        return (
            f"{f'{overdue}. N' if overdue else 'Nothing to tell: n'}o article changed in a way that matters."
        )
    changes = sum(len(story.told) + len(story.events) for story in digest.stories)
    told = [count(len(digest.stories), "article"), count(changes, "change"), late.number(digest)]
    return f"{', '.join(filter(None, told))}. {hidden(digest)}".rstrip()


def hidden(digest: Digest | Story) -> str:
    """Return how many edits are not shown, or nothing."""
    return f"{count(digest.minor_edits, 'minor edit')} not shown." if digest.minor_edits else ""


def _story(number: int, story: Story, name: str, style: Style) -> Iterator[str]:
    yield from wrapped(headline(story), f"{number}. ")
    yield from wrapped(name, "   ")
    if address := link(story.url):
        yield f"   {address}"
    for line in several(story, style):
        yield from wrapped(line, "   ")
    for revision in notable(story):
        yield from wrapped(
            " ".join([seen(revision, style), *(badge(name, revision) for name in untold(revision))]), "   "
        )
        for line in remarks(revision, style):
            yield from wrapped(line, "   ")
    for change in story.told[: style.in_one]:
        yield ""
        yield from _change(change, story, style)
    if line := kept_back(story, style):
        yield ""
        yield from wrapped(line, "   ")
        yield f"   {see(story, style)}"


def kept_back(story: Story, style: Style) -> str:
    """Return how many changes and minor edits of a story are not shown, or nothing."""
    more = len(story.told) - style.in_one
    parts = [count(more, "more change")] if more > 0 else []
    parts += [count(story.minor_edits, "minor edit")] if story.minor else []
    return f"{' and '.join(parts)} not shown. To see all:" if parts else ""


def _change(change: Change, story: Story, style: Style) -> Iterator[str]:
    for place, step in enumerate(change.shown):
        if place and change.between:
            yield from wrapped(between(change), "   ")
        named = "; ".join(labels(step.edit))
        title = ", ".join([deed(step.edit, again=place > 0), *when(step, story, style)])
        yield from wrapped(title + (f" ({named})" if named else ""), "   ")
        for name, runs in sides(step.edit):
            yield from wrapped(marked(runs), f"   {name:<8}")
    if change.undone:
        yield f"   {UNDONE}"


def when(step: Link, story: Story, style: Style) -> tuple[str, ...]:
    """Return when an edit was seen, where a story has more than one revision."""
    first = story.revisions[0].seen_at
    at = step.revision.seen_at
    return (f"seen {moment(at, style, beside=first)}",) if len(story.revisions) > 1 else ()


def between(change: Change) -> str:
    """Return how many edits of one sentence are passed over."""
    return f"{count(change.between, 'edit')} of it between the first and the last not shown."


def _overdue(digest: Digest, style: Style) -> Iterator[str]:
    names = publishers(digest, style)
    yield from wrapped(f"OVERDUE: {late.EXPLAINED}")
    for one in late.shown(digest, style):
        yield ""
        yield from wrapped(headline(one), "   ")
        yield from wrapped(names[one.site], "   ")
        if address := link(one.url):
            yield f"   {address}"
        yield from wrapped("{}*{}*{}".format(*late.said(one)).replace("**", ""), "   Says    ")
        yield from wrapped(late.due(one, style), "   Time    ")
        yield from wrapped(late.lateness(one, style), "   Overdue ")
    if line := late.kept_back(digest, style):
        yield from ("", *wrapped(line, "   "), f"   {style.all_overdue}")


def _closing(digest: Digest, style: Style) -> Iterator[str]:
    if rest := in_brief(digest, style):
        names = publishers(digest, style)
        yield from wrapped(f"{count(len(rest), 'more article')}, in brief:")
        for story in rest:
            yield ""
            yield from wrapped(f"{headline(story)} ({names[story.site]}): {top_change(story)}")
            yield link(story.url) or plain(story.url)
        yield ""
    if digest.quiet:
        yield from wrapped(small(digest))
        yield from (see(story, style) for story in digest.quiet)
        yield ""
    yield from wrapped(why(digest, style))


def small(digest: Digest) -> str:
    """Return how many articles changed in small ways only."""
    edits = sum(story.minor_edits for story in digest.quiet)
    more = f"{count(len(digest.quiet), 'more article')} changed in small ways only"
    return f"{more}: {count(edits, 'minor edit')} not shown. To see all:"


def see(story: Story, style: Style) -> str:
    """Return the command that shows every edit of an article, safe to paste into a shell."""
    return f"{style.history} {shlex.quote(link(story.url) or plain(story.url))}"


def origin(digest: Digest) -> str:
    """Return what a page that stands alone is."""
    return f"A report of Afterword for the subscription “{plain(digest.subscription)}”."


def why(digest: Digest, style: Style) -> str:
    """Return why one gets a report and how to have it stopped."""
    operator = f"Its operator ({plain(style.contact)})" if style.contact else "Its operator"
    return (
        f"You get this because your address stands in the subscription “{plain(digest.subscription)}” of an "
        f"Afterword monitor. {operator} can take it out or change what is told."
    )
