"""What a page itself says of its changes: corrections, updates, and that the story is still developing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scraper.article import normalise
from scraper.notes import beyond_form, says, without_label
from scraper.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.article import Article

_DATED = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{4,}")
_TELLING = 3  # words of four letters or more: a day of the week and a month are two
_STAMP = 60  # characters up to which an update that tells a day or an hour is a mark of that moment


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections, clarifications and editor's notes that came, were changed or went, as they stand.

    `changed` are those that stood there with other words before.
    """

    come: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def fresh(self) -> tuple[str, ...]:
        """Those that came or were changed."""
        return self.come + self.changed

    def __bool__(self) -> bool:
        return bool(self.come or self.changed or self.gone)


def corrections(old: Article, new: Article) -> Corrections:
    """Return what became of the corrections of a page, whether they stand apart or in the text."""
    before, after = (tuple(dict.fromkeys(standing(one))) for one in (old, new))
    come = tuple(note for note in after if note not in before)
    gone = tuple(note for note in before if note not in after)
    if come and gone:
        return Corrections(come=come[len(gone) :], changed=come[: len(gone)], gone=gone[len(come) :])
    return Corrections(come=come, gone=gone)


def updated(old: Article, new: Article) -> bool:
    """Tell whether a page says that its story was brought up to date, and owns up to no mistake by it.

    A mark that names an hour, and named it before, speaks of an earlier change.
    """
    known = set(_of_kind(old, "update"))
    marks = (text for text in _of_kind(new, "update") if not says(text, "correction"))
    return any(text not in known or not _stamp(text) for text in marks)


def standing(article: Article) -> tuple[str, ...]:
    """Return the corrections, clarifications and editor's notes that stand on a page."""
    return tuple(_of_kind(article, "correction"))


def noted(article: Article) -> bool:
    """Tell whether a page carries any note at all, also one of an earlier change."""
    return any(standing(article)) or any(_of_kind(article, "update"))


def developing(article: Article) -> bool:
    """Tell whether a page says that its story is unfinished: live, breaking, more to follow."""
    return article.live_blog or any(_of_kind(article, "developing"))


def corrected(note: str) -> str:
    """Return what a note says that it corrects, without that it is a note.

    >>> corrected("This article was amended on 3 May 2026. An earlier version said the wall was 32 metres.")
    'An earlier version said the wall was 32 metres.'
    """
    told = sentences(without_label(note))
    return " ".join(told[1:] if len(told) > 1 and _formal(told[0]) else told) or note


def formal(note: str) -> bool:
    """Tell whether a note says only that there was a correction, and not of what.

    >>> formal("This article was corrected on 3 May."), formal("Correction: The river is the Elbe.")
    (True, False)
    """
    told = sentences(without_label(note))
    return all(beyond_form(one) != one and _formal(one) for one in told)


def _formal(sentence: str) -> bool:
    """Tell whether a sentence says that there was a correction, and perhaps when, but not of what."""
    return len(_WORD.findall(beyond_form(sentence))) < _TELLING


def _of_kind(article: Article, kind: str) -> Iterator[str]:
    """Yield the notes of a kind: what stands apart as such, and the sentences that begin like one."""
    yield from (text for text in map(normalise, article.notes) if _speaks(text, kind))
    fields = (article.headline or "", article.standfirst or "", article.byline or "")
    for text in (*fields, *article.paragraphs):
        yield from (normalise(one) for one in sentences(text, article.language) if says(one, kind))


def _speaks(note: str, kind: str) -> bool:
    """Tell whether a note is of a kind; one that says nothing of itself corrects."""
    if kind != "correction" or says(note, "correction"):
        return says(note, kind)
    return not says(note, "update")


def _stamp(text: str) -> bool:
    return len(text) <= _STAMP and bool(_DATED.search(text))
