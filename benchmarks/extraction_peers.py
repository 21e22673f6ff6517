"""Other readers of pages, to be measured in the same run; those that are not installed are left out."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import lxml.html
import trafilatura

from scraper.extraction import extract
from scraper.extraction.page import decode, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[[bytes, str], list[str]]


def afterword(body: bytes, url: str) -> list[str]:
    """Read with this project."""
    return list(extract(body, url).paragraphs)


def with_trafilatura(body: bytes, url: str) -> list[str]:
    """Read with trafilatura as it comes, without comments."""
    found = trafilatura.bare_extraction(parse(decode(body)), url=url, include_comments=False)
    return lines(getattr(found, "text", None) or "")


def with_readability(body: bytes, url: str) -> list[str]:
    """Read with readability-lxml; its summary's paragraphs, headings, items and quotations."""
    summary = import_module("readability").Document(decode(body), url=url).summary()
    blocks = lxml.html.document_fromstring(summary).iter("p", "h2", "h3", "h4", "li", "blockquote")
    return [text for block in blocks for text in lines(str(block.text_content()).replace("\n", " "))]


def with_resiliparse(body: bytes, url: str) -> list[str]:
    """Read with resiliparse's main content."""
    del url
    plain = import_module("resiliparse.extract.html2text").extract_plain_text
    return lines(plain(decode(body), main_content=True, alt_texts=False, list_bullets=False))


def lines(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()))]


_ALL: dict[str, tuple[str, Reader]] = {
    "afterword": ("lxml", afterword),
    "trafilatura": ("trafilatura", with_trafilatura),
    "readability-lxml": ("readability", with_readability),
    "resiliparse": ("resiliparse", with_resiliparse),
}
READERS: dict[str, Reader] = {name: reader for name, (module, reader) in _ALL.items() if find_spec(module)}
