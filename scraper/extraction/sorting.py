"""Tell the paragraphs of an article from what stands among them: captions, notes, labels, links, counters."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from scraper.article import normalise
from scraper.extraction.blocks import LABEL, LINK, Block, Role, look, running
from scraper.extraction.headlines import glued, words
from scraper.extraction.kept import keep
from scraper.extraction.phrases import furniture_phrase, is_pitch
from scraper.notes import is_note

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from lxml.html import HtmlElement

_SENTENCE_END = re.compile(r"[.!?…:。！？؟।»“”\"’')\]]$")
_STOP = re.compile(r"[!?。！？؟]$|[.!?…。！？؟।][»“”\"’']$")
_SMALL = re.compile(r"\b[a-zß-öø-ÿа-ѿ]\w*")
_WORDLESS = re.compile(r"^[\W\d_]*$")
LINKS = 0.5
BUTTON = 40  # characters; what a plea may hold besides its words
FEW_SMALL = 2  # words in small letters; names and keywords have hardly one
NEAR = 3  # elements up
TWIN = 30  # characters of a text that does not stand twice by chance
PULLED = 0.7  # of the pairs of words
OUTSIDE = "outside the text"


def sort_out(blocks: Iterable[Block], headlines: Iterable[str]) -> tuple[Block, ...]:
    """Return the same blocks, those that are no paragraphs with the reason."""
    every = tuple(blocks)
    titles = frozenset(glued(headline).lower() for headline in headlines)
    begun = False
    for block in every:
        if block.why in {"", OUTSIDE} and is_title(block, titles, begun=begun):
            block.why = "headline"
        block.why = block.why or alone(block)
        begun = begun or running(block)
    keep(every)
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


def is_title(block: Block, titles: Collection[str], *, begun: bool) -> bool:
    """Tell whether a block is a title of the article: one that its witnesses tell, or an h1 over the text.

    Where the text has begun, an h1 that nobody tells is a sub-heading.
    """
    above = (block.element, *list(block.element.iterancestors())[:2])
    over = not begun and any(element.tag == "h1" for element in above)
    return over or glued(block.text).lower() in titles


def linkish(block: Block) -> str:
    """Return why a block of links is no text."""
    share = block.link_share
    rest = len(block.text) - block.linked
    if share > 0.9 and block.role is not Role.PARAGRAPH:
        return LINK
    if (
        share > LINKS
        and (rest < 45 or share > 0.8)
        and not (len(block.text) > 50 and block.text.endswith("."))
    ):
        return LINK
    if block.linked and is_pitch(block.text):
        return "plea"
    return label(block)


def label(block: Block) -> str:
    """Return why a short text in no paragraph's element is none: it names or numbers something."""
    if block.role is Role.CELL and not is_sentence(block):
        return "table"
    short = len(block.text) < 80 and (block.text.endswith(":") or not is_sentence(block))
    if short and block.role is Role.PARAGRAPH and block.element.tag != "p":
        return LABEL
    return ""


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
    text = {look(block.element) for block in blocks if running(block)}
    last = next((block for block in reversed(blocks) if running(block) or is_like(block, text)), None)
    below: Block | None = None
    for block in reversed(blocks):
        if block is last:
            return
        if not block.why and not (is_sentence(block) or ends(block, last) or leads_to(block, below)):
            block.why = "after the text"
        below = below if block.why else block


def is_like(block: Block, text: Collection[tuple[object, ...]]) -> bool:
    """Tell whether a sentence looks like the running text and stands beside it."""
    return (
        not block.why and block.role is Role.PARAGRAPH and is_sentence(block) and look(block.element) in text
    )


def ends(block: Block, last: Block | None) -> bool:
    """Tell whether a text that is no sentence ends the article whose `last` running text is given."""
    if last is None:
        return False
    if block.role in {Role.ITEM, Role.HEADING}:
        place = column(last.element)
        return any(above is place for above in list(block.element.iterancestors())[:NEAR])
    return look(block.element) == look(last.element) and is_phrase(block.text)


def is_phrase(text: str) -> bool:
    """Tell whether a text without a full stop is more than names, keywords or an agency.

    >>> is_phrase("Every second week"), is_phrase("Ada Quill and Bo Reed"), is_phrase("with agencies")
    (True, False, False)
    """
    return len(text.split()) > FEW_SMALL <= len(_SMALL.findall(text))


def leads_to(block: Block, below: Block | None) -> bool:
    """Tell whether a text stands over one that is kept, in the same place."""
    place = block.element.getparent()
    if below is None or block.linked or all(place is not above for above in below.element.iterancestors()):
        return False
    return block.role is Role.HEADING or below.role is Role.ITEM


def column(element: HtmlElement) -> HtmlElement | None:
    """Return the smallest element that holds a text and something else."""
    whole = length(element)
    return next((above for above in element.iterancestors() if length(above) > whole), None)


def length(element: HtmlElement) -> int:
    """Return the characters of an element's text, but for white space."""
    return sum(len(str(text).strip()) for text in element.itertext())


def is_sentence(block: Block) -> bool:
    """Tell whether a short block reads like a sentence."""
    text = block.text
    return bool(_SENTENCE_END.search(text)) and (" " in text or len(text) > 12 or bool(_STOP.search(text)))


def drop_lonely_headings(blocks: Sequence[Block]) -> None:
    """Leave out headings that nothing follows, and those of a place where all is links and pleas."""
    followed = False
    below: Block | None = None
    for block in reversed(blocks):
        if not block.why and block.role is Role.HEADING and not is_sentence(block):
            if not followed or (below and heads_links(block, below)):
                block.why = "heading of nothing"
            followed = False
        elif not block.why:
            followed = True
        if block.role is not Role.CAPTION:
            below = block


def heads_links(heading: Block, below: Block) -> bool:
    """Tell whether the text below a heading is a link, or a plea in a place that holds just these two."""
    if below.why != "plea":
        return below.why == LINK
    place = below.element.getparent()
    if place is None or place is not heading.element.getparent():
        return False
    return length(place) < length(heading.element) + length(below.element) + BUTTON


def drop_repeated(blocks: Sequence[Block]) -> None:
    """Leave out what has been said: twins for small screens, pull quotes."""
    seen: set[str] = set()
    kept = [block for block in blocks if not block.why]
    said = [(block, pairs_of(block.text)) for block in kept if running(block)]
    for block in kept:
        text = normalise(block.text)
        if len(text) > TWIN and (text in seen or is_pulled(block, said)):
            block.why = "said before"
        seen.add(text)


def is_pulled(block: Block, said: Sequence[tuple[Block, frozenset[tuple[str, str]]]]) -> bool:
    """Tell whether a quotation, set apart, is taken from a paragraph, but for a word or so."""
    if block.role is not Role.QUOTE:
        return False
    mine = pairs_of(block.text)
    return any(
        other.role is not Role.QUOTE and 0 < PULLED * len(mine) <= len(mine & theirs)
        for other, theirs in said
    )


def pairs_of(text: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of words that follow each other."""
    return frozenset(pairwise(words(text)))
