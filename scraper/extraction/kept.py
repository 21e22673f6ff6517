"""Which blocks that look like labels and links are text after all: by the running text around them."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from scraper.extraction.blocks import LABEL, LINK, Role, look, running

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from scraper.extraction.blocks import Block

SEVERAL = 3  # paragraphs beside a heading, or items of text in a list
MOSTLY = 3  # items of text for each that is a link


def keep(blocks: Sequence[Block]) -> None:
    """Take back what stands amid the running text and belongs to it."""
    keep_lines(blocks)
    keep_headings(blocks)
    keep_items(blocks)


def keep_lines(blocks: Sequence[Block]) -> None:
    """Take back a label amid the running text that looks like it: a sub-heading, a line of a list."""
    text = [at for at, block in enumerate(blocks) if running(block)]
    looks = {look(blocks[at].element) for at in text}
    for block in blocks[text[0] : text[-1]] if text else ():
        if block.why == LABEL and not block.linked and look(block.element) in looks:
            block.why = ""


def keep_headings(blocks: Sequence[Block]) -> None:
    """Take back a heading that is a link where a paragraph follows it in the column of the text."""
    columns = Counter(block.element.getparent() for block in blocks if running(block))
    for block, below in pairwise(blocks):
        place = block.element.getparent()
        heads = block.why == LINK and block.role is Role.HEADING and running(below)
        if heads and below.element.getparent() is place and columns[place] >= SEVERAL:
            block.why = ""


def keep_items(blocks: Sequence[Block]) -> None:
    """Take back the few items that are links in a list of text."""
    lists: defaultdict[HtmlElement | None, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.role is Role.ITEM:
            lists[list_of(block)].append(block)
    for items in lists.values():
        links = [block for block in items if block.why == LINK]
        text = sum(not block.why for block in items)
        if links and text >= max(SEVERAL, MOSTLY * len(links)):
            for block in links:
                block.why = ""


def list_of(block: Block) -> HtmlElement | None:
    """Return the list that an item stands in."""
    above = (element for element in (block.element, *block.element.iterancestors()))
    return next((element.getparent() for element in above if element.tag in {"li", "dt", "dd"}), None)
