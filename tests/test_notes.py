"""Notes on a page's own changes as publishers word them, and sentences that only begin like one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scraper.extraction import extract
from scraper.notes import is_note, says

ROWS = json.loads((Path(__file__).parent / "cases" / "notes.json").read_text("utf-8"))
TEXT = "The harbour board met on day {} and heard from its engineers what the new sea wall will cost."


@pytest.mark.parametrize("row", [pytest.param(row, id=row["text"]) for row in ROWS])
def test_a_note_is_told_from_a_sentence_of_the_story(row: dict[str, str]) -> None:
    kinds = [kind for kind in ("correction", "update", "developing") if says(row["text"], kind)]
    assert (kinds or [""])[0] == row["kind"]
    assert is_note(row["text"]) is (row["kind"] in {"correction", "update"})


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] != "developing"])
def test_the_extraction_keeps_notes_apart_and_sentences_in_the_text(row: dict[str, str]) -> None:
    last = row["text"].rstrip('."') + ", says the harbour board." if not row["kind"] else row["text"]
    paragraphs = "".join(f"<p>{text}</p>" for text in (*map(TEXT.format, range(6)), last))
    page = f"<html><body><article><h1>Sea wall</h1>{paragraphs}</article></body></html>"
    article = extract(page.encode(), "https://example.org/news/sea-wall")
    assert article.notes == ((last,) if row["kind"] else ())
