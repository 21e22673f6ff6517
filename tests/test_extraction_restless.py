"""What moves about an article while it stands: no widget, wherever it is put, changes what is read."""

from __future__ import annotations

import json
from pathlib import Path

import lxml.html
import pytest

from scraper.article import fingerprint
from scraper.extraction import extract

SITES = Path(__file__).parent / "sites"
PAGES = ["harbour-post/widgets", "kuestenblatt/kicker", "old-gazette/line-breaks"]
URL = "https://news.example/2031/story"
# Each widget as it stands at one visit and at the next.
WIDGETS = json.loads((Path(__file__).parent / "cases" / "extraction_restless.json").read_text("utf-8"))


def put(page: str, widget: str, place: int) -> bytes:
    """Return the page with a widget before the paragraph of that number, or behind the last for -1."""
    root = lxml.html.document_fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    long = [
        element for element in root.iter("p", "br") if element.tag == "br" or len(element.text or "") > 80
    ]
    found = lxml.html.fragment_fromstring(widget)
    if place < 0:
        long[-1].addnext(found)
    else:
        long[place].addprevious(found)
    return lxml.html.tostring(root, encoding="utf-8")


@pytest.mark.parametrize("place", [0, 1, -1], ids=["before the text", "in the text", "behind the text"])
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: str(widget["case"]))
@pytest.mark.parametrize("case", PAGES)
def test_a_widget_that_turns_changes_nothing(case: str, widget: dict[str, str], place: int) -> None:
    page = (SITES / case / "page.html").read_text("utf-8")
    before, after = (extract(put(page, widget[when], place), URL) for when in ("now", "later"))
    assert fingerprint(before) == fingerprint(after)
    assert before.paragraphs
