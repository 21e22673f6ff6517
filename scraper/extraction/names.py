"""What the names that publishers give to elements, by class, id and role, say of their content."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LISTS: dict[str, str] = json.loads((resources.files(__package__) / "names.json").read_text("utf-8"))
FURNITURE = frozenset(_LISTS["furniture"].split())
PAIRS = frozenset(tuple(pair.split()) for pair in _LISTS["pairs"].split("|"))
SILENT, APART, HEADINGS = (
    frozenset(_LISTS[f"{kind} tags"].split()) for kind in ("silent", "apart", "heading")
)
BLOCKS = HEADINGS | frozenset(_LISTS["block tags"].split())
STANDFIRST = frozenset(_LISTS["standfirst"].split())
COMMENTS = frozenset(_LISTS["comments"].split())
AUTHORS = frozenset(_LISTS["authors"].split())
CAPTION = frozenset(_LISTS["caption"].split())
SLUG = 7  # hyphens
_PARTS = re.compile(r"[\W\d_]+")
_HUMPS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_INITIAL = re.compile(r"initial|drop-?cap|first-?letter", re.IGNORECASE)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def named(element: HtmlElement) -> str:
    """Return everything that names an element."""
    get = element.get
    return f"{get('class') or ''} {get('id') or ''} {get('role') or ''}"


@lru_cache(maxsize=16384)
def furniture_name(name: str) -> str:
    """Return the word in an element's names that tells furniture; empty if there is none.

    >>> furniture_name("c-relatedLinks box"), furniture_name("article-body shared md:hidden fAdQz")
    ('related', '')
    """
    for single in name.split():
        words = words_of(single)
        for word in (*words, "".join(words)):
            if word in FURNITURE:
                return word
        for pair in pairwise(words):
            if pair in PAIRS:
                return " ".join(pair)
    return ""


@lru_cache(maxsize=16384)
def caption_name(name: str) -> bool:
    """Tell whether an element's names say that it is a caption or a credit, and none that it is a standfirst.

    >>> caption_name("story-image"), caption_name("lead-image"), caption_name("story-dek with-image")
    (True, True, False)
    """
    told = {single: any(word in CAPTION for word in words_of(single)) for single in name.split()}
    return any(told.values()) and not any(standfirst_name(single) for single in told if not told[single])


@lru_cache(maxsize=16384)
def author_name(name: str) -> bool:
    """Tell whether an element's class says that it names an author: as a whole, or in its last word."""
    every = (words_of(single) for single in name.split())
    return any(words and (words[-1] in AUTHORS or "".join(words) in AUTHORS) for words in every)


@lru_cache(maxsize=16384)
def standfirst_name(name: str) -> bool:
    """Tell whether an element's names say that it is a standfirst.

    >>> standfirst_name("storyDek__Icz5H"), standfirst_name("story-text")
    (True, False)
    """
    every = (words_of(single, least=3) for single in name.split())
    return any(
        word in STANDFIRST
        for words in every
        for word in (*words, "".join(words), *(one + two for one, two in pairwise(words)))
    )


def words_of(name: str, least: int = 4) -> list[str]:
    """Return the words in one name; style variants (`print:flex`) and scraps of generated names are none.

    A word of fewer than `least` letters stands alone between hyphens, or is such a scrap. A name of very many
    words is a sentence: the address of a part of the page.
    """
    if ":" in name or "[" in name or name.count("-") > SLUG:
        return []
    return [
        word.lower()
        for part in _PARTS.split(name)
        for word in ([part] if len(part) < 4 or part.isupper() else _HUMPS.findall(part))
        if len(word) >= least or word == part
    ]


def is_furniture(element: HtmlElement) -> str:
    """Return the word by which an element calls itself furniture; empty if it does not."""
    name = named(element)
    return furniture_name(name) if len(name) > 2 else ""


def is_caption(element: HtmlElement) -> bool:
    """Tell whether an element calls itself a caption."""
    name = named(element)
    return len(name) > 2 and caption_name(name)


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether an element is hidden from every reader; a paragraph kept from being read aloud is not."""
    get = element.get
    style = get("style")
    if get("hidden") is not None or "hidden" in (get("class") or "").split():
        return True
    unheard = get("aria-hidden") == "true" and element.tag != "p"
    return unheard or bool(style and _HIDING.search(style))


def is_initial(element: HtmlElement) -> bool:
    """Tell whether an inline element is a drop cap, which belongs to the word behind it."""
    if element.tag != "span" or not _INITIAL.search(element.get("class") or ""):
        return False
    return len("".join(str(text) for text in element.itertext()).strip()) == 1
