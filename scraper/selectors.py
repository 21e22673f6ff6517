"""A site's selector, CSS or XPath, made ready: one way for the configuration that checks and the reader."""

from __future__ import annotations

import re
from functools import cache

import lxml.html
import parsel  # noqa: F401 - it teaches XPath has-class(), whoever else imports it
from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement


@cache
def compiled(selector: str) -> etree.XPath:
    """Return what finds the elements of a selector: XPath if it begins with `/`, `./` or `(`, else CSS.

    Raises:
        ValueError: it is neither, calls what there is not, or selects something else than elements.
    """
    try:
        if not selector.startswith(("/", "./", "(")):
            return CSSSelector(selector, translator="html")
        refuse_unknown(selector)
        found = etree.XPath(selector)
        elements = isinstance(found(EMPTY), list) and not TEXT.search(without_predicates(selector))
    except (etree.XPathError, SelectorError) as error:
        raise ValueError(f"is neither CSS nor XPath: {error}") from error
    if not elements:
        raise ValueError("selects text or an attribute; select the element that has it")
    return found


def select(root: HtmlElement, selector: str) -> list[HtmlElement]:
    """Return the elements that a selector matches, in document order; a bad one matches none."""
    try:
        found = compiled(selector)(root)
    except (etree.XPathError, ValueError):
        return []
    return [element for element in found if isinstance(element, HtmlElement)]


def refuse_unknown(xpath: str) -> None:
    """Refuse calls of what is no function: a selector looks them up only where an element gets so far.

    Raises:
        ValueError: there is one.
    """
    for name in CALL.findall(LITERAL.sub("''", xpath)):
        try:
            EMPTY.xpath(f"{name}()")
        except etree.XPathEvalError as error:
            if any(entry.type_name in UNKNOWN for entry in error.error_log):
                raise ValueError(f"calls {name}(), which XPath 1.0 does not have") from error
        except ValueError:
            pass  # has-class() wants an argument


def without_predicates(xpath: str) -> str:
    """Return the steps of an XPath alone.

    >>> without_predicates("//p[a[@b = ']']]/text()")
    '//p/text()'
    """
    steps, count = LITERAL.sub("''", xpath), 1
    while count:
        steps, count = re.subn(r"\[[^][]*\]", "", steps)
    return steps


EMPTY = lxml.html.fromstring("<p></p>")
LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
CALL = re.compile(
    r"(?<![\w.-])(?!(?:and|or|div|mod)\b)([a-z_][\w.-]*(?::[a-z_][\w.-]*)?)\s*\(", re.IGNORECASE
)
UNKNOWN = {"XPATH_UNKNOWN_FUNC_ERROR", "XPATH_UNDEF_PREFIX_ERROR"}
# The last step of a path, or of one side of a union.
TEXT = re.compile(r"(?:(?:@|attribute::)[\w:*.-]+|\b(?:text|comment)\(\s*\))[\s)]*(?:$|\|)")
