"""Pages whose bytes are not, or not only, what the header says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsroom.answer import Answer
from newsroom.trouble.page import page

if TYPE_CHECKING:
    from newsroom.answer import Ask


_TITLE = "Café owner’s “naïve” plan to move the pier"
_TEXT = "The café’s owner called the plan “naïve”, and said that moving the pier a few feet costs £3 million."


def windows_1252(_ask: Ask) -> Answer:
    """Bytes in windows-1252, rightly named in the header."""
    return Answer(body=page(_TITLE, _TEXT).encode("windows-1252"), kind="text/html; charset=windows-1252")


def windows_1252_as_latin_1(_ask: Ask) -> Answer:
    """Bytes in windows-1252 called ISO-8859-1 in the header, as the web often does."""
    return Answer(body=page(_TITLE, _TEXT).encode("windows-1252"), kind="text/html; charset=ISO-8859-1")


def windows_1252_as_utf_8(_ask: Ask) -> Answer:
    """Bytes in windows-1252 called UTF-8 in the header."""
    return Answer(body=page(_TITLE, _TEXT).encode("windows-1252"))


def utf_8_as_latin_1(_ask: Ask) -> Answer:
    """Bytes in UTF-8 called ISO-8859-1 in the header, and UTF-8 in the page."""
    text = page(_TITLE, _TEXT, head="<meta charset=utf-8>")
    return Answer(body=text.encode(), kind="text/html; charset=ISO-8859-1")


def meta_windows_1252(_ask: Ask) -> Answer:
    """Bytes in windows-1252; only a meta element names it."""
    text = page(_TITLE, _TEXT, head="<meta charset=windows-1252>")
    return Answer(body=text.encode("windows-1252"), kind="text/html")
