"""What a site's selectors may say: nothing passes the configuration that the reader could not use."""

from __future__ import annotations

import pytest

from scraper.config import parse
from scraper.errors import ConfigError
from scraper.extraction import Rules, extract

PAGE = b"""<html><body><article><h1 class="top">Ferry <b>talks</b></h1><p class="by x">Ada Quill</p>
<p>The two sides met on the quay again, and parted after an hour without a word to anybody.</p></article>"""


@pytest.mark.parametrize(
    "selector",
    [
        "h1", "article > .top", "h1:not(.by)", "h1:first-child", "[class~=top]", "h1, .nothing",
        "h1:contains('Ferry')", "//h1", "(//h1)[1]", "./body//h1",
        ".//h1[contains(@class, 'top') and (not(@id) or position() = 1)]",
        "//h1/text()/..", "//b/ancestor::h1", "//h1[text()]", "//h1[@class='a@b/text()' or @class]",
        "//h1 | //h5", "//h1[has-class('top')]",
    ],
)  # fmt: skip
def test_a_selector_that_is_taken_selects(selector: str) -> None:
    assert parse({"site": [{"name": "a", "selectors": {"byline": selector}}]})
    assert extract(PAGE, "https://a.example/1", rules=Rules(byline=selector)).byline == "Ferry talks"


@pytest.mark.parametrize(
    ("selector", "complaint"),
    [
        ("p::text", "is neither CSS nor XPath: Pseudo-elements are not supported"),
        ("time::attr(datetime)", "is neither CSS nor XPath: Pseudo-elements are not supported"),
        ("//p[1]/text()", "selects text or an attribute"),
        ("(//p | //h1/@class )", "selects text or an attribute"),
        ("//p/text() | //h1", "selects text or an attribute"),
        ("//time/@datetime", "selects text or an attribute"),
        ("(string(//h1))", "selects text or an attribute"),
        ("//p[has-klass('by')]", "calls has-klass(), which XPath 1.0 does not have"),
        ("//article[re:test(@class, 'x')]", "calls re:test(), which XPath 1.0 does not have"),
        ("//svg:p", "is neither CSS nor XPath: Undefined namespace prefix"),
        ("//p[", "is neither CSS nor XPath"),
        ("p[", "is neither CSS nor XPath"),
        ("", "is neither CSS nor XPath"),
    ],
)
def test_a_selector_that_would_match_nothing_is_refused(selector: str, complaint: str) -> None:
    with pytest.raises(ConfigError) as refused:
        parse({"site": [{"name": "a", "selectors": {"byline": selector}}]})
    assert f"site[0].selectors: byline = {selector!r} {complaint}" in str(refused.value)
    assert extract(PAGE, "https://a.example/1", rules=Rules(byline=selector)).headline == "Ferry talks"
