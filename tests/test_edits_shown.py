from __future__ import annotations

import json
from io import StringIO

from rich.cells import cell_len
from rich.console import Console

from scraper.article import Article
from scraper.edits import compare
from scraper.edits.shown import Row, as_dict, rows
from scraper.edits.terminal import Drawn
from scraper.marking import marked

OLD = Article(
    headline="32 hurt in fire",
    paragraphs=(
        "Rain fell. Wind blew. Ferries stayed in port.",
        "It hurt 32 people & a dog.",
        "Schools shut.",
    ),
)
NEW = Article(
    headline="47 hurt in fire",
    paragraphs=("Rain fell. Wind blew. Ferries stayed in port.", "It hurt 47 people & a dog.", "Trains run."),
)
SHOWN = rows(NEW, compare(OLD, NEW))


def drawn(shown: tuple[Row, ...], width: int) -> list[str]:
    """Return the lines of a comparison without colour."""
    paper = StringIO()
    Console(file=paper, width=width, color_system=None, legacy_windows=False).print(Drawn(shown))
    return paper.getvalue().splitlines()


def test_unchanged_sentences_are_folded_between_the_edits() -> None:
    assert [(str(row.part), row.folded, marked(row.inline)) for row in SHOWN] == [
        ("headline", 0, "[-32-]{+47+} hurt in fire"),
        ("body", 3, ""),
        ("body", 0, "It hurt [-32-] {+47+} people & a dog."),
        ("body", 0, "[-Schools shut.-]"),
        ("body", 0, "{+Trains run.+}"),
    ]


def test_labels_stand_in_the_margin() -> None:
    assert [row.margin for row in SHOWN if not row.folded] == [
        ("number",), ("number",), ("removed", "detail"), ("added", "detail"),
    ]  # fmt: skip


def test_a_wide_terminal_shows_the_sides_beside_each_other_and_a_narrow_one_inline() -> None:
    wide, narrow = "\n".join(drawn(SHOWN, 120)), "\n".join(drawn(SHOWN, 60))
    assert "[-32-] hurt in fire" in wide
    assert "{+47+} hurt in fire" in wide
    assert "[-32-]{+47+} hurt in fire" in narrow
    assert all(len(line) <= 60 for line in narrow.splitlines())
    assert all(len(line) <= 120 for line in wide.splitlines())


def test_an_edit_goes_through_json_and_back() -> None:
    told = as_dict(compare(OLD, NEW)[0])
    assert json.loads(json.dumps(told)) == told
    assert told["summary"] == "32 -> 47 hurt"


def test_of_what_came_a_quote_or_a_figure_leads_and_a_bare_line_comes_last() -> None:
    told = ("“We rowed all night,” she said.", "It took 14 hours.", "It took all night.", "Learn more:")
    edits = [compare(Article(), Article(paragraphs=(text,)))[0] for text in told]
    assert [edit.substantive for edit in edits] == [True, True, True, False]
    ranks = [edit.rank for edit in edits]
    reworded = compare(Article(paragraphs=("It killed 32.",)), Article(paragraphs=("It killed 47.",)))[0].rank
    assert reworded > ranks[0] == ranks[1] > ranks[2] > 2 * ranks[3]


def test_signs_of_two_columns_keep_the_sides_apart_and_within_the_width() -> None:
    old = Article(
        language="ja",
        paragraphs=("市長は月曜日、港の拡張計画を発表し、漁業者は強く反対していると述べた。" * 2,),
    )
    new = Article(language="ja", paragraphs=(old.paragraphs[0].replace("月", "火"),))
    shown = rows(new, compare(old, new))
    wide = drawn(shown, 100)
    assert {cell_len(line.rsplit(" | ", 1)[0]) for line in wide if line.count(" | ") == 2} == {58}
    assert all(cell_len(line) <= 100 for line in wide)
    assert all(cell_len(line) <= 40 for line in drawn(shown, 40))


def test_colour_stands_for_the_marks_where_there_is_colour() -> None:
    paper = StringIO()
    Console(file=paper, width=60, force_terminal=True, color_system="standard").print(Drawn(SHOWN))
    assert "[-32-]" not in paper.getvalue()
    assert "\x1b[9;31m32" in paper.getvalue()
    assert " \x1b[4;32m47\x1b[0m people" in paper.getvalue()
