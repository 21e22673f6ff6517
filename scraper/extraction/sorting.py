"""Tell the paragraphs of an article from what stands among them: captions, notes, labels, links, counters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.article import normalise
from scraper.extraction.blocks import Block, Role
from scraper.extraction.phrases import furniture_phrase
from scraper.notes import is_note

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_SENTENCE_END = re.compile(r"[.!?…:。！？؟।»“”\"’')\]]$")
_WORDLESS = re.compile(r"^[\W\d_]*$")
_PITCH = re.compile(r"newsletter|boletín|whatsapp|app store|google play|podcast", re.IGNORECASE)
PITCH = 260  # characters of a text that offers something else to read
LINKS = 0.5
OUTSIDE = "outside the text"


def sort_out(blocks: Iterable[Block], headlines: Iterable[str]) -> tuple[Block, ...]:
    """Return the same blocks, those that are no paragraphs with the reason."""
    every = tuple(blocks)
    titles = frozenset(normalise(headline).lower() for headline in headlines)
    for block in every:
        if block.why in {"", OUTSIDE} and is_title(block, titles):
            block.why = "headline"
        block.why = block.why or alone(block)
    trim_top(every)
    trim_end(every)
    drop_lonely_headings(every)
    drop_repeated(every)
    return every


def alone(block: Block) -> str:
    """Return why a block is no paragraph, judged by itself."""
    if block.role is Role.CAPTION:
        return "caption"
    if _WORDLESS.match(block.text):
        return "no words"
    return "note" if is_note(block.text) else furniture_phrase(block.text) or linkish(block)


def is_title(block: Block, titles: Collection[str]) -> bool:
    """Tell whether a block is a title of the article: in an h1, or one that its witnesses tell."""
    above = (block.element, *list(block.element.iterancestors())[:2])
    return any(element.tag == "h1" for element in above) or normalise(block.text).lower() in titles


def linkish(block: Block) -> str:
    """Return why a block of links is no text."""
    share = block.link_share
    rest = len(block.text) - block.linked
    if share > 0.9 and block.role is not Role.PARAGRAPH:
        return "a link"
    if (
        share > LINKS
        and (rest < 45 or share > 0.8)
        and not (len(block.text) > 50 and block.text.endswith("."))
    ):
        return "a link"
    if block.linked and len(block.text) < PITCH and _PITCH.search(block.text):
        return "plea"
    return label(block)


def label(block: Block) -> str:
    """Return why a short text in no paragraph's element is none: it names or numbers something."""
    if block.role is Role.CELL and not is_sentence(block):
        return "table"
    short = len(block.text) < 80 and (block.text.endswith(":") or not is_sentence(block))
    if short and block.role is Role.PARAGRAPH and block.element.tag != "p":
        return "a label"
    return ""


def running(block: Block) -> bool:
    """Tell whether a block is running text."""
    return not block.why and block.role in {Role.PARAGRAPH, Role.QUOTE} and len(block.text) >= 80


def trim_top(blocks: Sequence[Block]) -> None:
    """Leave out what stands before the first running text and is none: sections, bylines, dates."""
    first = next((block for block in blocks if running(block)), None)
    for block in blocks:
        if block is first or first is None:
            return
        if not block.why and not is_sentence(block) and not heads(block, first):
            block.why = "before the text"


def heads(block: Block, first: Block) -> bool:
    """Tell whether a heading stands over the text, beside its paragraphs."""
    return block.role is Role.HEADING and block.element.getparent() in (
        first.element,
        first.element.getparent(),
    )


def trim_end(blocks: Sequence[Block]) -> None:
    """Leave out what stands behind the last running text and is none: tags, names, links."""
    for block in reversed(blocks):
        if running(block):
            return
        if not block.why and not is_sentence(block):
            block.why = "after the text"


def is_sentence(block: Block) -> bool:
    """Tell whether a short block reads like a sentence."""
    return bool(_SENTENCE_END.search(block.text)) and (" " in block.text or len(block.text) > 12)


def drop_lonely_headings(blocks: Sequence[Block]) -> None:
    """Leave out headings that nothing follows."""
    followed = False
    below = ""
    for block in reversed(blocks):
        if not block.why and block.role is Role.HEADING and not is_sentence(block):
            if not followed or below == "a link":
                block.why = "heading of nothing"
            followed = False
        elif not block.why:
            followed = True
        below = block.why


def drop_repeated(blocks: Sequence[Block]) -> None:
    """Leave out what has been said: twins for small screens, pull quotes."""
    seen: set[str] = set()
    for block in blocks:
        if block.why:
            continue
        text = normalise(block.text)
        if text in seen and len(text) > 30:
            block.why = "said before"
        seen.add(text)
