"""What a page says of its kind: behind a paywall, a live blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.extraction.gate.walls import wall
from scraper.extraction.headlines import words
from scraper.extraction.linked import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from scraper.extraction.blocks import Block
    from scraper.extraction.page import Page

_NO = frozenset({"false", "no", "0"})
_LOCKED = frozenset({"locked", "metered", "paid", "premium", "subscription", "subscriber"})
_PAGES = ("WebPage", "WebPageElement")  # and what ends so: a page of an article, a locked part of it
LAST = 6  # blocks at the end of the text part: the last, or what is no paragraph, may offer the rest
MANY_MORE = 1.6  # times the words that are shown
OFFER = 300  # characters of such an offer


def is_paywalled(page: Page, blocks: Sequence[Block] = ()) -> bool:
    """Tell whether the page says that not everyone may read it: to machines, or to readers where it ends."""
    if any(str(value).strip().lower().rsplit("/", 1)[-1] in _NO for value in free(page)):
        return True
    tiers = (
        page.metas.get(name, "")
        for name in ("article:content_tier", "content_tier", "og:restrictions:content")
    )
    return any(tier.lower() in _LOCKED for tier in tiers) or offers_rest(blocks)


def is_withheld(page: Page, blocks: Sequence[Block]) -> bool:
    """Tell whether a paywalled page shows only the beginning of its text: many show all of it to most.

    It ends in an offer of the rest or breaks off, or the page tells of many more words.
    """
    texts = [block.text for block in blocks if not block.why]
    if not texts:
        return False
    told = str(page.article.get("wordCount", ""))
    many = told.isdigit() and int(told) > MANY_MORE * sum(len(words(text)) for text in texts)
    return many or offers_rest(blocks) or texts[-1].rstrip("])").endswith(("…", "..."))


def offers_rest(blocks: Sequence[Block]) -> bool:
    """Tell whether a text ends in an offer of the rest of it."""
    return any(map(is_offer, [*blocks[-1:], *(block for block in blocks[-LAST:] if block.why)]))


def free(page: Page) -> Iterator[object]:
    """Yield what is said of `isAccessibleForFree` in JSON-LD and in microdata (schema.org)."""
    pages = [node for node in page.linked if any(kind.endswith(_PAGES) for kind in kinds(node))]
    for node in (page.article, *pages):
        yield from (each.get("isAccessibleForFree", "") for each in (node, *parts(node)))
    said = page.root.iterfind(".//*[@itemprop='isAccessibleForFree']")
    marked = [(item(element), element) for element in said]
    titled = {above for title in page.landmarks.titles for above in title.iterancestors()}
    for holder, element in marked:
        if holder is None or holder in titled or len(marked) == 1:
            yield element.get("content") or element.get("href") or element.text_content()


def item(element: HtmlElement) -> HtmlElement | None:
    """Return the element whose microdata an element belongs to."""
    return next((above for above in element.iterancestors() if above.get("itemscope") is not None), None)


def parts(node: dict[str, object]) -> list[dict[str, object]]:
    """Return the parts of a node that JSON-LD marks out."""
    value = node.get("hasPart")
    return [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, dict)]


def is_offer(block: Block) -> bool:
    """Tell whether a short block offers the rest of the text to subscribers."""
    return len(block.text) <= OFFER and wall("stub", block.text.lower()) != ""


def is_live_blog(page: Page) -> bool:
    """Tell whether the page says that it is a live blog."""
    if any("LiveBlogPosting" in kinds(node) for node in page.linked):
        return True
    types = (element.get("itemtype", "") for element in page.root.iterfind(".//*[@itemtype]"))
    return any(kind.rsplit("/", 1)[-1] == "LiveBlogPosting" for said in types for kind in said.split())
