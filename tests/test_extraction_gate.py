"""A capture is judged before it is compared."""

from __future__ import annotations

import pytest

from scraper.article import Article, Outcome
from scraper.extraction.gate import Fetched, judge

URL = "https://news.example/2031/ferry"
FULL = Article(headline="Ferry talks resume", paragraphs=("The harbour company and the union meet. " * 20,))


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.READ),
        (304, Outcome.NOT_MODIFIED),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (403, Outcome.BLOCKED),
        (429, Outcome.BLOCKED),
        (500, Outcome.FAILED),
        (503, Outcome.FAILED),
    ],
)
def test_the_status_decides_first(status: int, outcome: Outcome) -> None:
    assert judge(Fetched(URL, URL, status, {}, b"<html></html>"), FULL, None).outcome == outcome


def test_retry_after_is_handed_on() -> None:
    assert judge(Fetched(URL, URL, 429, {"retry-after": "120"}, b""), None, None).retry_after == 120


def test_a_body_that_collapses_is_suspect() -> None:
    stub = Article(headline="Ferry talks resume", paragraphs=("Subscribe to read.",))
    assert judge(Fetched(URL, URL, 200, {}, b"<html>"), stub, FULL).outcome == Outcome.SUSPECT


def test_a_page_that_is_not_html_is_suspect() -> None:
    fetch = Fetched(URL, URL, 200, {"content-type": "application/pdf"}, b"%PDF")
    assert judge(fetch, Article(), None).outcome == Outcome.SUSPECT
