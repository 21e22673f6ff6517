"""`make demo`: the whole of Afterword on the embedded newsroom, in well under a minute."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel

from newsroom import Newsroom
from newsroom.postbox import Postbox
from scraper.commands.due import starts
from scraper.config import load
from scraper.planning import Planner
from storage import Store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsroom import Issue

OUT = Path("demo-out")
LEAST_STEP = timedelta(minutes=20)  # of the newsroom's clock, between two rechecks
LENGTH = timedelta(hours=6, minutes=30)
MOST_ROUNDS = 20

CONFIG = """\
# The demo's configuration: one site, the newsroom on this machine, and one reader.
[[site]]
name = "courier"
feeds = ["{room}/feed.xml"]
sitemaps = ["{room}/sitemap.xml"]
keep = ["/[a-z]+/[a-z0-9-]+$"]
skip = ["/trouble"]
language = "en"
crawl_delay = 0.0
private = true  # it stands on this machine
poll_minutes = 60.0

[[subscription]]
name = "standards-desk"
recipients = ["standards@newsroom.example"]

[mail]
host = "127.0.0.1"
port = {port}
sender = "afterword@monitor.example"

[store]
path = "{store}"

[crawl]
contact = "demo@monitor.example"
control_share = 0.0  # chosen by address, and ports change
"""


class Demo:
    """One run of the demo: a newsroom, a mailbox and an archive, watched on a terminal."""

    def __init__(self, room: Newsroom, postbox: Postbox, folder: Path) -> None:
        self.room, self.postbox = room, postbox
        self.console = Console(highlight=False)
        self.config = OUT / "afterword.toml"
        self.store = folder / "demo.db"
        text = CONFIG.format(room=room.url, port=postbox.port, store=self.store)
        self.config.write_text(text, "utf-8")

    def afterword(self, *arguments: str) -> str:
        """Run a command of Afterword's at the newsroom's time; return what it says, or end the demo."""
        clock = {"AFTERWORD_CONFIG": str(self.config), "AFTERWORD_CLOCK": self.room.now.isoformat()}
        command = [sys.executable, "-m", "scraper", *arguments]
        surroundings = {**os.environ, **clock}
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.stderr.write(done.stdout + done.stderr)
            raise SystemExit(done.returncode)
        return done.stdout.rstrip("\n")

    def say(self, text: str, style: str = "") -> None:
        """Print a line at the newsroom's time."""
        self.console.print(f"[dim]{self.room.now:%H:%M}[/]  {text}", style=style, soft_wrap=True)

    def show(self, *arguments: str) -> None:
        """Print all that a command says."""
        self.console.print(self.afterword(*arguments), markup=False, soft_wrap=True)

    def run(self) -> None:
        """Crawl, let the newsroom edit, look again when it is time, report."""
        self.console.rule("[bold]Afterword: what became of the words")
        self.say(f"The Harbour Courier is out at {self.room.url}")
        self.say(
            f"Its lead story says that a meeting will be held; the hour named is {self.room.event:%H:%M} UTC"
        )
        self.say(self.afterword("crawl", "courier").splitlines()[-1], "green")
        self.watch(self.room.now + LENGTH)
        self.console.rule("What is known of the lead story")
        self.show("history", self.room.article_url("lindqvist-visit"))
        self.console.rule("The report")
        self.show("report", "--out", str(OUT))
        self.close()

    def watch(self, end: datetime) -> None:
        """Look again whenever a crawl is worth its start, with the newsroom's hours passing in between."""
        for _ in range(MOST_ROUNDS):
            at, name = self.next_crawl()
            step = max(at - self.room.now, LEAST_STEP)
            if self.room.now + step > end:
                break
            self.tell(self.room.advance(step))
            before = self.room.now
            known = () if name == "recheck" else ("-a", "known=due")
            line = self.afterword("crawl", name, *known).splitlines()[-1]
            self.say(line, "dim" if " 0 new versions" in line else "green")
            self.found(before)

    def next_crawl(self) -> tuple[datetime, str]:
        """Return when a crawl is next worth its start, and which: what the scheduler asks."""
        with Store(str(self.store), read_only=True) as store:
            return starts(Planner(store, load(self.config)), self.room.now)[0]

    def tell(self, issues: Iterable[Issue]) -> None:
        """Print what the newsroom did meanwhile."""
        for issue in issues:
            self.console.print(
                f"[dim]{issue.at:%H:%M}[/]  the newsroom: {issue.what} ({issue.name})",
                style="yellow",
                soft_wrap=True,
            )

    def found(self, since: datetime) -> None:
        """Print each change that the last visits found, and why they were made."""
        with Store(str(self.store), read_only=True) as store:
            for visit in store.finds(since):
                silent = "; [red]the page does not say so[/]" if visit.unacknowledged else ""
                self.say(
                    f"  found: [bold]{escape(visit.summary)}[/] in “{escape(visit.headline)}”{silent} "
                    f"(visited because: {visit.cause})"
                )

    def close(self) -> None:
        """Say what arrived and what to open."""
        mails = self.postbox.mails
        Path(OUT / "delivered.eml").write_bytes(mails[0] if mails else b"")
        self.console.print(Panel(
            f"The mail server received {len(mails)} report. Open:\n"
            f"  {OUT}/standards-desk.html   the report as a page\n"
            f"  {OUT}/delivered.eml         the e-mail as it arrived\n"
            f"  {OUT}/afterword.toml        the configuration of this demo",
            title="Done", border_style="green"))  # fmt: skip
        if not mails:
            raise SystemExit(1)


def main() -> None:
    """Run the demo in the working directory."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="afterword-demo-") as folder, Postbox() as postbox:
        now = datetime.now(UTC).replace(second=0, microsecond=0)
        with Newsroom(now=now) as room:
            Demo(room, postbox, Path(folder)).run()


if __name__ == "__main__":
    main()
