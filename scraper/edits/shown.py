"""Lay edits out for reading, whatever draws them: rows of cells, labels beside, unchanged text folded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scraper.article import Kind, Part
from scraper.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.article import Article, Edit, Run


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison: either an `edit`, or a fold of so many unchanged sentences.

    `old` and `new` are the cells of the side-by-side view, `inline` is both in one; empty where none is.
    `margin` holds the kind, unless it is reworded, and the labels.
    """

    part: Part
    margin: tuple[str, ...] = ()
    old: tuple[Run, ...] = ()
    new: tuple[Run, ...] = ()
    inline: tuple[Run, ...] = ()
    folded: int = 0
    edit: Edit | None = None


def rows(new: Article, edits: Sequence[Edit]) -> tuple[Row, ...]:
    """Return the rows of a comparison in reading order; `new` is the article as it reads after `edits`."""
    fields = [_row(edit) for edit in edits if edit.part is not Part.BODY]
    body = [edit for edit in edits if edit.part is Part.BODY]
    total = sum(len(sentences(text, new.language)) for text in new.paragraphs)
    return (*fields, *_folded(body, total, new.language))


def _folded(edits: Sequence[Edit], total: int, language: str | None) -> Iterator[Row]:
    """Yield the body's rows, with a fold for unchanged sentences; `total` is how many the new body has."""
    next_old = next_new = 0
    for edit in edits:
        here = edit.new_at if edit.new_at is not None else next_new + max(0, (edit.old_at or 0) - next_old)
        if here > next_new:
            yield Row(Part.BODY, folded=here - next_new)
            next_old += here - next_new
        yield _row(edit)
        next_new = here + (len(sentences(edit.after, language)) if edit.after else 0)
        next_old += len(sentences(edit.before, language)) if edit.before and not edit.moved else 0
    if total > next_new:
        yield Row(Part.BODY, folded=total - next_new)


def _row(edit: Edit) -> Row:
    kind = () if edit.kind is Kind.REWORDED else (str(edit.kind),)
    moved = ("moved",) if edit.moved and edit.kind is Kind.REWORDED else ()
    old = tuple(run for run in edit.runs if run.fate != "added") if edit.before is not None else ()
    new = tuple(run for run in edit.runs if run.fate != "removed") if edit.after is not None else ()
    return Row(edit.part, (*kind, *moved, *edit.labels), old, new, edit.runs, edit=edit)


def fold(row: Row) -> str:
    """Return what stands for unchanged sentences: "... 12 sentences unchanged ..."."""
    return f"… {row.folded} sentence{'s' if row.folded > 1 else ''} unchanged …"


def as_dict(edit: Edit) -> dict[str, object]:
    """Return an edit as JSON can hold it, evidence and runs included."""
    return {
        "part": str(edit.part), "kind": str(edit.kind), "before": edit.before, "after": edit.after,
        "labels": list(edit.labels), "substantive": edit.substantive, "moved": edit.moved,
        "old_at": edit.old_at, "new_at": edit.new_at, "rank": edit.rank, "summary": edit.summary,
        "runs": [{"fate": run.fate, "text": run.text} for run in edit.runs],
        "evidence": [
            {"label": each.label, "rule": each.rule, "before": [list(place) for place in each.before],
             "after": [list(place) for place in each.after], "note": each.note}
            for each in edit.evidence
        ],
    }  # fmt: skip
