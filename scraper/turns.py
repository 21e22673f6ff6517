"""One pace for each host, kept by all crawls of an archive together: who asks next, and when."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

from scraper.alone import opened

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class PoliteHandler(HTTP11DownloadHandler):
    """Scrapy's handler of http and https, which waits for the host's turn before it asks.

    Scrapy keeps a host's delay within a process; discovery and recheck are two, and to a host one guest.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.folder = Path(f"{crawler.settings['AFTERWORD_STORE']}.turns")

    async def download_request(self, request: Request) -> Response:
        """Ask when it is our turn."""
        delay = request.meta.get("crawl_delay", 0.0)
        if delay > 0:
            await asyncio.sleep(reserved(self.folder, urlsplit(request.url).netloc, delay, time.time()))
        return await super().download_request(request)


def reserved(folder: Path, host: str, delay: float, now: float) -> float:
    """Return how many seconds to wait for one's turn at a host; the next one comes `delay` seconds after it.

    `now` is in seconds since 1970. A turn further off than so many can be waiting is of a wrong clock.
    """
    with opened(folder / hashlib.sha256(host.encode()).hexdigest()[:16]) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        last = moment_of(file.read())
        turn = max(now, last + delay) if last < now + MOST_WAITING * delay else now
        file.truncate(0)
        file.write(f"{turn:.3f}")
        return turn - now


def moment_of(text: str) -> float:
    """Return the moment that was written down; 0 where a power cut has left something else, or nothing.

    >>> moment_of("1750000000.125"), moment_of(chr(0) * 14), moment_of("")
    (1750000000.125, 0.0, 0.0)
    """
    try:
        return float(text)
    except ValueError:
        return 0.0


MOST_WAITING = 64  # requests of all processes together
