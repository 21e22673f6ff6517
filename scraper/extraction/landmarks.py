"""Where a page marks its headline, its authors and its dates for the eye."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from scraper.extraction.bylines import is_signed
from scraper.extraction.names import author_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

LONGEST = 120  # characters of a byline
BARE = 12  # characters of a "Written by"
MANY = 12
CROWD = 200  # characters of a place where authors stand together
TEXTS = frozenset({"p", "div", "span", "address", "li", "small", "em", "i"})
APART = frozenset({"aside", "nav", "footer"})


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Elements in document order: h1s, other titles, those that name the authors, those that tell the day."""

    titles: tuple[HtmlElement, ...]
    others: tuple[HtmlElement, ...]
    authors: tuple[HtmlElement, ...]
    times: tuple[HtmlElement, ...]


def landmarks(root: HtmlElement) -> Landmarks:
    """Walk the page once; of authors take those that stand together, by microdata, link, then class name."""
    titles: list[HtmlElement] = []
    times: list[HtmlElement] = []
    others: list[HtmlElement] = []
    authors: dict[str, list[HtmlElement]] = {"itemprop": [], "rel": [], "class": []}
    for element in root.iter("*"):
        if element.tag == "h1":
            titles.append(element)
        elif element.get("itemprop") == "datePublished" or (element.tag == "time" and titles):
            times.append(element)
        elif kind := author_mark(element):
            authors[kind].append(element)
        elif element.tag == "h2" or "headline" in (element.get("class") or ""):
            others.append(element)
    marked = next((found for found in (together(each) for each in authors.values()) if found), ())
    return Landmarks(tuple(titles), tuple(others[:MANY]), marked, tuple(times))


def signed(root: HtmlElement) -> HtmlElement | None:
    """Return the first short text under the title that begins as a byline does; `None` where none does."""
    below = dropwhile(lambda element: element.tag != "h1", root.iter("h1", *TEXTS))
    short = takewhile(lambda element: len(element.text or "") <= LONGEST, below)
    lines = (around(element) for element in short if is_signed(element.text or ""))
    return next((line for line in lines if length(line) <= LONGEST), None)


def around(element: HtmlElement) -> HtmlElement:
    """Return an element, or what it stands in where it holds just a "By" and the name stands beside it."""
    above = element.getparent()
    return above if above is not None and length(element) <= BARE and not len(element) else element


def author_mark(element: HtmlElement) -> str:
    """Return by which mark an element names an author; empty if it does not."""
    if element.get("itemprop") == "author" and element.tag != "meta":
        return "itemprop"
    if element.get("rel") == "author" and element.tag == "a":
        return "rel"
    name = element.get("class")
    return "class" if name and element.tag != "body" and author_name(name) else ""


def together(elements: Sequence[HtmlElement]) -> tuple[HtmlElement, ...]:
    """Return the first element with a short text, and its like beside it."""
    short = [element for element in elements if not is_apart(element) and 2 < length(element) <= LONGEST]
    if not short:
        return ()
    first = next((inner for inner in short[0].iter() if inner.get("itemprop") == "name"), short[0])
    around = [above for above in first.iterancestors() if above.tag != "body" and length(above) <= CROWD]
    beside = [element for element in short if around and around[-1] in element.iterancestors()] or [first]
    named = [inner for element in beside for inner in element.iter() if inner.get("itemprop") == "name"]
    alike = [element for element in beside if not any(element in other.iterancestors() for other in beside)]
    return tuple(named or alike)[:6]


def is_apart(element: HtmlElement) -> bool:
    """Tell whether an element stands outside the text by its tag."""
    return any(above.tag in APART for above in element.iterancestors())


def length(element: HtmlElement) -> int:
    """Return the characters of an element's text."""
    return len(" ".join(str(element.text_content()).split()))
