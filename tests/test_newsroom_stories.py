"""Story files are read strictly, and the desk brings them out by the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsroom import Newsroom
from newsroom.__main__ import main
from newsroom.story import read_stories
from newsroom.timetable import timetable

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 6, 15, 6, 30, tzinfo=UTC)
STORY = """
slug = "a-cat"
section = "harbour"
authors = ["A. Writer"]
at = "base -1h"
headline = "A cat sat on a {weekday}"
standfirst = "It did."
text = '''
The cat sat.

The mat lay.

The dog ran.
'''
"""
EDIT = """
[[edit]]
at = "event +1d"
what = "the cat stood up"
"""


def write(folder: Path, text: str) -> Path:
    (folder / "cat.toml").write_text(text, "utf-8")
    return folder


def test_an_edit_is_replaced_then_moved_then_added_to(tmp_path: Path) -> None:
    edit = """
replace = [["The cat sat.", "The cat stood."]]
move = [3, 1]
add = [[2, "A bird sang."]]
"""
    (story,) = read_stories(timetable(NOW), write(tmp_path, STORY + EDIT + edit))
    assert story.edition(1).headline == "A cat sat on a Monday"
    assert story.edition(2).paragraphs == ("The dog ran.", "A bird sang.", "The cat stood.", "The mat lay.")
    assert story.edition(2).at - story.edition(1).at == timedelta(hours=27)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (STORY + "colour = 'red'", "unknown key 'colour'"),
        (STORY.replace("harbour", "gardening"), "no such section: 'gardening'"),
        (STORY.replace("base -1h", "yesterday"), "not a moment: 'yesterday'"),
        (STORY.replace("{weekday}", "{wekday}"), "nothing is named 'wekday'"),
        (STORY.replace("slug =", "slag ="), "unknown key 'slag'"),
        (STORY.replace('standfirst = "It did."', ""), "nothing is named 'standfirst'"),
        (STORY.replace('"It did."', "7"), "'int' object has no attribute 'format'"),
        (STORY + EDIT + "replace = [['horse', 'cow']]", "nothing to replace: 'horse'"),
        (STORY + EDIT + "text = 'all new'", "unknown key 'text'"),
        (STORY + "validators = 'maybe'", "no such validators: 'maybe'"),
        ("slug = ", "Invalid value"),
    ],
)
def test_a_faulty_story_is_refused_with_its_file_and_fault(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=r"cat\.toml: ") as fault:
        read_stories(timetable(NOW), write(tmp_path, text))
    assert complaint in str(fault.value)


def test_a_folder_without_stories_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no stories"):
        Newsroom(now=NOW, stories=tmp_path)


def test_a_story_is_not_out_before_its_time(tmp_path: Path) -> None:
    with Newsroom(now=NOW, stories=write(tmp_path, STORY.replace("base -1h", "base +1h"))) as room:
        with pytest.raises(LookupError, match="not out yet"):
            room.article_url("cat")
        room.advance()
        assert room.article_url("cat").endswith("/harbour/a-cat")


def test_the_house_stories_hold_every_kind_of_edit_that_they_promise() -> None:
    story = {story.name: story for story in read_stories(timetable(NOW))}
    _, _, third, fourth, fifth = story["lindqvist-visit"].editions
    assert fourth.quiet
    assert [old for old, new in zip(third.paragraphs, fourth.paragraphs, strict=True) if old != new] == [
        third.paragraphs[4]
    ]
    assert fourth.paragraphs != fifth.paragraphs
    assert sorted(fourth.paragraphs) == sorted(fifth.paragraphs)
    first, second, third = story["storm-warning"].editions
    assert first.headline == third.headline != second.headline
    first, second = story["lighthouse-lamp"].editions
    words = [" ".join(edition.paragraphs).split() for edition in (first, second)]
    assert [pair for pair in zip(*words, strict=True) if pair[0] != pair[1]] == [("peices.", "pieces.")]
    assert [edition.withdrawn for edition in story["councillor-mooring"].editions] == [False, False, True]
    assert [edition.withdrawn for edition in story["dredging-contract"].editions] == [False, True, False]
    first, second = story["pilot-boat"].editions
    assert first.at > NOW
    assert second.quiet
    assert second.note == first.note
    assert len(story["harbour-swim"].editions) == len(story["fish-prices"].editions) == 1


def test_a_base_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Newsroom(now=NOW.replace(tzinfo=None))


def test_the_clock_does_not_run_backwards() -> None:
    with Newsroom(now=NOW) as room, pytest.raises(ValueError, match="backwards"):
        room.advance(timedelta(seconds=-1))


def test_the_command_line_tells_its_address_and_every_edit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--speed", "100000", "--until", "0.5", "--now", "2026-06-15T06:30"]) == 0
    told = capsys.readouterr().out
    assert "http://127.0.0.1:" in told
    assert "/_desk/advance" in told
    assert "ADDRESS" not in told
    assert "lindqvist-visit version 2: the meeting has been held" in told


def test_the_command_line_says_in_one_line_why_it_cannot_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Newsroom(now=NOW) as room:
        taken = room.url.rpartition(":")[2]
        for arguments in (["--port", taken], ["--port", "70000"], ["--stories", str(tmp_path)]):
            assert main([*arguments, "--until", "0"]) == 1
            out, err = capsys.readouterr()
            assert (out, err.count("\n")) == ("", 1)
            assert err.startswith("python -m newsroom: cannot open: ")


def test_a_time_that_is_none_is_refused_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--now", "tomorrow"])
    assert "not a time: 'tomorrow' (write it like" in capsys.readouterr().err
