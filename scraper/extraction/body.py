"""The body of an article: its paragraphs in reading order."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import trafilatura

from scraper.extraction.rules import Rules, select

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from scraper.extraction.page import Page

_READABLE = ("p", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre")


def paragraphs(page: Page, rules: Rules) -> tuple[str, tuple[str, ...]]:
    """Return the witness of the body and its paragraphs."""
    if rules.body and (found := ruled(page.root, rules)):
        return "rules", found
    return "trafilatura", voted(page)


def ruled(root: HtmlElement, rules: Rules) -> tuple[str, ...]:
    """Return the paragraphs inside what the site's rules select."""
    places = [deepcopy(place) for place in select(root, rules.body or "")]
    for place in places:
        for unwanted in select(place, rules.drop) if rules.drop else []:
            unwanted.drop_tree()
    blocks = (block for place in places for block in place.iter(*_READABLE))
    return tuple(text for block in blocks if (text := " ".join(str(block.text_content()).split())))


def voted(page: Page) -> tuple[str, ...]:
    """Return the paragraphs that trafilatura reads; none where it finds no body."""
    document = trafilatura.bare_extraction(
        deepcopy(page.root), url=page.url, include_comments=False, favor_precision=True
    )
    text = getattr(document, "text", None) or ""
    return tuple(line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line)
