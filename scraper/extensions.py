"""What a crawl does besides: keep each host's pace, and show how far it is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import NotConfigured

from scraper.visit import Visit

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler


class Courtesy:
    """Keep every host's delay at or above its floor: the site's crawl_delay, the Crawl-delay of robots.txt.

    AutoThrottle moves the delay with the host's latency, upwards from the floor.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.floors: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signals of a crawl, after AutoThrottle has."""
        courtesy = cls(crawler)
        crawler.signals.connect(courtesy.asked, signal=signals.request_reached_downloader)
        crawler.signals.connect(courtesy.answered, signal=signals.response_downloaded)
        return courtesy

    def asked(self, request: Request) -> None:
        """Raise the floor of a request's host to what the request brings."""
        slot = request.meta["download_slot"]
        self.floors[slot] = max(self.floors.get(slot, 0.0), request.meta.get("crawl_delay", 0.0))
        self.keep(slot)

    def answered(self, request: Request) -> None:
        """Undo what AutoThrottle took from the floor."""
        self.keep(request.meta["download_slot"])

    def keep(self, key: str) -> None:
        """Hold a slot's delay at or above its floor."""
        engine = self.crawler.engine
        slot = engine.downloader.slots.get(key) if engine else None
        if slot:
            slot.delay = max(slot.delay, self.floors[key])


class Progress:
    """Show on one line of a terminal how far a crawl is; elsewhere say nothing."""

    def __init__(self, crawler: Crawler) -> None:
        if not sys.stderr.isatty():
            raise NotConfigured
        self.crawler, self.visits = crawler, 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect to the signals of a crawl."""
        progress = cls(crawler)
        crawler.signals.connect(progress.scraped, signal=signals.item_scraped)
        crawler.signals.connect(progress.closed, signal=signals.spider_closed)
        return progress

    def scraped(self, item: object) -> None:
        """Count a visit and show the count with the address."""
        if isinstance(item, Visit):
            self.visits += 1
            sys.stderr.write(f"\r\x1b[K{item.site}: {self.visits} visited  {item.url[-70:]}")
            sys.stderr.flush()

    def closed(self) -> None:
        """Wipe the line."""
        sys.stderr.write("\r\x1b[K")
