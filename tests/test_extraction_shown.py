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
