"""A site's own word on where the parts of an article stand on its pages."""

from __future__ import annotations

from dataclasses import dataclass, fields

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Rules:
    """Selectors of one site, CSS or XPath (an XPath begins with `/`, `.` or `(`); `None` means not given.

    `body` matches the element or elements that hold the paragraphs; what `drop` matches inside is left out.
    `language` is a tag such as `en`; `zone` is the IANA time zone of dates that name none.
    """

    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    body: str | None = None
    drop: str | None = None
    language: str | None = None
    zone: str = "UTC"

    def given(self) -> dict[str, str | None]:
        """Return the rules that say something else than what holds for any site."""
        own = {each.name: (getattr(self, each.name), each.default) for each in fields(self)}
        return {name: value for name, (value, default) in own.items() if value != default}


def select(root: HtmlElement, selector: str) -> list[HtmlElement]:
    """Return the elements that a CSS or XPath selector matches, in document order; a bad one matches none."""
    try:
        found = root.xpath(selector) if is_xpath(selector) else CSSSelector(selector, translator="html")(root)
    except (etree.XPathError, SelectorError):
        return []
    matches = found if isinstance(found, list) else []
    return [element for element in matches if isinstance(element, HtmlElement)]


def is_xpath(selector: str) -> bool:
    """Tell an XPath from a CSS selector: no CSS selector starts with a slash or a bracket, or with `./`.

    >>> is_xpath("//h1"), is_xpath(".headline"), is_xpath("./h1")
    (True, False, True)
    """
    return selector.startswith(("/", "(", "./", ".//"))
