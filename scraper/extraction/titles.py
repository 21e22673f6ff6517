"""The titles of a page: what it shows over the article, what its head tells, and the names of the house."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.article import normalise
from scraper.extraction.headlines import likest, near, without_site, words
from scraper.extraction.landmarks import is_apart
from scraper.extraction.linked import texts
from scraper.extraction.names import is_furniture, is_hidden
from scraper.links import absolute

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from lxml.html import HtmlElement

    from scraper.extraction.page import Page

SAYING = 80  # characters of a paragraph
LONG = 500  # characters of what is no mere box
SILENT = frozenset({"script", "style", "svg", "button", "noscript", "template"})


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles that JSON-LD, OpenGraph and the head tell, as they are and `bare` of the house's names.

    `shown` is what a reader sees over the article, `part` the part of its h1 that is likest to what is told.
    """

    linked: str
    graph: str
    title: str
    bare: tuple[str, ...]
    part: str | None
    shown: str | None


def titles_of(page: Page) -> Titles:
    """Return the titles of a page."""
    linked = "".join(texts(page.article.get("headline"))[:1])
    graph = "".join(meta(page, "og:title"))
    title = "".join([plain(title) for title in page.root.iterfind(".//head/title")][:1])
    told = [text for text in (linked, graph, title) if text]
    house = house_of(page)
    h1s = [h1 for h1 in page.landmarks.titles if not (is_apart(h1) or is_house(h1, page.url, house))]
    alone = only([h1 for h1 in h1s if not is_beside(h1)])
    lone = None if alone is None else visible(alone)
    seen = [*map(visible, h1s)]
    shown = differing(likest(seen, told), seen)
    part = likest([plain(part) for h1 in h1s for part in h1.iter("*")], told) or shown or lone
    bare = [without_site(text, [part or "", linked], house) for text in (linked, graph, title)]
    parts = (part for other in page.landmarks.others for part in other.iter("*"))
    others = (part for part in parts if any(near(visible(part), each) for each in told))
    other = next((part for part in others if alone is None or is_nearer(part, alone)), None)
    return Titles(
        linked, graph, title, tuple(bare), part, shown or (lone if other is None else visible(other))
    )


def differing(shown: str | None, seen: Sequence[str]) -> str | None:
    """Return a twin of the visible title that was changed alone, on pages that show it more than once.

    >>> differing("Ferry sails after strike", ["Ferry sails after strike", "Ferry sailed after strike"])
    'Ferry sailed after strike'
    """
    return next((each for each in seen if shown and each != shown and near(each, shown)), shown)


def only(h1s: Sequence[HtmlElement]) -> HtmlElement | None:
    """Return the title that stands alone, or alone in the main part: it need not be like what is told."""
    main = [h1 for h1 in h1s if any(above.tag in {"article", "main"} for above in h1.iterancestors())]
    return next((titles[0] for titles in (h1s, main) if len(titles) == 1), None)


def is_nearer(title: HtmlElement, h1: HtmlElement) -> bool:
    """Tell whether a title stands between an h1 and the first paragraph below it."""
    below = dropwhile(lambda element: element is not h1, h1.getroottree().iter("*"))
    over = takewhile(lambda element: element.tag != "p" or len(plain(element)) < SAYING, below)
    return any(element is title for element in over)


def house_of(page: Page) -> tuple[str, ...]:
    """Return the names of the site and of the article's section, as the page tells them."""
    said = (
        *meta(page, "og:site_name"),
        *texts(page.article.get("publisher"), "name")[:1],
        *texts(page.article.get("articleSection"))[:1],
        *meta(page, "article:section"),
    )
    return tuple(dict.fromkeys(said))


def is_beside(h1: HtmlElement) -> bool:
    """Tell whether a title stands in what is hidden or, without the text, in what is called furniture."""
    around = takewhile(lambda above: len(above.text_content()) < LONG, h1.iterancestors())
    return any(map(is_furniture, around)) or any(map(is_hidden, h1.iterancestors()))


def is_house(h1: HtmlElement, url: str, house: Collection[str]) -> bool:
    """Tell whether a title is the site's or the section's name: by its words, or as the link home."""
    text = normalise(plain(h1))
    host = host_of(url)
    named = any(set(words(text)) <= set(words(name)) for name in house)
    if not text or named or "".join(words(text)) in host.replace("-", ""):
        return True
    links = (absolute(url, link.get("href") or "") for link in h1.iter("a") if normalise(plain(link)) == text)
    return any(link and link.split("#")[0].rstrip("/").endswith(f"//{host}") for link in links)


def host_of(url: str) -> str:
    """Return the host of an address; empty where it is none."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def visible(element: HtmlElement) -> str:
    """Return the text of a title that a reader sees, its parts parted."""
    return " ".join(" ".join(pieces(element)).split())


def pieces(element: HtmlElement) -> Iterator[str]:
    """Yield the visible texts in an element."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not (child.tag in SILENT or is_hidden(child)):
            yield from pieces(child)
        yield child.tail or ""


def plain(element: HtmlElement) -> str:
    """Return an element's text with white space collapsed."""
    return " ".join(str(element.text_content()).split())


def parted(element: HtmlElement) -> str:
    """Return an element's text, a line for each of its parts that meet without white space between them."""
    text = ""
    for piece in element.itertext():
        meets = text and not text[-1].isspace() and not str(piece)[:1].isspace()
        text += f"\n{piece}" if meets else str(piece)
    return "\n".join(line for each in text.split("\n") if (line := " ".join(each.split())))


def meta(page: Page, *names: str) -> tuple[str, ...]:
    """Return the content of the first of these meta elements that is there."""
    return next(((page.metas[name],) for name in names if name in page.metas), ())
