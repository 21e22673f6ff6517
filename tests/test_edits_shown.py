from __future__ import annotations

import json

from scraper.article import Article
from scraper.edits import compare
from scraper.edits.shown import as_dict, rows
from scraper.edits.terminal import drawn
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
    ranks = [compare(Article(), Article(paragraphs=(text,)))[0].rank for text in told]
    reworded = compare(Article(paragraphs=("It killed 32.",)), Article(paragraphs=("It killed 47.",)))[0].rank
    assert reworded > ranks[0] == ranks[1] > ranks[2] > 2 * ranks[3]
