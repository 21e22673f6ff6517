"""Each folder of tests/reports is a case; `python tests/test_reports_golden.py` renews its expected files."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import html

from scraper.article import Article, Edit, Evidence, Kind, Part, Revision, Run, Version
from scraper.reports.digest import Digest, digest
from scraper.reports.history import history, lines
from scraper.reports.markup import mail_html
from scraper.reports.text import subject, text
from scraper.reports.wording import Style

FOLDERS = sorted(path.parent for path in (Path(__file__).parent / "reports").glob("*/case.json"))
Row = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One article of a case."""

    site: str
    url: str
    versions: tuple[Version, ...]
    revisions: tuple[Revision, ...]


def read(folder: Path) -> tuple[Row, list[Told]]:
    case: Row = json.loads((folder / "case.json").read_text("utf-8"))
    return case, [told(row) for row in case["articles"]]


def told(row: Row) -> Told:
    versions = tuple(version(number, row, item) for number, item in enumerate(row["versions"], 1))
    revisions = tuple(revision(row, versions, item) for item in row["revisions"])
    return Told(row["site"], row["url"], versions, revisions)


def version(number: int, row: Row, item: Row) -> Version:
    article = Article(
        headline=item["headline"],
        site_name=row.get("site_name"),
        language=row.get("language"),
        modified=datetime.fromisoformat(item["modified"]) if "modified" in item else None,
        notes=tuple(item.get("notes", ())),
    )
    return Version(number, article, datetime.fromisoformat(item["seen_at"]), "t1", f"digest {number}")


def revision(row: Row, versions: tuple[Version, ...], item: Row) -> Revision:
    known_at = item.get("known_at")
    return Revision(
        site=row["site"],
        url=row["url"],
        old=versions[item["old"] - 1],
        new=versions[item["new"] - 1],
        edits=tuple(edit(each) for each in item["edits"]),
        seen_at=datetime.fromisoformat(item["seen_at"]),
        known_at=known_at and datetime.fromisoformat(known_at),
        flags=tuple(item.get("flags", ())),
        rank=item["rank"],
        reason=item.get("reason", ""),
    )


def edit(row: Row) -> Edit:
    runs = tuple(Run(*pair) for pair in row.get("runs", ()))
    reads = {
        fate: "".join(run.text for run in runs if run.fate in {"same", fate}) for fate in ("removed", "added")
    }
    return Edit(
        part=Part(row["part"]),
        kind=Kind(row["kind"]),
        before=row.get("before", reads["removed"] or None),
        after=row.get("after", reads["added"] or None),
        runs=runs,
        labels=tuple(row.get("labels", ())),
        evidence=tuple(Evidence(name, "test", note=note) for name, note in row.get("notes", {}).items()),
        substantive=row.get("substantive", True),
        moved=row.get("moved", row["kind"] == "moved"),
        rank=row["rank"],
        summary=row.get("summary", ""),
    )


def digested(folder: Path) -> Digest:
    case, articles = read(folder)
    revisions = [revision for article in articles for revision in article.revisions]
    since, until = datetime.fromisoformat(case["since"]), datetime.fromisoformat(case["until"])
    return digest(revisions, case["subscription"], since, until, **case.get("worth", {}))


def styled(row: Row) -> Style:
    return Style(**{**row, "zone": ZoneInfo(row.get("zone", "UTC"))})


def rendered(folder: Path) -> dict[str, str]:
    """Return what a case comes to, by the name of the file that keeps it."""
    found = digested(folder)
    case, articles = read(folder)
    style = styled(case.get("style", {}))
    pasts = [history(item.site, item.url, item.versions, item.revisions) for item in articles]
    return {
        "report.txt": f"Subject: {subject(found)}\n\n{text(found, style)}",
        "history.txt": "\n\n".join("\n".join(lines(past, 72, style)) for past in pasts) + "\n",
        "narrow.txt": "\n".join(lines(pasts[0], 40, style)) + "\n",
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_case_reads_as_it_is_kept(folder: Path) -> None:
    for name, content in rendered(folder).items():
        assert content == (folder / name).read_text("utf-8"), name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_html_marks_the_same_words_as_the_text(folder: Path) -> None:
    style = styled(read(folder)[0].get("style", {}))
    found = digested(folder)
    written = " ".join(text(found, style).split("were added.", 1)[-1].split())
    tree = html.document_fromstring(mail_html(found, style))
    for element, pattern in (("del", r"\[-(.+?)-\]"), ("ins", r"\{\+(.+?)\+\}")):
        assert [mark.text_content() for mark in tree.iter(element)] == re.findall(pattern, written)


def renew() -> None:
    for folder in FOLDERS:
        for name, content in rendered(folder).items():
            (folder / name).write_text(content, "utf-8")


if __name__ == "__main__":
    renew()
