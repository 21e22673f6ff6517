"""docs/add-a-site.md, followed step by step from a folder of one's own, against the newsroom."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conftest import ROOT, SITE, Afterword

from scraper.config import Selectors, parse

if TYPE_CHECKING:
    from newsroom import Newsroom

GUIDE = (ROOT / "docs" / "add-a-site.md").read_text("utf-8")
COMMANDS = [command.split() for command in re.findall(r"^afterword .+$", GUIDE, flags=re.MULTILINE)]
NAME = "news-example"
CASE = Path("tests") / "sites" / NAME / "herring-prices-at-ten-year-high"


def configuration(room: Newsroom) -> str:
    """Return what the guide says to write, for a site on this machine that may be asked at once."""
    here, selectors = re.findall(r"^```toml\n(.*?)^```", GUIDE, flags=re.MULTILINE | re.DOTALL)
    listed = here.replace("https://news.example/rss", room.feed_url)
    return f"{listed}keep = ['/[a-z]+/[a-z0-9-]+$']\ncrawl_delay = 0.0\nprivate = true\n{selectors}"


def test_the_steps_of_the_guide_work_as_it_says(afterword: Afterword, room: Newsroom) -> None:
    address = room.article_url("fish-prices")
    afterword.configure(configuration(room))
    said = []
    for _, *command in COMMANDS:
        arguments = [address if word.startswith("https://news.example/") else word for word in command]
        done = afterword(*arguments)
        assert (done.code, done.complained) == (0, ""), command
        said.append(done.said)
    text = "\n".join(said)
    assert "verdict               read" in text
    assert "12 articles" in text
    assert f"wrote {CASE}/expected.json" in text
    assert "1 case, 0 differ" in text
    assert text.count("0 new versions") >= 2
    assert {word for command in COMMANDS for word in command} >= {"article", "sites", "fixture", "crawl"}


def test_every_selector_that_the_guide_names_is_a_key_and_the_other_way_round() -> None:
    rows = re.findall(
        r"^\| (`[a-z`, ]+`) \|", GUIDE.partition("| key |")[2].partition("\n\n")[0], re.MULTILINE
    )
    named = re.findall(r"`([a-z]+)`", " ".join(rows))
    assert set(named) == set(Selectors.__struct_fields__)
    table = "\n".join(f'{key} = ".x"' for key in named)
    assert parse(tomllib.loads(f'[[site]]\nname = "a"\n[site.selectors]\n{table}\n')).site


def test_a_case_that_was_corrected_by_hand_is_not_written_over(afterword: Afterword, room: Newsroom) -> None:
    afterword.configure(f'{SITE}feeds = ["{room.feed_url}"]\n'.replace("courier", NAME))
    address = room.article_url("fish-prices")
    assert afterword("fixture", address).code == 0
    path = afterword.folder / CASE / "expected.json"
    case: dict[str, Any] = json.loads(path.read_text("utf-8"))
    case["article"]["headline"] = "As it should be read"
    path.write_text(json.dumps(case), "utf-8")
    again = afterword("fixture", address)
    assert again.code == 2
    assert f"{CASE}: is there already; it was left as it is" in again.complained
    assert json.loads(path.read_text("utf-8")) == case
    assert "expected 'As it should be read'" in afterword("fixture", "--check").said
    other = afterword("fixture", room.article_url("harbour-swim"))
    assert other.code == 0, "another page is another case"
    assert afterword("fixture", "--force", address).code == 0
    assert "2 cases, 0 differ" in afterword("fixture", "--check").said
    assert afterword("fixture", "--case", "second", address).code == 0


def test_a_saved_page_is_a_case_by_its_name(afterword: Afterword) -> None:
    page = ROOT / "tests" / "sites" / "old-gazette" / "line-breaks" / "page.html"
    (afterword.folder / "council vote.html").write_bytes(page.read_bytes())
    done = afterword("fixture", "council vote.html")
    assert done.code == 0, done.complained
    assert "tests/sites/single/council-vote/expected.json" in done.said
