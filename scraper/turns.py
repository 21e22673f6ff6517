"""One pace for each host, kept by all crawls of an archive together: who asks next, and when."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError

from scraper.alone import opened
from scraper.reach import Gate

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class PoliteHandler(HTTP11DownloadHandler):
    """Scrapy's handler of http and https, which asks only whom it may, and waits for the host's turn.

    Scrapy keeps a host's delay within a process; discovery and recheck are two, and to a host one guest.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.folder = Path(f"{crawler.settings['AFTERWORD_STORE']}.turns")

    async def download_request(self, request: Request) -> Response:
        """Ask when it is our turn.

        Raises:
            NotPublicError: the server may not be asked.
        """
        self.gate.check(request.url)
        if proxy := request.meta.get("proxy"):  # the operator's; it looks up the hosts itself
            self.gate.admit([proxy])
        delay = request.meta.get("crawl_delay", 0.0)
        if delay > 0:
            await asyncio.sleep(reserved(self.folder, urlsplit(request.url).netloc, delay, time.time()))
        try:
            return await super().download_request(request)
        except CannotResolveHostError:
            self.gate.check(request.url)  # it was looked up now, and has no address that the gate hands out
            raise

    @cached_property
    def gate(self) -> Gate:
        """The gate before the reactor's resolver, open to private sites and to what was named by hand."""
        from twisted.internet import reactor  # noqa: PLC0415 - importing it starts one

        found: Any = reactor
        if not isinstance(found.nameResolver, Gate):
            found.installNameResolver(Gate(found.nameResolver))
        gate: Gate = found.nameResolver
        gate.admit_sites(self._crawler.settings["AFTERWORD"])
        gate.admit(getattr(self._crawler.spider, "urls", ()))
        return gate


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
