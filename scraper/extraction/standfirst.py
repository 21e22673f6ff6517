"""The standfirst: the sentences between headline and text that say what the article is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.article import normalise
from scraper.extraction.blocks import SOME, Block, Role
from scraper.extraction.names import named, standfirst_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

LIKE = 0.8
LONGEST = 700  # characters
FEW = 6  # blocks; a standfirst in bullet points has rarely more


def take_standfirst(
    blocks: Sequence[Block], described: str, shares: Mapping[HtmlElement, float]
) -> str | None:
    """Set the visible standfirst apart from the paragraphs and return it; `None` where none is seen."""
    kept = [block for block in blocks if not block.why and block.role is not Role.HEADING]
    found = []
    for at, block in enumerate(kept[:FEW]):
        if is_named(block, shares) or (like(block.text, described) and stands_out(at, kept)):
            found.append(block)
        elif found or len(block.text) >= 80:
            break
    if not found or len(found) == len(kept) or sum(len(block.text) for block in found) > LONGEST:
        return None
    for block in found:
        block.why = "standfirst"
    return " ".join(block.text for block in found)


def stands_out(at: int, blocks: Sequence[Block]) -> bool:
    """Tell whether a block differs in its markup from the one that follows it."""
    one, two = (block.element for block in blocks[at : at + 2]) if at + 1 < len(blocks) else (None, None)
    if one is None or two is None:
        return False
    return (one.tag, one.get("class"), one.getparent()) != (two.tag, two.get("class"), two.getparent())


def like(text: str, described: str) -> bool:
    """Tell whether a visible text is the one that the page describes itself by, which may be cut short."""
    seen, said = (normalise(each).lower().rstrip(" .…") for each in (text, described))
    if not seen or not said:
        return False
    if seen == said:
        return True
    ours, theirs = set(seen.split()), set(said.split())
    return len(theirs) > 4 and len(ours & theirs) >= LIKE * max(len(ours), len(theirs))


def is_named(block: Block, shares: Mapping[HtmlElement, float]) -> bool:
    """Tell whether a block, or a small element around it, is called a standfirst."""
    near = [block.element, *list(block.element.iterancestors())[:3]]
    return any(shares.get(element, 0) < 2 * SOME and standfirst_name(named(element)) for element in near)


def repeats(described: str, first: str) -> bool:
    """Tell whether a description is only the beginning of the text.

    >>> repeats("The ferry will sail ag...", "The ferry will sail again on Monday, the harbour company said.")
    True
    """
    said = normalise(described).lower().rstrip(" .…")
    return bool(said) and normalise(first).lower().startswith(said[: max(20, len(said) - 12)])
