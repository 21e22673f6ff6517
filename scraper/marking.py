"""Removed and added words on a terminal: in plain text by the marks of wdiff, or in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.article import legible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scraper.article import Run

MARKS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}

LOOKS = {"same": "", "removed": "red strike", "added": "green underline"}
"""The same in colour, as rich styles."""


def marked(runs: Iterable[Run]) -> str:
    """Return runs as plain text in which marks, not colour, tell what was removed and added.

    >>> from scraper.article import Run
    >>> marked([Run("removed", "32"), Run("added", "47"), Run("same", " died")])
    '[-32-]{+47+} died'
    """
    return legible("".join(map(_marked, runs)))


def _marked(run: Run) -> str:
    """Mark a run's words; the white space around them stays outside."""
    lead, words, tail = parted(run)
    return f"{lead}{MARKS[run.fate].format(words)}{tail}" if words else lead


def parted(run: Run) -> tuple[str, str, str]:
    """Return the white space before the words of a run, the words, and the white space behind them."""
    words = run.text.strip()
    lead, _, tail = run.text.partition(words) if words else (run.text, "", "")
    return lead, words, tail
