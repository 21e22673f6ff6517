"""What a user sees of an extraction."""

from __future__ import annotations

import json
from pathlib import Path

from scraper.article import Outcome
from scraper.extraction import explain
from scraper.extraction.gate import Verdict
from scraper.extraction.shown import as_dict, as_lines

STUB = (Path(__file__).parent / "sites" / "walls" / "stub.html").read_bytes()
EXPLAINED = explain(STUB, "https://news.example/2031/ferry")


def test_each_field_is_shown_with_its_witness() -> None:
    lines = as_lines(EXPLAINED, Verdict(Outcome.SUSPECT, "subscription stub"))
    assert lines[0] == "verdict               suspect (subscription stub)"
    assert "headline              Ferry talks resume on Monday  [h1]" in lines
    assert "paywalled             yes" in lines


def test_what_was_left_out_is_shown_with_the_reason() -> None:
    lines = as_lines(EXPLAINED, whole=True)
    assert any("One euro for the first month." in line for line in lines)
    assert any(line.startswith("left out: ") for line in lines)
    assert any(line.split()[:3] == ["*", "headline", "h1"] for line in lines)


def test_the_same_goes_into_json() -> None:
    told = json.loads(json.dumps(as_dict(EXPLAINED, Verdict(Outcome.READ))))
    assert told["article"]["published"] == "2031-05-04T10:00:00+00:00"
    assert told["article"]["witnesses"]["headline"] == "h1"
    assert told["verdict"]["outcome"] == "read"
    assert {block["left_out"] for block in told["blocks"]} >= {None, "headline"}


SIGNED = b"""<html><head><title>Ferry sails</title><meta property=og:title content="Ferry sails">
<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Ada Quill"}}</script></head>
<body><article><h1>Ferry sails</h1><p>Bo Reed | 4.5.2031, 16:00</p>
<p>The ferry sails again on Monday, the harbour company said after a long night.</p></article></body>"""


def test_each_witness_is_told_once_and_one_of_a_field_is_marked() -> None:
    lines = as_lines(explain(SIGNED, "https://news.example/2031/ferry"), whole=True)
    told = [line for line in lines if line.startswith(("    headline", "  * headline"))]
    assert [line.split()[:3] for line in told[:1]] == [["*", "headline", "h1"]]
    assert len(told) == len(set(told)) == 3
    assert "byline                Ada Quill  [json-ld]" in lines


def test_a_field_that_nothing_tells_names_who_was_asked() -> None:
    unsigned = SIGNED.replace(b'"author": {"name": "Ada Quill"}', b'"url": "/ferry"')
    found = explain(unsigned, "https://news.example/2031/ferry")
    assert found.article.byline is None
    asked = "    authors               none of rules, json-ld, markup, visible, meta"
    assert asked in as_lines(found, whole=True)
    assert asked not in as_lines(explain(SIGNED, "https://news.example/2031/ferry"), whole=True)
