"""`crawl -o FILE` writes a row for each visit, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Afterword

    from newsroom import Newsroom


def rows(path: Path) -> list[dict[str, object]]:
    """Return the rows of an export in JSON or JSON Lines."""
    text = path.read_text("utf-8")
    found: list[dict[str, object]] = (
        json.loads(text) if path.suffix == ".json" else [json.loads(line) for line in text.splitlines()]
    )
    return found


@pytest.mark.parametrize("name", ["visits.json", "visits.jsonl"])
def test_an_export_has_a_row_for_each_visit_with_what_was_read(
    watching: Afterword, room: Newsroom, name: str
) -> None:
    done = watching("crawl", "courier", "-o", name)
    assert (done.code, done.complained) == (0, "")
    found = rows(watching.folder / name)
    assert len(found) == 12
    (row,) = [row for row in found if str(row["url"]).startswith(room.article_url("fish-prices"))]
    assert (row["outcome"], row["status"], row["reason"], row["cause"]) == ("read", 200, "", "new")
    assert datetime.fromisoformat(str(row["at"])).utcoffset() == timedelta(0)
    assert "body" not in row
    article = row["article"]
    assert isinstance(article, dict)
    assert "Herring" in article["headline"]
    assert datetime.fromisoformat(article["published"]).utcoffset() == timedelta(0)
    assert len(article["paragraphs"]) > 1


def test_an_export_tells_what_the_gate_said(watching: Afterword, room: Newsroom) -> None:
    watching("crawl", "article", "-a", f"url={room.url}/trouble/bot-wall", "-O", "visits.jsonl")
    (row,) = rows(watching.folder / "visits.jsonl")
    assert row["outcome"] == "blocked"
    assert row["reason"]


def test_a_spreadsheet_has_a_column_for_each_field(watching: Afterword, room: Newsroom) -> None:
    urls = f"{room.url}/trouble/404 {room.article_url('fish-prices')}"
    done = watching("crawl", "article", "-a", f"url={urls}", "-o", "visits.csv")
    assert (done.code, done.complained) == (0, "")
    with (watching.folder / "visits.csv").open(encoding="utf-8", newline="") as file:
        told = {row["url"]: row for row in csv.DictReader(file)}
    missing, read = (told[url] for url in urls.split())
    assert (missing["status"], missing["headline"]) == ("404", "")
    assert (read["status"], read["outcome"], read["cause"]) == ("200", "read", "asked")
    assert "Herring" in read["headline"]
    assert read["paragraphs"].count("\n\n") > 0
    assert not {"body", "headers", "article"} & read.keys()


def test_a_file_that_cannot_be_written_is_told_before_anybody_is_asked(watching: Afterword) -> None:
    done = watching("crawl", "courier", "-o", "afterword.toml/visits.json")
    assert done.code == 1
    assert done.complained == "afterword: afterword.toml/visits.json: cannot be written: Not a directory\n"
    assert done.said == ""


def test_a_full_disk_is_one_line_and_an_exit_code(watching: Afterword) -> None:
    done = watching("crawl", "courier", "-o", "/dev/full:jsonlines")
    assert done.code == 1
    assert "No space left on device" in done.complained
    assert "Traceback" not in done.complained
    assert "12 visits (12 read), 12 new articles" in done.said, "the archive has them all the same"
