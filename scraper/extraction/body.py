"""The body of an article: which part of a page holds it, and which blocks of that part belong to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from copy import deepcopy
from dataclasses import dataclass, replace
from math import log2
from typing import TYPE_CHECKING

import trafilatura
from lxml import etree

from scraper.article import normalise
from scraper.extraction.blocks import MUCH, Block, Role, cut, heavy, running
from scraper.extraction.linked import texts
from scraper.extraction.names import COMMENTS, furniture_name, named
from scraper.extraction.neighbours import leave_among_links, leave_behind, paragraphs_beside
from scraper.extraction.scripted import scripted
from scraper.extraction.signals import is_paywalled
from scraper.extraction.sorting import OUTSIDE, is_sentence, sort_out
from scraper.extraction.standfirst import is_named, take_standfirst
from scraper.notes import is_note
from scraper.selectors import select

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from lxml.html import HtmlElement

    from scraper.extraction.page import Page
    from scraper.extraction.rules import Rules

APART = frozenset({"a", "aside", "nav", "footer", "noscript", "figure", "button", "dialog"})
LITTLE = 250  # characters of text below which another reader is asked
MUCH_MORE = 500  # characters that it must bring where some text was found
TWICE = 2  # as much as was found otherwise: less is the same text with its headline before it
MAIN_SHARE = 0.75
OWN_SHARE = 0.3
FEW_LINKS = 0.25


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of the part of the page that holds the article, in reading order, and how that was found."""

    blocks: tuple[Block, ...]
    source: str
    standfirst: str | None = None

    def texts(self) -> tuple[str, ...]:
        """Return the paragraphs."""
        return tuple(block.text for block in self.blocks if not block.why)


def read_body(page: Page, rules: Rules, headlines: Sequence[str], described: Sequence[str]) -> Body:
    """Return the body by the site's rules, else by the page's structure; the chosen headline comes first."""
    dropped = frozenset(select(page.root, rules.drop)) if rules.drop else frozenset()
    weights = weigh(page.root)
    total = weights.get(page.root, 0) or 1
    shares = {element: weight / total for element, weight in weights.items()}
    places = select(page.root, rules.body) if rules.body else []
    main = places[0] if places else densest(start(page.root, weights), weights)
    ordered = around(page, main, headlines, shares, dropped)
    if places:
        blocks = [block for place in places for block in cut(place, dict.fromkeys(places, 1.0), dropped)]
        ruled = Body(sort_out(blocks, headlines), "rules")
        seen = take_standfirst(ordered, described, shares) or ""
        inside = any(text in seen for text in ruled.texts())
        return ruled if inside else replace(ruled, standfirst=seen or None)
    if size_of(ordered) < LITTLE:
        source, other = elsewhere(page, headlines)
        needed = MUCH_MORE if any(running(block) for block in ordered) else 0
        if size_of(other) > max(TWICE * size_of(ordered), needed):
            return Body(other, source)
    return Body(ordered, "structure", take_standfirst(ordered, described, shares))


def around(
    page: Page,
    main: HtmlElement,
    headlines: Sequence[str],
    shares: Mapping[HtmlElement, float],
    dropped: Collection[HtmlElement],
) -> tuple[Block, ...]:
    """Return the blocks of the main part, and those between it and the headline."""
    above = [] if (title := title_of(page.root, headlines)) is None else list(title.iterancestors())
    alike = [each for each in paragraphs_beside(main) if each in shares]
    places = [main, *main.iterancestors()][bool(alike) :]
    both = next((element for element in places if element in above), places[0])
    much = {element: max(MUCH, shares.get(element, 0)) for element in above}
    blocks = cut(both, {**shares, **much}, dropped)
    leave_outside(blocks, main, alike)
    ordered = sort_out(blocks, headlines)
    leave_among_links(ordered, shares)
    leave_behind(ordered)
    return ordered


def elsewhere(page: Page, headlines: Sequence[str]) -> tuple[str, tuple[Block, ...]]:
    """Return the text by JSON-LD, by the page's scripts unless readers must pay, or by another reader."""
    told = [Block(page.root, Role.PARAGRAPH, text) for text in told_text(page)]
    if size_of(told) > LITTLE:
        return "json-ld", sort_out(told, headlines)
    tree = None if is_paywalled(page) else scripted(page.root)
    if tree is not None:
        blocks = sort_out(cut(tree, {tree: 1.0}), headlines)
        if size_of(blocks) > LITTLE:
            return "script", blocks
    return "trafilatura", sort_out(vote(page), headlines)


def size_of(blocks: Sequence[Block]) -> int:
    """Return the characters of the paragraphs."""
    return sum(len(block.text) for block in blocks if not block.why)


def told_text(page: Page) -> list[str]:
    """Return the paragraphs of JSON-LD's `articleBody`."""
    told = page.article.get("articleBody")
    return [text for line in told.splitlines() for text in texts(line)] if isinstance(told, str) else []


def vote(page: Page) -> list[Block]:
    """Return what trafilatura takes for the text of a page; nothing where it fails."""
    tree = deepcopy(page.root)
    leave_comments(tree)
    try:
        document = trafilatura.bare_extraction(tree, url=page.url, include_comments=False)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return []
    lines = (" ".join(line.split()) for line in (getattr(document, "text", None) or "").splitlines())
    return [Block(page.root, Role.PARAGRAPH, line) for line in lines if line]


def leave_comments(root: HtmlElement) -> None:
    """Take out of a tree what its names call comments, unless the title stands in it."""
    titled = {above for title in root.iter("h1") for above in title.iterancestors()}
    for element in list(root.iter("div", "section", "ul", "ol", "aside")):
        if element not in titled and furniture_name(named(element)) in COMMENTS:
            element.drop_tree()


def weigh(root: HtmlElement) -> dict[HtmlElement, float]:
    """Return for every element the running text in and below it; texts that stand together weigh more."""
    weights: defaultdict[HtmlElement, float] = defaultdict(float)
    titled = {above for title in root.iter("h1") for above in title.iterancestors()}
    texts = [(element, size) for element, size in heavy(root) if not apart(element, titled)]
    together = Counter(element.getparent() for element, _ in texts)
    for element, size in texts:
        worth = size * log2(1 + together[element.getparent()])
        weights[element] += worth
        for above in element.iterancestors():
            weights[above] += worth
    return dict(weights)


def apart(element: HtmlElement, titled: Collection[HtmlElement]) -> bool:
    """Tell whether an element lies in a link, among comments, or in what sets itself apart by its tag."""
    return any(
        above.tag in APART or (above not in titled and furniture_name(named(above)) in COMMENTS)
        for above in element.iterancestors()
    )


def start(root: HtmlElement, weights: dict[HtmlElement, float]) -> HtmlElement:
    """Return the `article` that holds the title and some of the running text, else the root."""
    titled = (above for title in root.iter("h1") for above in title.iterancestors("article"))
    most = weights.get(root, 0)
    return next((article for article in titled if weights.get(article, 0) > OWN_SHARE * most), root)


def densest(root: HtmlElement, weights: dict[HtmlElement, float]) -> HtmlElement:
    """Go down from the root as long as one child holds nearly all the running text."""
    here = root
    while True:
        best = max(here, key=lambda child: weights.get(child, 0), default=None)
        if best is None or best.tag == "p" or weights.get(best, 0) < MAIN_SHARE * weights.get(here, 1):
            return here
        here = best


def title_of(root: HtmlElement, headlines: Sequence[str]) -> HtmlElement | None:
    """Return the title that shows the chosen headline, else the first h1."""
    titles = list(root.iter("h1", "h2"))
    wanted = normalise("".join(headlines[:1])).lower()
    same = (title for title in titles if normalise(title.text_content()).lower() == wanted)
    return next(same, next((title for title in titles if title.tag == "h1"), None))


def leave_outside(blocks: Sequence[Block], main: HtmlElement, beside: Collection[HtmlElement]) -> None:
    """Leave out what is not in the main part, but for what leads up to it and stands `beside` it."""
    inside = set(main.iter())
    entered = False
    for block in blocks:
        if block.element in inside:
            entered = True
        elif block.element in beside or (block.role is Role.CAPTION and not entered):
            continue
        elif not block.why:
            block.lead = not entered and leads_up(block)
            block.why = "" if block.lead else outside(block)


def outside(block: Block) -> str:
    """Return why a block beside the text is none of it: many pages set their notes below the article."""
    return "note" if is_note(block.text) and not block.linked else OUTSIDE


def leads_up(block: Block) -> bool:
    """Tell whether a block between headline and text says something."""
    if block.role is Role.ITEM:
        return len(block.text) >= 40 and not block.linked
    told = is_sentence(block) and (
        block.element.tag == "p" or (len(block.text) >= 60 and block.link_share < FEW_LINKS)
    )
    return told or is_named(block, {})
