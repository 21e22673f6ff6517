"""An explanation as lines for the terminal, and as plain values for JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scraper.article import Article
    from scraper.extraction.gate import Verdict
    from scraper.extraction.reading import Explanation

_TEXTS = ("paragraphs", "captions", "notes", "witnesses")
WIDE = 100  # characters of a text that is shown in one line
NAMED = 22  # columns for a field's name: "alternative headline" is the longest


def as_lines(
    explained: Explanation, verdict: Verdict | None = None, *, whole: bool = False
) -> tuple[str, ...]:
    """Return what was extracted, each field with its witness; `whole` adds what lost and was left out."""
    found = [*verdict_line(verdict), *field_lines(explained.article), "", *text_lines(explained.article)]
    return tuple([*found, "", *other_witnesses(explained), "", *left_out(explained)] if whole else found)


def verdict_line(verdict: Verdict | None) -> list[str]:
    """Return the gate's verdict in a line."""
    if verdict is None:
        return []
    reason = f" ({verdict.reason})" if verdict.reason else ""
    wait = f", asked to wait {verdict.retry_after:.0f} s" if verdict.retry_after is not None else ""
    return [f"{'verdict':{NAMED}}{verdict.outcome.value}{reason}{wait}"]


def field_lines(article: Article) -> Iterator[str]:
    """Yield the fields that are one value, each with its witness."""
    source = dict(article.witnesses)
    source |= {"byline": source["authors"]} if "authors" in source else {}  # it is their names
    for each in fields(article):
        if each.name not in _TEXTS:
            witness = f"  [{source[each.name]}]" if each.name in source else ""
            yield f"{each.name.replace('_', ' '):{NAMED}}{said(getattr(article, each.name))}{witness}"


def said(value: object) -> str:
    """Return a value as a reader wants it."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat()
    return "-" if value is None else str(value)


def text_lines(article: Article) -> Iterator[str]:
    """Yield the paragraphs, captions and notes."""
    source = dict(article.witnesses).get("paragraphs", "-")
    number = len(article.paragraphs)
    yield f"{number} paragraph{'' if number == 1 else 's'}  [{source}]"
    yield from (f"  {text}" for text in article.paragraphs)
    for name, texts in (("captions", article.captions), ("notes", article.notes)):
        if texts:
            yield f"{len(texts)} {name if len(texts) > 1 else name.removesuffix('s')}"
            yield from (f"  {text}" for text in texts)


def other_witnesses(explained: Explanation) -> Iterator[str]:
    """Yield every witness of every field, the winner marked; for a field without any, who was asked."""
    yield "witnesses"
    source = dict(explained.article.witnesses)
    won = {
        each.field: each for each in reversed(explained.witnesses) if source.get(each.field) == each.source
    }
    for witness in explained.witnesses:
        mark = "*" if won.get(witness.field) is witness else " "
        yield f"  {mark} {witness.field:{NAMED}}{witness.source:12}{short(', '.join(witness.value))}"
    told = {*source, *(witness.field for witness in explained.witnesses)}
    silent = [witness for witness in explained.silent if witness.field not in told]
    for field, asked in groupby(silent, key=attrgetter("field")):
        yield f"    {field:{NAMED}}none of {', '.join(witness.source for witness in asked)}"


def left_out(explained: Explanation) -> Iterator[str]:
    """Yield what was left out of the text's part of the page, and why."""
    left = [stretch for stretch in explained.stretches if stretch.why]
    count = Counter(stretch.why for stretch in left)
    yield "left out: " + (", ".join(f"{number} {why}" for why, number in count.most_common()) or "nothing")
    yield from (f"  {stretch.why:22}{stretch.role:12}{short(stretch.text)}" for stretch in left)


def short(text: str) -> str:
    """Return the beginning of a text."""
    return text if len(text) <= WIDE else text[: WIDE - 1] + "…"


def as_dict(explained: Explanation, verdict: Verdict | None = None) -> dict[str, object]:
    """Return everything as plain values that `json.dumps` takes; dates are ISO 8601."""
    return {
        "verdict": plain_verdict(verdict),
        "article": plain_article(explained.article),
        "witnesses": [
            {"field": each.field, "source": each.source, "value": list(each.value)}
            for each in explained.witnesses
        ],
        "blocks": [
            {"text": each.text, "role": each.role, "left_out": each.why or None}
            for each in explained.stretches
        ],
    }


def plain_article(article: Article) -> dict[str, object]:
    """Return an article in JSON's types."""
    values = {each.name: plain(getattr(article, each.name)) for each in fields(article)}
    return values | {"witnesses": dict(article.witnesses)}


def plain(value: object) -> object:
    """Return a field's value in JSON's types."""
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def plain_verdict(verdict: Verdict | None) -> dict[str, object] | None:
    """Return a verdict in JSON's types."""
    if verdict is None:
        return None
    return {"outcome": verdict.outcome.value, "reason": verdict.reason, "retry_after": verdict.retry_after}
