"""The standfirst: the sentences between headline and text that say what the article is about."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from scraper.article import normalise
from scraper.extraction.blocks import LABEL, LINK, SOME, Block, Role, look, running, sole, unwanted
from scraper.extraction.headlines import words
from scraper.extraction.names import named, standfirst_name
from scraper.extraction.sorting import alone, is_phrase, is_sentence, length

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

LIKE = 0.8
PLACED = frozenset(
    {"", "outside the text", "before the text", LABEL, "heading of nothing", "teaser", "teasers"}
)
ASIDE = frozenset({"in aside"})
NEVER = frozenset({LINK, "hidden", "in nav", "caption", "dropped by rule"})
STRAY = frozenset({"outside the text", "before the text", LABEL})
SAYING = 50  # characters of a text that says something
LONGEST = 700  # characters
TOO_LONG = 90  # characters of a heading
LEAD = 420  # characters
FEW_LEADS = 2  # paragraphs between headline and text; more are the text's beginning
NUMBERS = 3  # words for each number
STRONG = frozenset({"b", "strong", "em", "i"})
OTHERS = 3  # paragraphs that show what the text looks like
FEW = 6  # blocks; a standfirst in bullet points has rarely more


def take_standfirst(
    blocks: Sequence[Block], described: Sequence[str], shares: Mapping[HtmlElement, float]
) -> str | None:
    """Set the visible standfirst apart from the paragraphs and return it; `None` where none is seen."""
    leads = [block for block in blocks if block.lead and not block.why and len(block.text) >= SAYING]
    if len(leads) > FEW_LEADS or sum(len(block.text) for block in leads) > LEAD:
        leads = []
    kept = [block for block in blocks if not block.why]
    found = []
    for block in head(blocks):
        named = block.why in PLACED | ASIDE | {LINK} and is_named(block, shares)
        placed = is_long_heading(block) or block in leads or is_beneath(block, blocks)
        told = any(like(block.text, each) for each in described)
        if named or (block.why in PLACED and placed) or (told and (block.why or stands_out(block, kept))):
            found.append(block)
        elif running(block) and not block.lead:
            break
    before = takewhile(lambda block: block.lead or not running(block), head(blocks))
    found = found or [block for block in before if says_something(block)] or set_off(kept)
    sizes = accumulate(len(block.text) for block in found)
    found = [block for block, size in zip(found, sizes, strict=True) if size <= LONGEST]
    rest = [block for block in kept if block not in found and block.role is not Role.HEADING]
    if not found or not rest:
        return None
    for block in found:
        block.why = "standfirst"
    return " ".join(dict.fromkeys(block.text for block in found))


def says_something(block: Block) -> bool:
    """Tell whether a text under the headline that is no paragraph is long enough to be a standfirst."""
    said = words(block.text)
    numbers = sum(any(map(str.isdigit, word)) for word in said)  # dates and hours say nothing
    long = len(block.text) >= SAYING and len(said) >= max(FEW, NUMBERS * numbers)
    return long and block.why in STRAY and not block.linked and alone(block) in {"", LABEL}


def set_off(kept: Sequence[Block]) -> list[Block]:
    """Return the first paragraph where it is short and set off by its markup from most beside it."""
    text = [block for block in kept if running(block)]
    looks = Counter(look(block.element) for block in text[1:])
    common, count = looks.most_common(1)[0] if looks else (None, 0)
    if count < OTHERS or 2 * count < len(text) - 1:
        return []
    first = text[0].element
    beside = common is not None and first.getparent() is common[2]
    marked = look(first) != common and (sole(first) in STRONG or first.get("class"))
    return text[:1] if beside and marked and len(text[0].text) <= LEAD else []


def head(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks between the headline and the text, and a few of the text."""
    titled = [at for at, block in enumerate(blocks) if block.why == "headline"]
    count = 0
    for block in blocks[titled[0] + 1 if titled else 0 :]:
        if block.why not in NEVER or (block.why == LINK and standfirst_name(named(block.element))):
            yield block
            count += not block.why and running(block)
        if count > FEW:
            return


def stands_out(block: Block, blocks: Sequence[Block]) -> bool:
    """Tell whether a block differs in its markup from the one that follows it."""
    at = blocks.index(block)
    if at + 1 >= len(blocks):
        return False
    return look(block.element) != look(blocks[at + 1].element)


def like(text: str, described: str) -> bool:
    """Tell whether a visible text is the one that the page describes itself by, which may be cut short."""
    seen, said = (normalise(each).lower().rstrip(" .…") for each in (text, described))
    if not seen or not said:
        return False
    if seen == said:
        return True
    ours, theirs = set(seen.split()), set(said.split())
    return len(theirs) > 4 and len(ours & theirs) >= LIKE * max(len(ours), len(theirs))


def is_beneath(block: Block, blocks: Sequence[Block]) -> bool:
    """Tell whether a heading or teaser stands right below the headline, in a place that is not the text's."""
    place = block.element.getparent()
    above = list(takewhile(lambda each: each is not block, blocks))
    title = next((each for each in reversed(above) if not each.why or each.why == "headline"), None)
    if title is None or title.why != "headline" or title.element.getparent() is not place:
        return False
    if block.linked or alone(block) not in {"", LABEL} or not (block.role is Role.HEADING or block.why):
        return False
    apart = all(each.element.getparent() is not place for each in blocks if running(each))
    # A stamp or a counter, too, can be a phrase.
    counts = block.role is not Role.HEADING and any(char.isdigit() for char in block.text)
    return apart and (is_sentence(block) or (is_phrase(block.text) and not counts))


def is_long_heading(block: Block) -> bool:
    """Tell whether a heading is too long to be one."""
    return block.role is Role.HEADING and len(block.text) >= TOO_LONG


def is_named(block: Block, shares: Mapping[HtmlElement, float]) -> bool:
    """Tell whether a block, or a small element around it, is called a standfirst."""
    near = [block.element, *list(block.element.iterancestors())[:3]]
    if block.why:  # what is set apart within a standfirst is none of it
        apart = next((at for at, element in enumerate(near) if unwanted(element)), len(near))
        near = near[: apart + 1]
    return any(
        standfirst_name(named(element)) and (shares.get(element, 0) < 2 * SOME or holds_only(element, block))
        for element in near
    )


def holds_only(element: HtmlElement, block: Block) -> bool:
    """Tell whether an element around a short block holds nothing else."""
    return len(block.text) <= LEAD and length(element) <= length(block.element)


def repeats(described: str, first: str) -> bool:
    """Tell whether a description is only the beginning of the text, but for a word or so.

    >>> repeats("The ferry will sail ag...", "The ferry will sail again on Monday, the harbour company said.")
    True
    >>> repeats("The lamp on Gull Point is to be lit.", "The lighthouse, dark for nine years, shines again.")
    False
    """
    said = normalise(described).lower().rstrip(" .…").split()
    begun = normalise(first).lower().split()[: len(said)]
    same = sum(one == two for one, two in zip(said, begun, strict=False))
    return bool(said) and same >= min(LIKE * len(said), len(said) - 1)
