"""Cut a page into blocks: stretches of text that stand on their own, and what the markup says of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from scraper.extraction.names import (
    APART,
    BLOCKS,
    HEADINGS,
    SILENT,
    furniture_name,
    is_caption,
    is_furniture,
    is_hidden,
    is_initial,
    named,
    standfirst_name,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lxml.html import HtmlElement

DEEP = 150  # elements within each other, beyond which nobody sees a structure
SOME, MUCH = 0.1, 0.5  # of the page's running text
LABEL, LINK = "a label", "a link"  # why a block is left out that others may bring back
GALLERIES = frozenset({"gallery", "slideshow", "slider", "carousel"})
TYPE = frozenset(
    {"font", "b", "strong", "i", "em", "big", "small", "u"}
)  # what sets a line in a type of its own
_INLINE = frozenset(
    {"b", "strong", "i", "em", "span", "u", "mark", "abbr", "cite", "q", "sup", "sub", "font"}
)
RUNNING = 80  # characters, see `bulk`
# Scripts whose signs say more than a letter does.
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Role(StrEnum):
    """What a block is by its markup."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "list item"
    QUOTE = "quotation"
    CELL = "table cell"
    CAPTION = "caption"


ROLES = {
    **dict.fromkeys(HEADINGS, Role.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), Role.ITEM),
    **dict.fromkeys(("td", "th"), Role.CELL),
    **dict.fromkeys(("figcaption", "caption"), Role.CAPTION),
    "blockquote": Role.QUOTE,
}


@dataclass(slots=True)
class Block:
    """A stretch of text: where it stands, how much of it is links, and why it is left out, if it is.

    A `lead` stands between the headline and the part of the page that holds the text.
    """

    element: HtmlElement
    role: Role
    text: str
    linked: int = 0
    why: str = ""
    lead: bool = False

    @property
    def link_share(self) -> float:
        """Share of the characters that are links, from 0 to 1."""
        return self.linked / max(1, len(self.text))


class Cutter:
    """Walks an element and gathers its blocks in reading order.

    `shares` says which part of the page's running text an element holds: what holds much of it is no
    furniture, whatever its name. `dropped` is what the site's rules leave out, `bare` says that the page
    knows no paragraphs.
    """

    def __init__(
        self,
        shares: Mapping[HtmlElement, float],
        dropped: Collection[HtmlElement] = (),
        *,
        bare: bool = False,
    ) -> None:
        self.shares, self.dropped = shares, dropped
        self.layout = layout_of(shares)
        self.bare = bare
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.linked = 0
        self.depth = self.links = 0

    def enter(self, element: HtmlElement, role: Role, why: str) -> None:
        """Read one block-level element: its own text, and its children."""
        self.flush(element.getparent(), role, why)
        role, why = self.standing(element, role, why)
        self.inside(element, element, role, why)
        self.flush(element, role, why)

    def standing(self, element: HtmlElement, role: Role, why: str) -> tuple[Role, str]:
        """Return the role that an element gives to what is in it, and why it is left out, if it is."""
        tag = str(element.tag)
        share = self.shares.get(element, 0.0)
        little = share < SOME or (share < MUCH and not holds_block(element))
        if little and (tag == "figure" or is_caption(element)):
            role = Role.CAPTION
        elif role is not Role.CAPTION:
            role = ROLES.get(tag, role) if share < MUCH else role
        elif standfirst_name(named(element)):
            role = Role.PARAGRAPH
        if element in self.dropped:
            why = "dropped by rule"
        elif not why and share < MUCH:
            told = unwanted(element)
            why = "" if belongs(element, told, self.layout) else told
        return role, why

    def inside(self, element: HtmlElement, block: HtmlElement, role: Role, why: str) -> None:
        """Read the text and the children of `element`, which lies in `block`."""
        self.say(element.text)
        if self.depth >= DEEP:
            self.say("".join(str(text) for text in list(element.itertext())[1 if element.text else 0 :]))
            return
        self.depth += 1
        for child in element:
            self.child(child, block, role, why)
            self.say((child.tail or "").lstrip() if is_initial(child) else child.tail)
        self.depth -= 1

    def child(self, child: HtmlElement, block: HtmlElement, role: Role, why: str) -> None:
        """Read one child: a block of its own, a line break, or words of this block."""
        tag = child.tag
        if not isinstance(tag, str) or tag in SILENT:
            return
        if tag == "br":
            self.broken(child, block, role, why)
        elif tag in BLOCKS:
            self.enter(child, role, why)
        elif len(child) and holds_block(child):
            self.enter(child, role, why or (LINK if tag == "a" and self.shares.get(child, 0) < MUCH else ""))
        elif not is_hidden(child):
            self.links += tag == "a"
            self.inside(child, block, role, why)
            self.links -= tag == "a"

    def broken(self, br: HtmlElement, block: HtmlElement, role: Role, why: str) -> None:
        """Two line breaks in a row part paragraphs; one is a space, but for a line in type of its own."""
        following = br.getnext()
        double = following is not None and following.tag == "br" and not (br.tail or "").strip()
        if double or (self.bare and is_set_apart(br)):
            self.flush(block, role, why)
        else:
            self.words.append(" ")

    def say(self, text: str | None) -> None:
        """Add words to the block at hand."""
        if text:
            self.words.append(text)
            size = len(text.strip())
            self.linked += size if self.links else 0

    def flush(self, element: HtmlElement | None, role: Role, why: str) -> None:
        """End the block at hand."""
        text = " ".join("".join(self.words).split())
        if text and element is not None:
            self.blocks.append(Block(element, role, text, self.linked, why))
        self.words.clear()
        self.linked = 0


def unwanted(element: HtmlElement) -> str:
    """Return why an element's text is no part of an article, as its markup says; empty if it says nothing."""
    if element.tag in APART:
        return f"in {element.tag}"
    if is_hidden(element):
        return "hidden"
    return is_furniture(element)


def layout_of(shares: Mapping[HtmlElement, float]) -> dict[str, set[str]]:
    """Return the names of what holds much of the text, by the furniture they tell: "sidebar" and so on."""
    found: dict[str, set[str]] = {}
    for element, share in shares.items():
        word = is_furniture(element) if share >= MUCH else ""
        if word:
            found.setdefault(word, set()).update(one for one in named(element).split() if furniture_name(one))
    return found


def belongs(element: HtmlElement, word: str, layout: Mapping[str, set[str]]) -> bool:
    """Tell whether a name that tells furniture is the layout's: it goes on from that of what holds the text.

    A text that is itself a slide show has all its parts called so.
    """
    around = layout.get(word, set())
    if not around or word in GALLERIES:
        return bool(around)
    names = [name for name in named(element).split() if furniture_name(name)]
    return all(any(len(one) > len(word) and name.startswith(one) for one in around) for name in names)


def is_set_apart(br: HtmlElement) -> bool:
    """Tell whether the line before a line break is all in one element, such as `font`, that sets its type."""
    line = br.getprevious()
    if line is None or line.tag not in TYPE or (line.tail or "").strip():
        return False
    before, place = line.getprevious(), line.getparent()
    if before is None:
        return place is not None and not (place.text or "").strip()
    return before.tag == "br" and not (before.tail or "").strip()


def holds_block(element: HtmlElement) -> bool:
    """Tell whether an inline or custom element wraps blocks."""
    return any(inner.tag in BLOCKS for inner in element.iterdescendants())


def cut(
    root: HtmlElement, shares: Mapping[HtmlElement, float], dropped: Collection[HtmlElement] = ()
) -> list[Block]:
    """Return the blocks of an element in reading order, those to be left out too, with the reason."""
    cutter = Cutter(shares, dropped, bare=root.getroottree().find(".//p") is None)
    cutter.enter(root, Role.PARAGRAPH, "")
    return cutter.blocks


def heavy(root: HtmlElement) -> Iterator[tuple[HtmlElement, int]]:
    """Yield the elements that carry running text, with the characters of each that are not links."""
    for element in root.iter("p", "div", "span", "td", "blockquote", "section", "font", "li"):
        size = own_length(element)
        if size >= 60:
            yield element, size


def own_length(element: HtmlElement) -> int:
    """Return the bulk of an element's own text and of its inline children that are no links."""
    size = bulk((element.text or "").strip())
    for child in element:
        if child.tag in _INLINE:
            size += bulk((child.text or "").strip() if child.tag == "span" else "".join(child.itertext()))
        elif child.tag == "a":
            size += bulk(child.text or "") // 4
        size += bulk((child.tail or "").strip())
    return size


def running(block: Block) -> bool:
    """Tell whether a block is running text."""
    return not block.why and block.role in {Role.PARAGRAPH, Role.QUOTE} and bulk(block.text) >= RUNNING


def bulk(text: str) -> int:
    """Return the characters of a text as if it were in letters: a sign of Chinese, Japanese or Korean is two.

    >>> bulk("The ferry sails."), bulk("船が出る。")
    (16, 9)
    """
    return len(text) + len(_SIGNS.findall(text))


def look(element: HtmlElement) -> tuple[object, ...]:
    """Return what an element shares with those that look alike and stand beside it."""
    return element.tag, element.get("class"), element.getparent(), sole(element)


def sole(element: HtmlElement) -> str:
    """Return the tag of the child that holds all of an element's text; empty where none does."""
    first = element[0] if len(element) else None
    return "" if first is None or element.text or first.tail else str(first.tag)
