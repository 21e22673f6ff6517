"""The words of an edit with their marks: which were removed, which were added, and how each side reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.article import Kind, Part, Run
from scraper.reports.wording import plain, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scraper.article import Edit

WIDTH = 72  # characters of an edit's gist, and of a summary
PARTS = {Part.HEADLINE: "Headline", Part.STANDFIRST: "Standfirst", Part.BYLINE: "Byline", Part.BODY: "Text"}


def sides(edit: Edit) -> tuple[tuple[str, tuple[Run, ...]], ...]:
    """Return each side of an edit that there is, with what it is called: `Was` and `Now` for most.

    A sentence that only moved reads the same on both sides, so it has one.
    """
    if edit.kind is Kind.MOVED:
        return (("Moved", words(edit, "added")),)
    names = {Kind.ADDED: ("", "Added"), Kind.REMOVED: ("Removed", "")}.get(edit.kind, ("Was", "Now"))
    there = zip(names, ("removed", "added"), (edit.before, edit.after), strict=True)
    return tuple((name, words(edit, fate)) for name, fate, text in there if text is not None)


def words(edit: Edit, fate: str) -> tuple[Run, ...]:
    """Return one side of an edit in runs: what stayed, and what was `removed` or `added`, blanks unmarked."""
    whole = edit.after if fate == "added" else edit.before
    runs = edit.runs or (Run("same" if edit.kind is Kind.MOVED else fate, whole or ""),)
    return tuple(_joined(_tidy(run for run in runs if run.fate in {"same", fate})))


def _tidy(runs: Iterable[Run]) -> Iterable[Run]:
    """Clean the runs' text and give the blanks at their ends to the unmarked text around them."""
    for run in runs:
        text = plain(run.text)
        if run.text[:1].isspace():
            yield Run("same", " ")
        if text:
            yield Run(run.fate, text)
        if run.text[-1:].isspace():
            yield Run("same", " ")


def _joined(runs: Iterable[Run]) -> Iterable[Run]:
    """Join neighbours of one fate; of several blanks one stays, and none at either end."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else Run("same", " ")
        text = run.text.lstrip() if last.text.endswith(" ") else run.text
        if joined and last.fate == run.fate:
            joined[-1] = Run(run.fate, last.text + text)
        elif text:
            joined.append(Run(run.fate, text))
    if joined:
        joined[-1] = Run(joined[-1].fate, joined[-1].text.rstrip())
    return [run for run in joined if run.text]


def gist(edit: Edit) -> str:
    """Return an edit in few words: its own summary, or else the words that went and came."""
    if edit.summary:
        return shortened(plain(edit.summary), WIDTH)
    gone, came = (
        " … ".join(run.text for run in words(edit, fate) if run.fate == fate) for fate in ("removed", "added")
    )
    if edit.kind is Kind.REWORDED and gone and came:
        return f"{shortened(gone, WIDTH // 2 - 2)} -> {shortened(came, WIDTH // 2 - 2)}"
    verb = "moved" if edit.kind is Kind.MOVED else "dropped" if gone else "added"
    return f"{verb}: {shortened(gone or came or plain(edit.after or ''), WIDTH - 10)}"


def deed(edit: Edit, *, again: bool = False) -> str:
    """Return the part that an edit touches and what happened to it: "Headline reworded"."""
    moved = " and moved" if edit.moved and edit.kind is not Kind.MOVED else ""
    return f"{'Then' if again else PARTS[edit.part]} {edit.kind}{moved}"
