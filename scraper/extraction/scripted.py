"""Text that a page carries as data in its scripts, for the browser to show: the HTML in their strings."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

DEPTH = 3  # strings within strings: JSON in a string of a script is common
_STRING = re.compile(r'"((?:[^"\\]|\\.){250,})"', re.DOTALL)  # shorter ones hold no text
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)


def scripted(root: HtmlElement) -> HtmlElement | None:
    """Return the longest text in HTML that the scripts of a page hold, as a tree; `None` where none is."""
    scripts = (script.text or "" for script in root.iter("script"))
    found = [html for script in scripts for html in strings(script)]
    if not found:
        return None
    try:
        tree: HtmlElement = lxml.html.fragment_fromstring(max(found, key=len), create_parent="article")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree


def strings(code: str, depth: int = 0) -> Iterator[str]:
    """Yield the strings in code that hold paragraphs of HTML, also those within other strings.

    >>> text = "<p>" + "The ferry sails again. " * 12 + "</p>"
    >>> [found == text for found in strings(f"push([1, {json.dumps(json.dumps({'body': text}))}])")]
    [True]
    """
    for match in _STRING.finditer(code):
        try:
            value = json.loads(f'"{match[1]}"', strict=False)
        except ValueError:
            continue
        inner = list(strings(value, depth + 1)) if depth < DEPTH else []
        if inner:
            yield from inner
        elif value.lstrip().startswith("<") and _PARAGRAPH.search(value):
            yield value
