"""Pages in the manner of many newsrooms: what is marked `data-is` is read, each word of it, nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pytest

from scraper.article import Article, fingerprint
from scraper.extraction import extract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

PAGES = sorted((Path(__file__).parent / "cases" / "extraction_manners").glob("*.html"))
URL = "https://news.example/2031/story"
FEW = 4  # words; what has fewer is known by its words


def opened(path: Path) -> HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return lxml.html.document_fromstring(path.read_bytes(), parser=parser)


def read(root: HtmlElement) -> Article:
    return extract(lxml.html.tostring(root, encoding="utf-8"), URL)


def marked(root: HtmlElement, kind: str) -> tuple[str, ...]:
    return tuple(" ".join(each.text_content().split()) for each in root.iterfind(f".//*[@data-is='{kind}']"))


def edited(root: HtmlElement, *, text: bool) -> Iterator[tuple[str, Article]]:
    """Yield each stretch of the page of text, or of none, and the page with a word of it changed."""
    for element in root.iterfind(".//body//*"):
        mark = any(each.get("data-is") for each in (element, *element.iterancestors()))
        if mark is text and (said := element.text) and (said.strip()):
            element.text = with_other_word(said) if text else turned(said)
            if element.text != said:
                yield said, read(root)
            element.text = said


def with_other_word(text: str) -> str:
    """Replace the longest word."""
    return text.replace(max(re.findall(r"\w+", text), key=len), "tamarind", 1)


def turned(text: str) -> str:
    """Count on, or name another thing at the end."""
    counted = re.sub(r"[0-8](?=\D|$)", lambda found: str(int(found[0]) + 1), text)
    return re.sub(r"\w+(\W*)$", r"tamarind\1", text) if len(counted.split()) >= FEW else counted


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_a_reader_calls_the_article_is_read_and_nothing_else(path: Path) -> None:
    root = opened(path)
    article = read(root)
    assert article.paragraphs == marked(root, "text")
    assert (article.standfirst or "") == " ".join(marked(root, "standfirst"))
    assert {*marked(root, "headline")} <= {article.headline, article.alternative_headline}
    assert article.authors == marked(root, "byline")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_word_of_it_that_changes_is_seen(path: Path) -> None:
    root = opened(path)
    before = fingerprint(read(root))
    assert [said for said, article in edited(root, text=True) if fingerprint(article) == before] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_nothing_else_that_changes_makes_a_difference(path: Path) -> None:
    root = opened(path)
    before = fingerprint(read(root))
    assert [said for said, article in edited(root, text=False) if fingerprint(article) != before] == []
