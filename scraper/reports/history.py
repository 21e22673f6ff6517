"""One article's versions and edits: as values, as JSON, and as lines for a terminal of any width."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from scraper.marking import LOOKS, marked
from scraper.reports import late
from scraper.reports.facts import alarming, badge, remarks, seen, untold
from scraper.reports.marks import deed, sides
from scraper.reports.wording import Style, count, flag, labels, moment, plain, publisher

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import ConsoleOptions

    from scraper.article import Edit, Promise, Revision, Version


@dataclass(frozen=True, slots=True)
class Step:
    """A version, and how it came from the one before; `None` for the first, or where that is not known."""

    version: Version
    revision: Revision | None


@dataclass(frozen=True, slots=True)
class History:
    """An article's life as it was seen: its steps, the oldest first."""

    site: str
    url: str
    steps: tuple[Step, ...]
    promises: tuple[Promise, ...] = ()


def history(
    site: str,
    url: str,
    versions: Sequence[Version],
    revisions: Sequence[Revision],
    promises: Sequence[Promise] = (),
) -> History:
    """Return the steps of one article in order of time: every version and every revision is in one.

    A withdrawal makes a revision without a version of its own: its step shows the wording that was withdrawn.
    """
    come = {revision.new.number for revision in revisions if revision.new.number != revision.old.number}
    steps = [Step(revision.new, revision) for revision in revisions]
    steps += [Step(version, None) for version in versions if version.number not in come]
    return History(site, url, tuple(sorted(steps, key=_when)), tuple(promises))


def _when(step: Step) -> tuple[datetime, int]:
    seen_at = step.revision.seen_at if step.revision else step.version.seen_at
    return seen_at, step.version.number


def as_json(past: History) -> dict[str, object]:
    """Return a history as JSON has it: every version in full, and every edit with its evidence."""
    versions = {step.version.number: step.version for step in past.steps}
    return {
        "site": past.site,
        "url": past.url,
        "versions": [_jsonable(versions[number]) for number in sorted(versions)],
        "revisions": [
            {**_flat(step.revision), "old": step.revision.old.number, "new": step.revision.new.number}
            for step in past.steps
            if step.revision
        ],
        "announcements": [_flat(promise) for promise in past.promises],
    }


def _jsonable(value: object) -> object:
    if is_dataclass(value):
        return _flat(value)
    if isinstance(value, tuple):
        return [_jsonable(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _flat(value: object) -> dict[str, object]:
    """Return a frozen word as a JSON object of its fields."""
    names = [name.name for name in fields(value)] if is_dataclass(value) else []
    return {name: _jsonable(getattr(value, name)) for name in names}


@dataclass(frozen=True, slots=True)
class Shown:
    """A history to print on a rich console: in colour where there is colour, else with written marks."""

    history: History
    style: Style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield the lines for this width."""
        written = console.color_system is None or console.no_color
        rule = Text("-" * options.max_width if written else "─" * options.max_width, style="dim")
        for text, first in _told(self.history, self.style, rule, written=written):
            yield from _hanging(text, first, console, options.max_width)


def lines(past: History, width: int, style: Style | None = None) -> list[str]:
    """Return a history as plain lines of at most `width` columns."""
    paper = StringIO()
    console = Console(file=paper, width=width, color_system=None, force_terminal=False, legacy_windows=False)
    console.print(Shown(past, style or Style()))
    return paper.getvalue().splitlines()


def _told(past: History, style: Style, rule: Text, *, written: bool) -> Iterator[tuple[Text, str]]:
    """Yield texts to be folded, each with the words before its first line."""
    for line in _head(past, style):
        yield line, ""
    for step in past.steps:
        yield Text(), ""
        yield rule, ""
        for line in _facts(step, style):
            yield line, ""
        for edit in step.revision.edits if step.revision else ():
            yield Text(), ""
            yield from _edit(edit, written=written)
        for promise in past.promises if _makes_version(step) else ():
            if promise.version == step.version.number:
                yield Text(), ""
                yield from _promise(promise, style)


def _head(past: History, style: Style) -> Iterator[Text]:
    if not past.steps:
        yield Text(f"No version of {plain(past.url)} is known.")
        return
    article = past.steps[-1].version.article
    versions = {step.version.number for step in past.steps}
    first = moment(past.steps[0].version.seen_at, style)
    yield Text(plain(article.headline or "") or plain(past.url), style="bold")
    yield Text(publisher(past.site, (step.version.article.site_name for step in past.steps), style))
    yield Text(plain(past.url))
    yield Text(f"{count(len(versions), 'version')}, the first seen {first}")


def _facts(step: Step, style: Style) -> Iterator[Text]:
    revision = step.revision
    if revision is None:
        yield Text.assemble(_name(step), f"  Seen {moment(step.version.seen_at, style)}.")
        if step.version.article.withheld:
            yield Text(flag("stub"))
        return
    yield Text.assemble(_name(step), f"  {seen(revision, style)}")
    looks = "yellow" if alarming(revision) else ""
    yield from (Text(badge(name, revision), style=looks) for name in untold(revision))
    for place, line in enumerate(remarks(revision, style)):
        yield Text(line, style=looks if place == 0 else "")


def _name(step: Step) -> tuple[str, str]:
    """Return the version's number; a withdrawal makes none."""
    same = step.revision is not None and step.revision.old.number == step.revision.new.number
    return (f"Version {step.version.number}{', still' if same else ''}", "bold")


def _edit(edit: Edit, *, written: bool) -> Iterator[tuple[Text, str]]:
    """Yield what happened to a sentence, then how each side reads; each text with the words before it."""
    named = "; ".join([*labels(edit), *(() if edit.substantive else ("minor",))])
    yield Text(deed(edit) + (f" ({named})" if named else ""), style="cyan"), "  "
    for name, runs in sides(edit):
        coloured = Text.assemble(*((run.text, LOOKS[run.fate]) for run in runs))
        yield Text(marked(runs)) if written else coloured, f"  {name:<9}"


def _makes_version(step: Step) -> bool:
    return step.revision is None or step.revision.old.number != step.revision.new.number


def _promise(promise: Promise, style: Style) -> Iterator[tuple[Text, str]]:
    """Yield what a version announced, for when, and what became of it."""
    looks = "yellow" if promise.fate == "overdue" else "cyan"
    yield Text(f"Announced{late.named(promise, style)} ({late.fate(promise, style)})", style=looks), "  "
    before, words, after = late.said(promise)
    yield Text.assemble(before, (words, "bold"), after), f"  {'Says':<9}"


def _hanging(text: Text, first: str, console: Console, width: int) -> Iterator[Text]:
    """Yield a text in lines that hang under its beginning."""
    for place, line in enumerate(text.wrap(console, max(width - len(first), 1))):
        line.rstrip()
        yield Text.assemble((" " * len(first) if place else first, "dim"), line)
