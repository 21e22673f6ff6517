"""What a page itself says of its changes: corrections, updates, and that the story is still developing."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from scraper.article import Kind, normalise
from scraper.edits.lexicon import LANGUAGES, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.article import Article, Edit


def corrections(old: Article, new: Article, edits: Sequence[Edit]) -> tuple[str, ...]:
    """Return the corrections, clarifications and editor's notes that came, changed or went, as they read now.

    They stand in the page's notes or as sentences of the body; one that went reads as it did.
    """
    before, after = _noted(old), _noted(new)
    come = [note for note in after if note not in before]
    gone = [note for note in before if note not in after and not come]
    told = [text for text in _changed(edits) if says(text, "correction")]
    return tuple(dict.fromkeys([*come, *gone, *told]))


def _noted(article: Article) -> tuple[str, ...]:
    return tuple(normalise(note) for note in article.notes if says(note, "correction"))


def _changed(edits: Sequence[Edit]) -> Iterator[str]:
    return (edit.after or edit.before or "" for edit in edits if edit.kind is not Kind.MOVED)


def acknowledged(article: Article) -> bool:
    """Tell whether a page carries any note of its own changes: a correction, an update, an editor's note."""
    return bool(article.notes) or any(
        says(text, "correction") or says(text, "update") for text in _texts(article)
    )


def developing(article: Article) -> bool:
    """Tell whether a page says that its story is unfinished: live, breaking, more to follow."""
    return article.live_blog or any(says(text, "developing") for text in _texts(article))


def _texts(article: Article) -> tuple[str, ...]:
    """Return where notes stand: under the headline, and in the first and last paragraphs."""
    fields = (article.headline or "", article.standfirst or "", article.byline or "")
    return (*fields, *article.paragraphs[:3], *article.paragraphs[-3:])


def says(text: str, name: str) -> bool:
    """Tell whether `text` begins with, or in few words is, a phrase of the list `name` of any language.

    >>> says("Correction: an earlier version misspelt the name.", "correction")
    True
    >>> says("The prime minister's course correction surprised markets.", "correction")
    False
    """
    return _phrases(name).match(text.strip()) is not None


@cache
def _phrases(name: str) -> re.Pattern[str]:
    listed = sorted({phrase for tag in LANGUAGES for phrase in lexicon(tag, name)})
    return re.compile(rf"[\W_]*(?:{'|'.join(listed) or '(?!)'})", re.IGNORECASE)
