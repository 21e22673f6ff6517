"""Run the whole program on real pages: crawl them, crawl them again unchanged, then with words changed.

    python benchmarks/replay.py [--edits 40]

A loopback server gives the shared pages under their own hosts and paths; a generated feed lists them.
Printed: articles crawled, those with empty headline or body, versions made by the second, unchanged crawl
(each would be a false change), and how many of the edits made before the third crawl were found.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from storage import Store

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("AFTERWORD_SHARED", ROOT.parent / "shared"))
PAGES = SHARED / "data" / "pages"
SCRIPT = re.compile(rb"<(script|head)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
NEW = "Umschlagplatzveränderung"
CONFIG = """
[[site]]
name = "replay"
feeds = ["{feed}"]
crawl_delay = 0.0
private = true
track_days = 5000
[crawl]
obey_robots = false
concurrency_per_host = 8
[store]
path = "{store}"
"""


@dataclass
class Press:
    """A loopback server of pages by path, and the feed that lists them."""

    pages: dict[str, bytes]
    server: ThreadingHTTPServer = field(init=False)

    def __post_init__(self) -> None:
        press = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                press.answer(self)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Give the feed or a page."""
        body = self.feed() if handler.path == "/feed.xml" else self.pages.get(handler.path)
        handler.send_response(200 if body else 404)
        handler.send_header(
            "Content-Type", "application/rss+xml" if handler.path == "/feed.xml" else "text/html"
        )
        handler.send_header("Content-Length", str(len(body or b"")))
        handler.end_headers()
        handler.wfile.write(body or b"")

    def feed(self) -> bytes:
        """Return an RSS feed of all pages."""
        items = "".join(f"<item><link>{escape(self.url + path)}</link></item>" for path in self.pages)
        return f"<rss version='2.0'><channel><title>Replay</title>{items}</channel></rss>".encode()


def afterword(config: Path, *arguments: str) -> str:
    """Run a command of Afterword's and return what it says."""
    environment = {**os.environ, "AFTERWORD_CONFIG": str(config), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "scraper", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode or done.stderr:
        print(done.stderr, file=sys.stderr)
    return done.stdout.strip()


def read_pages() -> tuple[dict[str, bytes], dict[str, dict[str, Any]]]:
    """Return the pages by path, and what the index says of each."""
    pages, facts = {}, {}
    for line in (PAGES / "index.jsonl").read_text("utf-8").splitlines():
        fact = json.loads(line)
        parts = urlsplit(fact["url"])
        path = quote(f"/{parts.netloc}{parts.path}", safe="/%-._~!$&'()*+,;=:@")
        pages[path] = gzip.decompress((PAGES / fact["file"]).read_bytes())
        facts[path] = fact
    return pages, facts


def edited(page: bytes, fact: dict[str, Any], chance: random.Random) -> tuple[bytes, str] | None:
    """Return a page with one word of its body exchanged, and the new word; `None` where there is no place.

    The text must stand in the page's visible part: a copy in a script or in the head is not what readers see.
    """
    seen = SCRIPT.sub(b"", page)
    texts = [text for section in fact["sections"] for text in section["paragraphs"]]
    chance.shuffle(texts)
    for text in texts:
        words = [word for word in re.findall(r"[^\W\d_]{5,}", text) if text.count(word) == 1]
        if words and seen.count(text.encode()) == 1:
            word = chance.choice(words)
            return page.replace(text.encode(), text.replace(word, NEW).encode()), NEW
    return None


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--edits", type=int, default=40, help="how many pages to edit (default: 40)")
    asked = parser.parse_args()
    if not PAGES.exists():
        print(f"skipped: no pages at {PAGES}")
        return 0
    pages, facts = read_pages()
    press = Press(dict(pages))
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "afterword.toml"
        config.write_text(CONFIG.format(feed=f"{press.url}/feed.xml", store=f"{folder}/replay.db"), "utf-8")
        report(press, facts, config, f"{folder}/replay.db", asked.edits)
    press.server.shutdown()
    return 0


def report(press: Press, facts: dict[str, dict[str, Any]], config: Path, database: str, count: int) -> None:
    """Crawl three times and print what came of it."""
    begun = time.monotonic()
    print("first crawl:    ", afterword(config, "crawl", "replay"), f"({time.monotonic() - begun:.1f} s)")
    with Store(database, read_only=True) as store:
        urls = [press.url + path for path in press.pages]
        known = [store.known(url) for url in urls]
        print(f"articles:        {sum(1 for one in known if one)} of {len(urls)}")
        for url, one in zip(urls, known, strict=True):
            article = one.last.article if one and one.last else None
            missing = [
                name for name in ("headline", "paragraphs") if not (article and getattr(article, name))
            ]
            if missing:
                print(f"  without {', '.join(missing)}: {url.removeprefix(press.url)}")
    print("unchanged crawl:", afterword(config, "crawl", "replay"))
    made = change(press, facts, count)
    print("edited crawl:   ", afterword(config, "crawl", "replay"))
    with Store(database, read_only=True) as store:
        found = [url for url, word in made.items() if any(
            word in (edit.after or "") for step in store.revisions(url) for edit in step.edits)]  # fmt: skip
        steps = [step for url in urls for step in store.revisions(url)]
    print(f"edits found:     {len(found)} of {len(made)}; revisions in all: {len(steps)}")
    for url in sorted(set(made) - set(found)):
        print(f"  missed: {url.removeprefix(press.url)}")


def change(press: Press, facts: dict[str, dict[str, Any]], count: int) -> dict[str, str]:
    """Exchange a word in some pages; return the address and the new word of each."""
    chance, made = random.Random(7), {}
    for path in chance.sample(sorted(press.pages), len(press.pages)):
        done = edited(press.pages[path], facts[path], chance) if len(made) < count else None
        if done:
            press.pages[path], made[press.url + path] = done
    return made


if __name__ == "__main__":
    sys.exit(main())
