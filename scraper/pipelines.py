"""Thin glue after a page was read: notice what changed, remember it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.exceptions import DropItem

from scraper.address import clean, identity
from scraper.article import Article, Outcome, fingerprint
from scraper.errors import AfterwordError, OutrunError
from scraper.extraction import extract
from scraper.extraction.gate import Copies
from scraper.noticing import Scene, notice
from scraper.planning import Planner
from scraper.polling import polled
from scraper.recrawl import PoolDelta
from scraper.visit import Listing, Visit
from spiders.visiting import rules
from storage import Store

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

    from scraper.visit import Known, Noticed

logger = logging.getLogger("afterword")


class Remember:
    """Record every visit and listing; a database that fails ends the crawl with one line."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store = Store(crawler.settings["AFTERWORD_STORE"])
        self.planner = Planner(self.store, crawler.settings["AFTERWORD"])
        self.closing: asyncio.Future[None] | None = None
        self.seen: set[tuple[str, str]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Open the archive of a crawl."""
        return cls(crawler)

    def close_spider(self) -> None:
        """Let go of the archive."""
        self.store.close()

    async def process_item(self, item: Any) -> Any:
        """Record what a spider brought; a visit goes on as it was judged."""
        try:
            self.let_pass(item)
            return self.remember(item)
        except DropItem:
            raise
        except AfterwordError as error:
            self.stop(error)
        except Exception:
            self.count("fault")
            logger.exception("%s: could not be recorded; please report this", item.url)
            self.postpone(item)
        return item

    def let_pass(self, item: Any) -> None:
        """Drop a visit that brought the very page that another address brought before in the same crawl.

        Raises:
            DropItem: it did.
        """
        if isinstance(item, Visit) and item.article:
            key = (identity(item), fingerprint(item.article))
            if key in self.seen and clean(item.url) == key[0]:
                raise DropItem(f"{item.url} was read already", log_level="DEBUG")
            self.seen.add(key)

    def postpone(self, item: Any) -> None:
        """Record a visit that could not be recorded as a failed one, so that it is not made for ever."""
        if isinstance(item, Visit):
            reason = "a fault of ours"
            self.recorded(Visit(item.site, item.url, item.at, Outcome.FAILED, reason, item.cause))

    def remember(self, item: Any) -> Any:
        """Record a visit or a listing, count it, and return it as it was judged."""
        if isinstance(item, Listing):
            self.store.record_listing(polled(self.store, item))
            self.count(f"listing/{item.outcome}")
        if isinstance(item, Visit):
            noticed, version = self.recorded(item)
            self.planner.taught(noticed.learned or PoolDelta())
            self.tally(noticed, version)
            return noticed.visit
        return item

    def recorded(self, visit: Visit, tries: int = 3) -> tuple[Noticed, int | None]:
        """Record what a visit means; judge it anew where another process was faster."""
        noticed = notice(self.scene(visit))
        try:
            return noticed, self.store.record(noticed)
        except OutrunError:
            if tries == 1:
                raise
            return self.recorded(visit, tries - 1)

    def scene(self, visit: Visit) -> Scene:
        """Return all that a visit is judged by."""
        known = self.store.known(clean(visit.url)) or self.store.known(identity(visit))
        site = self.planner.config.of(visit.site)
        host = urlsplit(visit.final_url or visit.url).netloc
        last = self.last(visit, known)
        return Scene(
            visit=visit,
            known=known,
            last=last,
            pool=self.planner.pool(),
            policy=self.planner.policy(visit.site),
            zone=site.timezone,
            control_share=self.planner.config.crawl.control_share,
            strikes=self.store.strikes(host),
            again=known is None and self.store.suspected(visit.url, visit.article),
            copies=self.copies({identity(visit), *([known.url] if known else [])}, visit.article, last),
            furniture=self.store.furniture_of(
                known.pace.host if known and known.pace else host,
                visit.article.paragraphs if visit.article else (),
            ),
        )

    def copies(self, own: set[str], now: Article | None, last: Article | None) -> Copies:
        """Return where else on the host the text at hand and the last version's were seen.

        An article has two addresses of its `own` when it has moved. A text that stayed is not asked for.
        """
        if now and last and fingerprint(now) == fingerprint(last):
            return Copies()
        return Copies(self.store.elsewhere(own, now), self.store.elsewhere(own, last))

    def last(self, visit: Visit, known: Known | None) -> Article | None:
        """Return the last version's text; read by another extractor, it is read anew from its page."""
        if known is None or known.last is None:
            return None
        page = None
        if visit.extractor and known.last.extractor != visit.extractor:
            page = self.store.page(known.url, known.last.number)
        if page is None:
            return known.last.article
        site = self.planner.config.of(visit.site)
        return extract(page.body, page.url, content_type=page.content_type, rules=rules(site))

    def tally(self, noticed: Noticed, version: int | None) -> None:
        """Count what a visit brought, for the closing line."""
        visit = noticed.visit
        self.count(f"visit/{visit.outcome}")
        if self.crawler.stats and visit.outcome in {"failed", "blocked"}:
            self.crawler.stats.set_value("afterword/failure", (visit.url, visit.reason))
        if version:
            self.count("version/first" if version == 1 else "version/new")
            self.count("edit", len(noticed.edits))
        for flag in noticed.flags:
            self.count(f"flag/{flag}")

    def count(self, key: str, number: int = 1) -> None:
        """Add to a figure of this crawl."""
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"afterword/{key}", number)

    def stop(self, error: AfterwordError) -> None:
        """End the crawl: what cannot be recorded need not be fetched."""
        stats, engine = self.crawler.stats, self.crawler.engine
        if stats and engine and not stats.get_value("afterword/exit"):
            logger.critical("%s", error)
            stats.set_value("afterword/exit", error.exit_code)
            self.closing = asyncio.ensure_future(engine.close_spider_async(reason="database"))
