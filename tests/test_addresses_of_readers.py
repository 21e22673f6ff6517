"""Mail addresses: what no letter could be sent to is refused where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import DESK, SITE, Afterword

from scraper.config import parse
from scraper.errors import ConfigError

if TYPE_CHECKING:
    from newsroom import Newsroom

BAD = [
    "a,b@x.example",
    "a..b@x.example",
    "jö@x.example",
    "a@[1.2",
    "a@x..example",
    "a;b@x",
    "a(b)@x",
    "a@xö.example",
]
GOOD = ["a/b@x.example", "a.b+c@x.example", "afterword@localhost", "a@[127.0.0.1]", "o'neill@x.example"]


@pytest.mark.parametrize("address", BAD)
def test_an_address_that_no_letter_could_have_is_refused_with_its_key(address: str) -> None:
    told = f"{address!r} is not a mail address such as 'desk@example.org'"
    with pytest.raises(ConfigError) as refused:
        parse({"subscription": [{"name": "desk", "recipients": ["b@x.example", address]}]})
    assert str(refused.value) == f"afterword.toml: subscription[0]: recipients: {told}"
    with pytest.raises(ConfigError) as refused:
        parse({"mail": {"sender": address}})
    assert str(refused.value) == f"afterword.toml: mail: sender: {told}"


def test_other_addresses_get_their_letters_and_files_of_their_own(
    watching: Afterword, room: Newsroom
) -> None:
    watching("crawl", "courier")
    for _ in range(6):
        room.advance()
    watching.now = room.now
    watching("crawl", "courier")
    readers = ", ".join(f'"{address}"' for address in GOOD)
    desk = DESK.replace('"a@reader.example", "b@reader.example"', readers)
    watching.configure(f'{SITE}feeds = ["{room.feed_url}"]\n{desk}')
    done = watching("report", "--dry-run", "--out", "reports")
    assert (done.code, done.complained) == (0, "")
    written = sorted(path.name for path in (watching.folder / "reports").glob("*.eml"))
    assert len(written) == len(GOOD)
    assert "desk-a%2Fb@x.example.eml" in written
