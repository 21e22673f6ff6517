"""The newsroom, a mailbox and Afterword's real commands, for tests from end to end."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsroom import Newsroom
from newsroom.postbox import Postbox
from storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
MONDAY = datetime(2026, 6, 15, 8, tzinfo=UTC)

SITE = """
[crawl]
timeout = 5.0
page_bytes = 400_000
control_share = 0.0  # chosen by address, and ports change
[[site]]
name = "courier"
keep = ['/[a-z]+/[a-z0-9-]+$']
skip = ['/trouble/']
crawl_delay = 0.0
language = "en"
private = true
"""
DESK = """
[[subscription]]
name = "desk"
recipients = ["a@reader.example", "b@reader.example"]
tell = "all"
[mail]
host = "127.0.0.1"
sender = "afterword@monitor.example"
timeout = 5.0
"""


@dataclass
class Done:
    """What a command said and its exit code."""

    code: int
    said: str
    complained: str


@dataclass
class Afterword:
    """Afterword's commands in a folder of their own, with a configuration and a clock."""

    folder: Path
    now: datetime = MONDAY
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        """The archive, to be read."""
        return Store(str(self.folder / "afterword.db"), read_only=True)

    def store_made(self) -> None:
        """Make an empty archive."""
        Store(str(self.folder / "afterword.db")).close()

    def configure(self, text: str) -> None:
        """Write the configuration."""
        (self.folder / "afterword.toml").write_text(text, "utf-8")

    def __call__(self, *arguments: str, module: str = "scraper") -> Done:
        """Run a command to its end."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.folder,
            env=self.surroundings(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def surroundings(self) -> dict[str, str]:
        """Return the environment that the commands run in."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("AFTERWORD")}
        here = {"PYTHONPATH": str(ROOT), "AFTERWORD_CLOCK": self.now.isoformat(), "HOME": str(self.folder)}
        return {**kept, **here, "SCRAPY_SETTINGS_MODULE": "scraper.settings", **self.environment}


def begin(afterword: Afterword, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a command and do not wait for it."""
    return subprocess.Popen(
        [sys.executable, "-m", "scraper", *arguments],
        cwd=afterword.folder,
        env=afterword.surroundings(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture
def room() -> Iterator[Newsroom]:
    """Return the newsroom, open for the length of a test."""
    with Newsroom(now=MONDAY) as room:
        yield room


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """Return a mail server that takes everything."""
    with Postbox() as postbox:
        yield postbox


@pytest.fixture
def afterword(tmp_path: Path) -> Afterword:
    """Return Afterword's commands in an empty folder."""
    return Afterword(tmp_path)


@pytest.fixture
def watching(afterword: Afterword, room: Newsroom) -> Afterword:
    """Return Afterword's commands, configured to watch the newsroom by its feed."""
    afterword.configure(f'{SITE}feeds = ["{room.feed_url}"]\n{DESK}')
    return afterword
