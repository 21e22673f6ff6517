"""A page as fetched, decoded and parsed once for all who read it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree
from w3lib.encoding import html_to_unicode

from scraper.extraction.landmarks import Landmarks, landmarks
from scraper.extraction.linked import article_node, linked_data
from scraper.extraction.titles import Titles, titles_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_EMPTY = b"<html><body></body></html>"


@dataclass(frozen=True)
class Page:
    """A parsed page: its address, its tree, and what its machine-readable parts say."""

    url: str
    root: HtmlElement

    @cached_property
    def linked(self) -> tuple[dict[str, object], ...]:
        """Every JSON-LD node of the page, in order, graphs unfolded."""
        scripts = self.root.iterfind(".//script[@type='application/ld+json']")
        return linked_data(script.text or "" for script in scripts)

    @cached_property
    def article(self) -> dict[str, object]:
        """The JSON-LD node that describes this article; empty where there is none."""
        return article_node(self.linked, self.url)

    @cached_property
    def landmarks(self) -> Landmarks:
        """What the page marks for the eye."""
        return landmarks(self.root)

    @cached_property
    def titles(self) -> Titles:
        """What the page shows and tells as its title."""
        return titles_of(self)

    @cached_property
    def metas(self) -> dict[str, str]:
        """First non-empty content of each meta element by lower-case name, property or itemprop."""
        found: dict[str, str] = {}
        for meta in self.root.iterfind(".//meta[@content]"):
            names = (meta.get("property"), meta.get("name"), meta.get("itemprop"))
            content = " ".join(html.unescape(meta.get("content") or "").split())
            for name in names:
                if name and content:
                    found.setdefault(name.lower(), content)
        return found


def open_page(body: bytes, url: str, content_type: str | None) -> Page:
    """Decode by BOM, header, meta or bytes, and parse; what cannot be parsed is an empty page."""
    return Page(url, parse(decode(body, content_type)))


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return the page as text, by byte order mark, header, meta or its bytes, in that order.

    Bytes that are not ASCII and fit UTF-8 are UTF-8, whatever header and meta say: text in an older encoding
    does not fit by chance, and a wrong label is common.
    """
    if guess(body) == "utf-8" and not body.isascii() and body[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        return _NOT_IN_XML.sub(" ", body.decode("utf-8-sig"))
    _, text = html_to_unicode(content_type, body, default_encoding="utf-8", auto_detect_fun=guess)
    return _NOT_IN_XML.sub(" ", text)


def guess(body: bytes) -> str:
    """Return the encoding of bytes that nobody has named: UTF-8 is told by its shape, Latin is the rest."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def parse(text: str) -> HtmlElement:
    """Return the root of the tree; garbage gives an empty document."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace") or _EMPTY, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        root = lxml.html.document_fromstring(_EMPTY)
    return root
