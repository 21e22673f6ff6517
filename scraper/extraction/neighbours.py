"""What a block's neighbours say of it: text among links is a teaser, a little behind the text a plea."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from scraper.extraction.blocks import LINK, MUCH, Block, running

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

COLUMN_SHARE = 0.7
REST_SHARE = 0.25
CROWD = 3  # blocks
LINK_SHARE = 0.5
PLAIN = frozenset({"div", "section", "td"})


def leave_among_links(blocks: Sequence[Block], shares: Mapping[HtmlElement, float]) -> None:
    """Leave out a text in a place that is mostly links, unless that place holds much of the page's text."""
    every: Counter[HtmlElement] = Counter()
    links: Counter[HtmlElement] = Counter()
    for block in blocks:
        for place in places(block, shares):
            every[place] += 1
            links[place] += block.why == LINK
    crowded = {
        place for place, count in every.items() if count >= CROWD and links[place] >= LINK_SHARE * count
    }
    for block in blocks:
        if not block.why and any(place in crowded for place in places(block, shares)):
            block.why = "among links"


def places(block: Block, shares: Mapping[HtmlElement, float]) -> list[HtmlElement]:
    """Return the elements around a block that hold little of the page's text, the nearest first."""
    found = []
    for element in (block.element, *block.element.iterancestors()):
        if shares.get(element, 0) >= MUCH:
            break
        if element.tag != "body":
            found.append(element)
    return found


def leave_behind(blocks: Sequence[Block]) -> None:
    """Leave out the little that follows the column where most of the text stands, in places of its own."""
    kept = [block for block in blocks if running(block)]
    sizes: Counter[HtmlElement] = Counter()
    for block in kept:
        sizes[column_of(block)] += len(block.text)
    if not sizes:
        return
    column, size = sizes.most_common(1)[0]
    total = sum(sizes.values())
    if size < COLUMN_SHARE * total:
        return
    last = max(at for at, block in enumerate(blocks) if running(block) and column_of(block) is column)
    inside = set(column.iter())
    behind = [block for block in blocks[last + 1 :] if not block.why and block.element not in inside]
    if sum(len(block.text) for block in behind) < REST_SHARE * total:
        for block in behind:
            block.why = "" if is_beside(block, column) else "behind the text"


def is_beside(block: Block, column: HtmlElement) -> bool:
    """Tell whether a block is a paragraph that stands beside the column, in no place of its own."""
    return running(block) and any(block.element is each for each in paragraphs_beside(column))


def paragraphs_beside(part: HtmlElement) -> list[HtmlElement]:
    """Return the paragraphs that share a plain box with a part; beside one in `article` stand the page's."""
    place = part.getparent()
    return [each for each in place if each.tag == "p"] if place is not None and place.tag in PLAIN else []


def column_of(block: Block) -> HtmlElement:
    """Return the element that a block stands in, beside its like."""
    element = block.element
    above = element.getparent()
    return element if element.tag in {"div", "td", "section", "article"} or above is None else above
