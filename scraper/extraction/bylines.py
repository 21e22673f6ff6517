"""Names of authors out of what bylines say: no "By", no jobs, no agencies glued on, no addresses."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import TYPE_CHECKING

from scraper.article import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

_LISTS: dict[str, str] = json.loads((resources.files(__package__) / "bylines.json").read_text("utf-8"))
_BY = re.compile(rf"^(?:(?:{_LISTS['by']})(?:\s*:\s*|\s+))+", re.IGNORECASE)
_SIGNED = re.compile(rf"\s*(?:{_LISTS['signed']})(?:\s*:|\s|$)", re.IGNORECASE)
_AND = re.compile(rf"\s+(?:{_LISTS['and']})\s+")
_JOBS = frozenset(_LISTS["job"].split("|"))
_APART = re.compile(r"\s*[;|/•·\n]\s*|\s+[–—-]\s+|,\s*")
_ADDRESS = re.compile(r"\S+@\S+|(?:https?:)?//\S+|www\.\S+|(?<!\w)@\w+")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_DATED = re.compile(
    r"\s+(?:(?:up|post)dated\s+|posted\s+)?(?:on\s+)?"
    r"(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+)?\d.*$",
    re.IGNORECASE,
)
# A place with a capital behind a name: "in Berlin"; "de" and its like belong to names.
_PLACE = re.compile(
    r"(?<=\w)\s+(?:in|from|at|aus|à|en)\s+[^\W\d_a-zà-ÿ][\w'’-]*(?:\s+[^\W\d_a-zà-ÿ][\w'’-]*)*$"
)
_SMALL = re.compile(r"[a-zà-ÿ]+ [a-zà-ÿ]+ ")  # "información de EFE"
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
SHORTEST, LONGEST = 2, 6  # words of a name


def names(values: Iterable[str]) -> tuple[str, ...]:
    r"""Return the names in a byline's parts, in order, each once.

    >>> names(["By Ada Quill and Bo Reed, Health Correspondent"]), names(["https://news.example/authors"])
    (('Ada Quill', 'Bo Reed'), ())
    >>> names(["Von Uwe Berg, Rom"]), names(["Reuters"]), names(["Jo Hay Jr, MD"])
    (('Uwe Berg',), ('Reuters',), ('Jo Hay Jr',))
    >>> names(["By\nAda Quill\nStaff Writer"]), names(["Bo Reed Updated on May 4, 2031"])
    (('Ada Quill',), ('Bo Reed',))
    >>> names(["Ada Quill avec AFP"]), names(["Bo Reed in Cairn"]), names(["Jo Hay Environment editor"])
    (('Ada Quill',), ('Bo Reed',), ('Jo Hay',))
    """
    return tuple(dict.fromkeys(name for value in values for name in split(value)))


def split(value: str) -> list[str]:
    """Return the names in one text."""
    text = _BY.sub("", _ADDRESS.sub(" ", _BRACKETS.sub("", value)).strip())
    parts = [_PLACE.sub("", _DATED.sub("", _BY.sub("", part)).strip(" .,:-")) for part in _APART.split(text)]
    parts[:1] = [without_job(parts[0])]
    people = [person.strip(" .,:") for part in parts for person in _AND.split(part) if is_name(person)]
    full = [
        person for person in people if (" " in person or not person.isascii()) and not _SMALL.match(person)
    ]
    return full or people[:1] or ([text] if text and len(_WORD.findall(text)) <= LONGEST else [])


def without_job(text: str) -> str:
    """Return a name without the job glued to it, where two words are left.

    >>> [without_job(text) for text in ("Bo Reed Sports editor", "Sport Reporter Bo Reed", "Staff Writer")]
    ['Bo Reed', 'Bo Reed', 'Staff Writer']
    """
    words = text.split()
    for end in (-1, 0):
        while len(words) > SHORTEST and words[end].lower() in _JOBS:
            del words[end]
    return " ".join(words) if len(words) >= SHORTEST else text


def is_name(text: str) -> bool:
    """Tell whether a text can be a name: few words, no job, no digits."""
    words = _WORD.findall(text)
    if not words or len(words) > LONGEST or any(char.isdigit() for char in text):
        return False
    return len(words) == 1 or not any(word.lower().strip(".") in _JOBS for word in words)


def people(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names that look like a person's: what a page shows near its byline may be a button.

    >>> people(["By Ada Quill", "Follow", "Edit topics"])
    ('Ada Quill',)
    """
    return tuple(name for name in names(values) if is_person(name))


def is_signed(text: str) -> bool:
    """Tell whether a text begins as a byline does.

    >>> is_signed("By Ada Quill"), is_signed("Von"), is_signed("Byron wrote it")
    (True, True, False)
    """
    return bool(_SIGNED.match(text))


def is_person(name: str) -> bool:
    """Tell whether a name has a first and a last word, neither in small letters."""
    words = _WORD.findall(name)
    return len(words) > 1 and not (words[0][0].islower() or words[-1][0].islower())


def is_house(authors: Iterable[str], *house: str) -> bool:
    """Tell whether the only author is the publisher itself."""
    told = [normalise(author).lower() for author in authors]
    return len(told) == 1 and any(told[0] == normalise(name).lower() for name in house if name)
