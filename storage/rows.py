"""Rows to values and back: instants, articles, edits."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from scraper.article import Announcement, Article, Edit, Evidence, Kind, Part, Run, Version
from scraper.recrawl.pace import Due, Pace
from scraper.visit import Awaited, Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Row = Mapping[str, Any]

DETAILS = (
    "authors", "published", "modified", "language", "section", "canonical_url", "site_name", "captions",
    "notes", "paywalled", "live_blog", "witnesses", "alternative_headline",
    "withheld",
)  # fmt: skip


def stamp(instant: datetime) -> str:
    """Return an aware instant as text whose order is time's.

    >>> stamp(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    '2026-01-02T03:04:05.000Z'
    """
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def maybe_stamp(instant: datetime | None) -> str | None:
    """Return the text of an instant that may not be there."""
    return stamp(instant) if instant else None


def moment(text: str | None) -> datetime | None:
    """Return the instant of a stamp, `None` for `None`."""
    return datetime.fromisoformat(text) if text else None


def instant(text: str) -> datetime:
    """Return the instant of a stamp that is there."""
    return datetime.fromisoformat(text)


def details(article: Article) -> str:
    """Return what a version keeps beside its wording, as JSON."""
    return json.dumps({key: plain(getattr(article, key)) for key in DETAILS}, ensure_ascii=False)


def plain(value: object) -> object:
    """Return a value as JSON can hold it."""
    return maybe_stamp(value) if isinstance(value, datetime) else value


def article(row: Row, paragraphs: Iterable[str]) -> Article:
    """Return the article of a version's row and its paragraphs in order."""
    kept = json.loads(row["details"])
    texts: dict[str, Any] = {key: tuple(kept[key]) for key in ("authors", "captions", "notes")}
    single = ("language", "section", "canonical_url", "site_name", "paywalled", "live_blog")
    texts |= {key: kept[key] for key in single}
    return Article(
        headline=row["headline"],
        alternative_headline=kept.get("alternative_headline"),  # versions of older releases have none
        withheld=kept.get("withheld", False),
        standfirst=row["standfirst"],
        byline=row["byline"],
        paragraphs=tuple(paragraphs),
        published=moment(kept["published"]),
        modified=moment(kept["modified"]),
        witnesses=tuple((name, witness) for name, witness in kept["witnesses"]),
        **texts,
    )


def version(row: Row, paragraphs: Iterable[str]) -> Version:
    """Return a version of its row and its paragraphs in order."""
    text = article(row, paragraphs)
    return Version(row["number"], text, instant(row["seen_at"]), row["extractor"], row["digest"])


def edit_row(edit: Edit) -> dict[str, object]:
    """Return the columns of an edit; what is not queried by column is JSON in `details`."""
    rest = {
        "runs": [(run.fate, run.text) for run in edit.runs],
        "evidence": [asdict(item) for item in edit.evidence],
        **{key: getattr(edit, key) for key in ("moved", "old_at", "new_at")},
    }
    return {
        "part": edit.part,
        "kind": edit.kind,
        "before": edit.before,
        "after": edit.after,
        "labels": json.dumps(edit.labels),
        "substantive": int(edit.substantive),
        "rank": edit.rank,
        "summary": edit.summary,
        "details": json.dumps(rest, ensure_ascii=False),
    }


def edit(row: Row) -> Edit:
    """Return an edit of its row."""
    rest = json.loads(row["details"])
    return Edit(
        part=Part(row["part"]),
        kind=Kind(row["kind"]),
        before=row["before"],
        after=row["after"],
        runs=tuple(Run(fate, text) for fate, text in rest["runs"]),
        labels=tuple(json.loads(row["labels"])),
        evidence=tuple(evidence(item) for item in rest["evidence"]),
        substantive=bool(row["substantive"]),
        moved=rest["moved"],
        old_at=rest["old_at"],
        new_at=rest["new_at"],
        rank=row["rank"],
        summary=row["summary"],
    )


def evidence(item: dict[str, Any]) -> Evidence:
    """Return a label's evidence of its JSON."""
    spans = {side: tuple((start, end) for start, end in item[side]) for side in ("before", "after")}
    return Evidence(item["label"], item["rule"], spans["before"], spans["after"], item["note"])


def pace(row: Row) -> Pace:
    """Return the pace of an article's row."""
    return Pace(
        first_seen=instant(row["first_seen"]),
        source=row["site"],
        host=row["host"],
        published=moment(row["published"]),
        last_visit=moment(row["last_read"]),
        post_a=row["post_a"],
        post_b=row["post_b"],
        last_change=moment(row["last_change"]),
        cue_at=moment(row["cue_at"]),
        cue_latest=moment(row["cue_latest"]),
        control=bool(row["control"]),
    )


def known(row: Row, last: Version | None, versions: Iterable[Row], awaited: Iterable[Row]) -> Known:
    """Return what is remembered of an article, of its row and its versions."""
    return Known(
        ident=row["id"],
        site=row["site"],
        url=row["url"],
        first_seen=instant(row["first_seen"]),
        last=last,
        last_visit=moment(row["last_visit"]),
        earlier=tuple((each["number"], each["digest"], each["headline"]) for each in versions),
        awaited=tuple(Awaited(each["id"], announcement(each)) for each in awaited),
        gone_at=moment(row["gone_at"]),
        failures=row["failures"],
        doubt=row["doubt"],
        doubt_count=row["doubt_count"],
        pace=pace(row),
        validator=row["etag"] or row["last_modified"],
    )


def due(row: Row) -> Due:
    """Return when an article's row is to be looked at again."""
    at = datetime.fromtimestamp(row["next_due"], UTC) if row["next_due"] is not None else None
    return Due(at, row["due_slope"], row["due_reason"])


def announcement(row: Row) -> Announcement:
    """Return an announcement of its row."""
    start, latest = (day_or_time(row[name]) for name in ("start", "latest"))
    return Announcement(row["sentence"], row["words"], start, latest, row["precision"])


def day_or_time(text: str | None) -> date | datetime | None:
    """Return the date or datetime of its ISO 8601 text; one without offset stays without."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def link(previous: str, url: str, seen_at: str, digest: str, page: bytes) -> str:
    """Return a version's place in the hash chain: SHA-256 over its predecessor's, its facts, its page."""
    parts = (previous, url, seen_at, digest, hashlib.sha256(page).hexdigest())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
