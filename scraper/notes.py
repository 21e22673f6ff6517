"""What a text says of the page it stands on: that it was corrected or updated, or that its story goes on."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_MARK = r"\s*[)\]】」]?\s*(?:$|[:：|.(\[]|[-–—](?!\w))"
_STAMP = r"\d{1,2}[:.]\d\d\s?\S{0,8}|[^.!?:]{0,30}\d[^.!?:]{0,15}"


def says(text: str, kind: str) -> bool:
    """Tell whether a text begins as a note of a kind does: "correction", "update" or "developing".

    An update that owns up to a mistake is a correction.

    >>> says("Note: This article has been corrected.", "correction"), says("Updated at 3pm", "correction")
    (True, False)
    >>> says("Updated at 3pm to correct the spelling of a name", "correction")
    True
    >>> says("The prime minister's course correction surprised markets.", "correction")
    False
    """
    if _opened(text, kind):
        return True
    return kind == "correction" and says(text, "update") and _mends().search(text) is not None


def is_note(text: str) -> bool:
    """Tell whether a paragraph is a note on the page's own changes, not a part of its story.

    >>> is_note("Correction: an earlier version gave the wrong year."), is_note("Update 3pm: it is over.")
    (True, True)
    >>> is_note("Corrections officers went on strike."), is_note("Update your passport before you travel.")
    (False, False)
    >>> is_note("Update 5.3 of the reader mends much."), is_note("Update 5.30 pm: it is over.")
    (False, True)
    >>> is_note("Updated 3 minutes ago"), is_note("An earlier version of this bill failed in May.")
    (False, False)
    """
    return says(text, "correction") or says(text, "update")


def without_label(note: str) -> str:
    """Return a note without what only says that it is one, and when it was made.

    >>> without_label("Correction, 3 May 2026: The wall is 23 metres long.")
    'The wall is 23 metres long.'
    """
    text = note.strip()
    found = _heading().match(text)
    return text[found.end() :] if found else text


def beyond_form(note: str) -> str:
    """Return what a note says behind the words that make it one and its date.

    >>> beyond_form("This article was amended on 3 May."), beyond_form("The wall is 23 metres long.")
    ('', 'The wall is 23 metres long.')
    >>> beyond_form("This story was updated on Monday, May 3, 2026 to correct a name.")
    ' to correct a name.'
    """
    found = _opened(note, "correction") or _opened(note, "update")
    return _date().sub("", note.strip()[found.end() :], count=1) if found else note


def speaks_of(note: str) -> frozenset[str]:
    """Return the labels of the edits that a note can be about by what it says that it mends.

    >>> sorted(speaks_of("It misspelled Ms Lee.")), speaks_of("It said that the river was the Elbe.")
    (['name', 'spelling'], frozenset())
    """
    found = (labels.split() for labels in _things() if _thing(labels).search(note))
    return frozenset(label for labels in found for label in labels)


@cache
def _things() -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for table in _tables().values() for key in table.get("about", {})))


@cache
def _thing(labels: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_listed('about', labels)})(?!\w)", re.IGNORECASE)


@cache
def _date() -> re.Pattern[str]:
    """Return what matches the day that a note names right behind its form: "on Monday, 3 May 2026"."""
    word = r"(?!to\b)[^\W\d]+\.?,?"
    return re.compile(
        rf"^\W*(?:{_words('behind')})\s+(?:{word}\s+){{0,2}}\d\S*(?:\s+{word})?(?:\s+\d{{4}})?", re.IGNORECASE
    )


def _opened(text: str, kind: str) -> re.Match[str] | None:
    return _opening(kind).match(text.strip().replace("’", "'"))


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("scraper") / "notes.toml").read_text("utf-8"))


def _listed(kind: str, name: str) -> str:
    """Return the labels or phrases of a kind in all languages, as one expression."""
    filled = [
        entry.replace("{work}", table.get("work", ""))
        for table in _tables().values()
        for entry in table.get(kind, {}).get(name, ())
    ]
    return "|".join(filled) or "(?!)"


def _words(name: str) -> str:
    return "|".join(str(table[name]) for table in _tables().values() if name in table)


def _dated() -> str:
    """Return what may stand between a label and its date, with the date's beginning."""
    lead = rf"(?:(?:{_words('behind')})\s+(?:[^\W\d]+\.?,?\s+)?|(?-i:[A-Z])[^\W\d]+\.?,?\s+)?"
    version = r"\d+\.\d\s(?-i:[a-z])"
    return rf",?\s+{lead}(?!\d+\s\S+\s(?:{_words('ago')})\b|{version})\d"


def _before() -> str:
    """Return what may stand before a note's own words: marks, "Note:", a day or an hour."""
    heads = rf"(?:{_words('heads')})(?:\W+|\s+that\s|\s+dass\s)"
    date = r"[^\W\d]+\.?\s\d{1,2}(?:,\s\d{4})?\s|\d[\d:.]*\s?[^\W\d]{0,4}\s"
    return rf"(?:[^\w\"“„«]|_)*(?:{heads}|(?:{_STAMP})(?::\s|\s[-–—|]\s)|{date})?"


@cache
def _opening(kind: str) -> re.Pattern[str]:
    label = rf"(?:{_listed(kind, 'label')})(?!\w)(?:{_MARK}|{_dated()})"
    return re.compile(rf"{_before()}(?:{label}|{_listed(kind, 'phrase')})", re.IGNORECASE)


@cache
def _mends() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('mends')})", re.IGNORECASE)


@cache
def _heading() -> re.Pattern[str]:
    """Return what matches a label up to the mark that ends it."""
    labels = "|".join(_listed(kind, "label") for kind in ("correction", "update"))
    known = rf"editor'?s?'? note|{labels}|{_words('heads')}"
    return re.compile(
        rf"(?:[^\w\"“„«]|_)*(?:{known})(?!\w)[^.!?]{{0,50}}?(?:[:：.]\s*|\s*[-–—|]\s+|\)\s*)", re.IGNORECASE
    )
