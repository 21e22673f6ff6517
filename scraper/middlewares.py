"""Thin glue around requests: what the agenda asks for, conditional requests, robots.txt."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import random
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest

from scraper.address import clean
from scraper.planning import NEWS, UNKNOWN, Planner
from scraper.visit import Listing
from spiders.failures import RESTING
from storage import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

    from scraper.clock import Clock


class Remembering:
    """What has the archive at hand for the length of a crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.clock: Clock = crawler.settings["AFTERWORD_CLOCK"]
        self.store = Store(crawler.settings["AFTERWORD_STORE"])
        self.planner = Planner(self.store, crawler.settings["AFTERWORD"])

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the archive of a crawl."""
        return cls(crawler)


class Agenda(Remembering):
    """Hand in what is due, and hold back leads to known articles whose time has not come.

    Several listings may name an article. Each is asked, because one may tell of a change where another tells
    only when it was published, and the article is handed in once.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.handed: set[str] = set()

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Yield a spider's own start requests, and what is due to one that works off the agenda."""
        async for request in start:
            yield request
        spider: Any = self.crawler.spider
        if getattr(spider, "from_agenda", False):
            for planned in self.planner.due(self.clock.now()):
                yield spider.visit(self.planner.config.of(planned.site), planned.url, cause=planned.reason)

    async def process_spider_output(
        self,
        response: Response,  # noqa: ARG002 - Scrapy calls it so
        result: AsyncIterator[Any],
    ) -> AsyncIterator[Any]:
        """Yield what a spider found, but for leads that can wait; count a listing's news.

        Known articles wait while the budgets are spent; one look at these serves all leads of a listing.
        """
        only_due = getattr(self.crawler.spider, "known", "visit") == "due"
        spent = cache(lambda: self.planner.room(self.clock.now()) <= 0)
        news = 0
        async for found in result:
            if isinstance(found, Request) and found.meta.get("lead"):
                url = clean(found.url)
                if url in self.handed:
                    continue
                why = self.planner.worth_visiting(found.url, found.meta.get("updated"), self.clock.now())
                news += why in NEWS
                if only_due and (why is None or (why not in UNKNOWN and spent())):
                    continue
                found.meta["cause"] = why or "listed"
                self.handed.add(url)
            yield replace(found, fresh=news) if isinstance(found, Listing) else found


class Welcome(Remembering):
    """Leave alone what asked to be left alone (429 and 403, Retry-After)."""

    def process_request(self, request: Request) -> None:
        """Drop a request to a host that rests; it stays due.

        Raises:
            IgnoreRequest: the host rests.
        """
        host = urlsplit(request.url).netloc
        if until := self.store.resting(self.clock.now()).get(host):
            if self.crawler.stats:
                self.crawler.stats.set_value("afterword/resting", (host, until))
            raise IgnoreRequest(RESTING)


class Validators(Remembering):
    """Make requests conditional (RFC 9110, section 13): If-None-Match, If-Modified-Since."""

    def process_request(self, request: Request) -> None:
        """Add what the last good answer gave, where it can be relied on."""
        for name, value in self.planner.validators(request.url, request.meta, random()).items():  # noqa: S311
            request.headers.setdefault(name, value)


class Robots(RobotsTxtMiddleware):
    """Obey robots.txt, its Crawl-delay too."""

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise the request's delay to what robots.txt asks for."""
        super().process_request_2(rp, request)
        protego = getattr(rp, "rp", None)
        if protego:
            asked = protego.crawl_delay(self._robotstxt_useragent or self._default_useragent) or 0.0
            request.meta["crawl_delay"] = max(request.meta.get("crawl_delay", 0.0), float(asked))
