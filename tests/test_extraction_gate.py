"""A capture is judged before it is compared; what is suspected must be seen again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scraper.article import Article, Outcome
from scraper.extraction import extract
from scraper.extraction.gate import Fetched, Suspicion, Verdict, confirm, judge

URL = "https://news.example/2031/ferry"
WALLS = Path(__file__).parent / "sites" / "walls"
CASES: list[dict[str, Any]] = json.loads((WALLS / "cases.json").read_text("utf-8"))
PAGE = (WALLS / "article.html").read_bytes()
FULL = extract(PAGE, URL)
STUB = extract((WALLS / "stub.html").read_bytes(), URL)


def fetched(body: bytes, **changes: Any) -> Fetched:
    return replace(Fetched(URL, URL, 200, {"content-type": "text/html"}, body), **changes)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['page']} {case['status']} {case['outcome']}")
def test_what_hosts_serve_instead_of_an_article_is_recognised(case: dict[str, Any]) -> None:
    body = (WALLS / case["page"]).read_bytes()
    headers = {"content-type": "text/html", **case.get("headers", {})}
    fetch = Fetched(URL, case.get("final_url", URL), case["status"], headers, body)
    verdict = judge(fetch, extract(body, URL), None)
    assert verdict.outcome == case["outcome"]
    assert case["reason"] in verdict.reason
    assert verdict.retry_after == case.get("retry_after")


@pytest.mark.parametrize("page", ["consent.html", "error.html", "captcha.html", "stub.html", "listing.html"])
def test_the_same_page_is_no_edit_of_an_article_seen_before(page: str) -> None:
    body = (WALLS / page).read_bytes()
    assert judge(fetched(body), extract(body, URL), FULL).outcome in {Outcome.SUSPECT, Outcome.BLOCKED}


def test_an_empty_page_is_suspect() -> None:
    assert judge(fetched(b"  \n"), None, FULL) == Verdict(Outcome.SUSPECT, "empty page", lasting=False)


def test_a_page_that_ends_before_its_end_is_suspect() -> None:
    half = PAGE[: len(PAGE) // 2]
    assert judge(fetched(half), extract(half, URL), FULL).reason == "the page has no end"


def test_a_page_without_its_closing_tags_is_read_if_nothing_is_missing() -> None:
    body = PAGE.replace(b"</body></html>", b"")
    changed = replace(FULL, paragraphs=(*FULL.paragraphs, "The talks are to go on until midnight."))
    assert judge(fetched(body), changed, FULL).outcome is Outcome.READ


def test_a_text_that_collapses_is_suspect() -> None:
    less = replace(FULL, paragraphs=FULL.paragraphs[:1])
    assert judge(fetched(PAGE), less, FULL).reason == "the text collapsed"


def test_a_long_text_that_explodes_is_suspect_but_a_first_report_may_grow() -> None:
    long = replace(
        FULL, paragraphs=tuple(f"{number}: {text}" for number in range(2) for text in FULL.paragraphs)
    )
    huge = replace(FULL, paragraphs=tuple(f"{at} {text}" for at in range(9) for text in FULL.paragraphs))
    first = replace(FULL, paragraphs=FULL.paragraphs[:1])
    assert judge(fetched(PAGE), huge, long).reason == "the text exploded"
    assert judge(fetched(PAGE), FULL, first).outcome is Outcome.READ


def test_another_article_at_the_address_is_suspect() -> None:
    other = Article(
        headline="Lighthouse sold", paragraphs=tuple(f"Buyer number {at} said no. " * 9 for at in "abcde")
    )
    assert judge(fetched(PAGE), other, FULL).reason == "another article"


def test_a_stub_that_was_accepted_is_read_again_without_suspicion() -> None:
    stub = (WALLS / "stub.html").read_bytes()
    assert judge(fetched(stub), STUB, STUB).outcome is Outcome.READ


def test_a_live_blog_says_so() -> None:
    assert judge(fetched(PAGE), replace(FULL, live_blog=True), None).reason == "live blog"


def decide(pages: list[str]) -> list[str]:
    """Return what is decided on each capture of a sequence of pages; `404` is a status."""
    pending: Suspicion | None = None
    decisions = []
    for page in pages:
        body = PAGE if page == "404" else (WALLS / f"{page}.html").read_bytes()
        article = extract(body, URL)
        decision = confirm(
            pending, judge(fetched(body, status=404 if page == "404" else 200), article, FULL), article
        )
        pending = decision.pending
        decisions.append(decision.action.value)
    return decisions


@pytest.mark.parametrize(
    ("pages", "actions"),
    [
        (["stub", "stub"], ["wait", "version"]),
        (["stub", "captcha", "stub"], ["wait", "wait", "version"]),
        (["404", "404"], ["wait", "gone"]),
        (["404", "notfound"], ["wait", "gone"]),
        (["stub", "404", "404"], ["wait", "wait", "gone"]),
        (["consent", "consent", "consent"], ["wait", "wait", "wait"]),
        (["stub", "error", "stub"], ["wait", "wait", "version"]),
    ],
)
def test_a_suspicion_is_decided_by_the_next_captures(pages: list[str], actions: list[str]) -> None:
    assert decide(pages) == actions
