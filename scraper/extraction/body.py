"""The body of an article: which part of a page holds it, and which blocks of that part belong to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from copy import deepcopy
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

import trafilatura

from scraper.article import normalise
from scraper.extraction.blocks import Block, Role, cut, heavy
from scraper.extraction.rules import select
from scraper.extraction.sorting import is_sentence, running, sort_out
from scraper.extraction.standfirst import is_named, take_standfirst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from scraper.extraction.page import Page
    from scraper.extraction.rules import Rules

APART = frozenset({"a", "aside", "nav", "footer", "noscript", "figure", "button", "dialog"})
LITTLE = 250  # characters of text below which another reader is asked
MAIN_SHARE = 0.75
COLUMN_SHARE = 0.7
REST_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of the part of the page that holds the article, in reading order, and how that was found."""

    blocks: tuple[Block, ...]
    source: str
    standfirst: str | None = None

    def texts(self) -> tuple[str, ...]:
        """Return the paragraphs."""
        return tuple(block.text for block in self.blocks if not block.why)


def read_body(page: Page, rules: Rules, headline: str, described: str) -> Body:
    """Return the body by the site's rules, else by the page's structure."""
    dropped = frozenset(select(page.root, rules.drop)) if rules.drop else frozenset()
    if rules.body and (places := select(page.root, rules.body)):
        blocks = [block for place in places for block in cut(place, dict.fromkeys(places, 1.0), dropped)]
        return Body(sort_out(blocks, headline), "rules")
    weights = weigh(page.root)
    total = weights.get(page.root, 0) or 1
    shares = {element: weight / total for element, weight in weights.items()}
    main = densest(page.root, weights)
    blocks = cut(with_title(main, page.root, headline), shares, dropped)
    leave_outside(blocks, main)
    ordered = sort_out(blocks, headline)
    leave_behind(ordered)
    if size_of(ordered) < LITTLE and (voted := vote(page)):
        return Body(sort_out(voted, headline), "trafilatura")
    return Body(ordered, "structure", take_standfirst(ordered, described, shares))


def size_of(blocks: Sequence[Block]) -> int:
    """Return the characters of the paragraphs."""
    return sum(len(block.text) for block in blocks if not block.why)


def vote(page: Page) -> list[Block]:
    """Return what trafilatura takes for the text of a page."""
    document = trafilatura.bare_extraction(deepcopy(page.root), url=page.url, include_comments=False)
    text = getattr(document, "text", None) or ""
    return [
        Block(page.root, Role.PARAGRAPH, line, why="")
        for raw in text.splitlines()
        if (line := " ".join(raw.split()))
    ]


def weigh(root: HtmlElement) -> dict[HtmlElement, float]:
    """Return for every element the running text in and below it; texts that stand together weigh more."""
    weights: defaultdict[HtmlElement, float] = defaultdict(float)
    texts = [(element, size) for element, size in heavy(root) if not apart(element)]
    together = Counter(element.getparent() for element, _ in texts)
    for element, size in texts:
        worth = size * log2(1 + together[element.getparent()])
        weights[element] += worth
        for above in element.iterancestors():
            weights[above] += worth
    return dict(weights)


def apart(element: HtmlElement) -> bool:
    """Tell whether an element lies in a link, or in what sets itself apart by its tag."""
    return any(above.tag in APART for above in element.iterancestors())


def densest(root: HtmlElement, weights: dict[HtmlElement, float]) -> HtmlElement:
    """Go down from the root as long as one child holds nearly all the running text."""
    here = root
    while True:
        best = max(here, key=lambda child: weights.get(child, 0), default=None)
        if best is None or best.tag == "p" or weights.get(best, 0) < MAIN_SHARE * weights.get(here, 1):
            return here
        here = best


def with_title(main: HtmlElement, root: HtmlElement, headline: str) -> HtmlElement:
    """Return the smallest element that holds both the text and the visible headline before it."""
    titles = list(root.iter("h1", "h2"))
    wanted = normalise(headline).lower()
    same = [title for title in titles if normalise(title.text_content()).lower() == wanted]
    title = next(iter(same), None)
    if title is None:
        title = next((title for title in titles if title.tag == "h1"), None)
    if title is None:
        return main
    above = set(title.iterancestors())
    return next((element for element in (main, *main.iterancestors()) if element in above), main)


def leave_outside(blocks: Sequence[Block], main: HtmlElement) -> None:
    """Leave out what is not in the main part, but for sentences that lead up to it."""
    inside = set(main.iter())
    entered = False
    for block in blocks:
        if block.element in inside:
            entered = True
        elif not block.why and (entered or not leads_up(block)):
            block.why = "outside the text"


def leads_up(block: Block) -> bool:
    """Tell whether a block between headline and text says something."""
    if block.role is Role.ITEM:
        return len(block.text) >= 40 and not block.linked
    return is_named(block, {}) or (block.element.tag == "p" and is_sentence(block))


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
            block.why = "behind the text"


def column_of(block: Block) -> HtmlElement:
    """Return the element that a block stands in, beside its like."""
    element = block.element
    above = element.getparent()
    return element if element.tag in {"div", "td", "section", "article"} or above is None else above
