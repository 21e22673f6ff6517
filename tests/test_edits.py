from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scraper.article import Article, fingerprint
from scraper.edits import compare, label
from scraper.edits.hanta import Tagger, tagger
from scraper.edits.marks import marks
from scraper.marking import marked
from scraper.sentences import sentences

CASES = Path(__file__).parent / "cases"


def table(name: str) -> list[Any]:
    rows = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return [pytest.param(row, id=row["case"]) for row in rows]


@pytest.mark.parametrize("row", table("edits_tense"))
def test_a_tense_edit_is_told_with_its_direction_and_both_verb_groups(row: dict[str, Any]) -> None:
    found = [each for each in label(row["before"], row["after"]).evidence if each.label == "tense"]
    told = [
        [
            each.note,
            *(row["before"][a:b] for a, b in each.before),
            *(row["after"][a:b] for a, b in each.after),
        ]
        for each in found
    ]
    assert told == ([row["tense"]] if row["tense"] else [])


@pytest.mark.parametrize("row", table("edits_compare"))
def test_the_body_is_compared_by_sentence(row: dict[str, Any]) -> None:
    edits = compare(Article(paragraphs=tuple(row["old"])), Article(paragraphs=tuple(row["new"])))
    told = [[str(each.part), str(each.kind), each.before, each.after] for each in edits]
    assert sorted(told, key=str) == sorted(row["edits"], key=str)
    assert any(each.moved for each in edits) is row.get("moved", "moves" in row["case"])


def test_a_field_is_one_edit_and_comes_before_the_body() -> None:
    old = Article(headline="PM to visit Oslo", byline="By Ann Lee", paragraphs=("It rains.",))
    new = Article(
        headline="PM visits Oslo", standfirst="A first visit.", byline="By Ann Lee", paragraphs=("It snows.",)
    )
    told = [(str(each.part), str(each.kind)) for each in compare(old, new)]
    assert told[:2] == [("headline", "reworded"), ("standfirst", "added")]
    assert {part for part, _ in told[2:]} == {"body"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (("Ferry sails", None), ("Ferry sails", "Ferry sinks"), [("Ferry sails", "Ferry sinks")]),
        (("Ferry", "Ferry sails"), ("Ferry", "Ferry sinks"), [("Ferry sails", "Ferry sinks")]),
        (("Ferry sails", None), ("Ferry sinks", None), [("Ferry sails", "Ferry sinks")]),
        (("It sails", "Sea: it sails"), ("It sinks", "Sea: it sinks"), [("It sails", "It sinks")]),
        (("Ferry", "It sails"), ("Boat", "It sinks"), [("Ferry", "Boat"), ("It sails", "It sinks")]),
        (("Ferry", "Ferry sails"), ("Ferry", "Ferry sails"), []),
    ],
)  # fmt: skip
def test_the_title_over_the_text_is_compared_where_it_is_not_the_headline(
    old: tuple[str, str | None], new: tuple[str, str | None], told: list[tuple[str, str]]
) -> None:
    before, after = (Article(headline=one, alternative_headline=other) for one, other in (old, new))
    assert [(edit.before, edit.after) for edit in compare(before, after)] == told
    assert (fingerprint(before) != fingerprint(after)) is bool(told)


def test_the_changed_words_are_marked() -> None:
    edits = compare(Article(headline="32 hurt in fire"), Article(headline="47 hurt in fire"))
    assert [(run.fate, run.text) for run in edits[0].runs] == [
        ("removed", "32"), ("added", "47"), ("same", " hurt in fire"),
    ]  # fmt: skip


def test_a_figure_with_spaces_is_marked_whole() -> None:
    runs = marks("Quelque 12 000 personnes", "Quelque 12 500 personnes", "fr")
    assert [run.text for run in runs if run.fate != "same"] == [" 12 000", " 12 500"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It is due to meet, on Monday , 32 people.", "It met on “Tuesday” 47 people!"),
        ("The dam is 'at risk' now", "The dam is at risk now"),
        ("Three hurt in harbour blaze", "Harbour blaze"),
        ("Ferries stop", "Storm: Ferries stop 'at once'"),
        ("The crew said so", "The mate 'alone' said so"),
    ],
)
def test_runs_join_to_both_wordings_with_their_blanks(before: str, after: str) -> None:
    for old, new in ((before, after), (after, before)):
        runs = compare(Article(headline=old), Article(headline=new))[0].runs
        assert "".join(run.text for run in runs if run.fate != "added") == old
        assert "".join(run.text for run in runs if run.fate != "removed") == new


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("The dam is 'at risk' now", "The dam is at risk now", "The dam is [-'-]at risk[-'-] now"),
        ("Ferries stop", "Storm: Ferries stop", "{{+Storm:+}} Ferries stop"),
        ("Rain fell,then snow", "Rain fell, then snow", "Rain fell[-,then-]{{+, then+}} snow"),
        (
            "Ships will be sold",
            "Tugs will be towed",
            "[-Ships-]{{+Tugs+}} will be [-sold-] {{+towed+}}",
        ),
        (
            "A rescue boat that the crew had long missed will sail to the northern isles at dawn",
            "Two of the old harbour tugs will be towed away and sold",
            "[-{}-]{{+{}+}}",
        ),
    ],
)
def test_marks_stand_at_the_words_and_hang_on_no_scrap(before: str, after: str, shown: str) -> None:
    assert marked(marks(before, after)) == shown.format(before, after)


@pytest.mark.parametrize("row", table("edits_labels"))
def test_an_edit_has_the_labels_that_hold(row: dict[str, Any]) -> None:
    found = label(row["before"], row["after"])
    assert set(row["has"]) - set(found.labels) == set()
    assert set(row["not"]) & set(found.labels) == set()
    if "substantive" in row:
        assert found.substantive is row["substantive"]
    if "note" in row:
        assert row["note"] in [[each.label, each.note] for each in found.evidence]


@pytest.mark.parametrize("row", table("edits_pairs"))
def test_sentences_that_differ_in_little_weigh_alike_both_ways(row: dict[str, Any]) -> None:
    for found in (label(row["before"], row["after"]), label(row["after"], row["before"])):
        assert set(row["has"]) - set(found.labels) == set()
        assert found.substantive is row["substantive"]


@pytest.mark.parametrize("row", table("edits_languages"))
def test_other_languages_have_a_first_form(row: dict[str, Any]) -> None:
    found = label(row["before"], row["after"], row["language"])
    assert set(row["has"]) - set(found.labels) == set()
    assert set(row["not"]) & set(found.labels) == set()
    assert found.substantive is row.get("substantive", found.substantive)
    assert row.get("note", "") in ["", *(each.note for each in found.evidence)]


def test_a_figure_is_marked_where_it_changed_and_not_where_it_also_stands() -> None:
    before = (
        "She owns 3 boats in the harbour, and far away on the northern coast of the island she owns 5 huts."
    )
    found = label(before, before.replace("3", "5"))
    assert [(each.label, each.before, each.after) for each in found.evidence] == [
        ("number", ((9, 10),), ((9, 10),))
    ]


def test_what_was_tagged_before_leaves_no_trace() -> None:
    texts = [
        "The court rules on Monday that the law holds, aides said.",
        "The court rules on Friday that the law holds, aides said.",
        "On Monday the rules hold.",
    ]
    for text in texts:
        words = [".", *text[:-1].replace(",", " ,").split(), "."]
        assert Tagger("morphmodel_en.pgz", "NP0").tags(words) == tagger("morphmodel_en.pgz", "NP0").tags(
            words
        )


def test_the_language_is_told_by_its_small_words() -> None:
    assert label("Die Brücke wird gesperrt.", "Die Brücke wurde gesperrt.").labels == ("tense",)


def sentence_rows() -> list[Any]:
    rows = json.loads((CASES / "edits_sentences.json").read_text("utf-8"))
    marked = [(row, [pytest.mark.xfail(reason=row["fails"])] if "fails" in row else []) for row in rows]
    return [pytest.param(row, marks=marks, id=" ".join(row["sentences"])) for row, marks in marked]


@pytest.mark.parametrize("row", sentence_rows())
def test_sentences_end_where_readers_end_them(row: dict[str, Any]) -> None:
    space = "" if row["language"] == "ja" else " "
    assert list(sentences(space.join(row["sentences"]), row["language"])) == row["sentences"]


@pytest.mark.parametrize(
    ("before", "after"), [("3.1,0,0 m", "4 m"), ("\u200b", "Rain"), ("¿", "“"), ("İ ß", "9/11")]
)
def test_odd_texts_are_compared_and_the_new_runs_join_to_the_new_text(before: str, after: str) -> None:
    edit = compare(Article(headline=before), Article(headline=after))[0]
    assert "".join(run.text for run in edit.runs if run.fate != "removed") == after


def test_a_field_of_invisible_signs_is_not_there() -> None:
    edits = compare(Article(headline="Rain"), Article(headline="\u200b"))
    assert [(str(edit.kind), edit.after) for edit in edits] == [("removed", None)]
