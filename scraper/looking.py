"""Look at one page and record nothing: from the web, with all of the crawler's manners, or from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from scrapy.crawler import AsyncCrawlerProcess

from scraper.address import asked
from scraper.config import missing
from scraper.errors import ExtractionError
from scraper.extraction import explain
from scraper.extraction.gate import Fetched, judge
from spiders.article import ArticleSpider, site_of
from spiders.visiting import rules

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.settings import Settings

    from scraper.config import Config, Site
    from scraper.extraction import Explanation
    from scraper.extraction.gate import Verdict
    from scraper.visit import Visit

NOTHING: dict[str, Any] = {
    "ITEM_PIPELINES": {},
    "SPIDER_MIDDLEWARES": {},
    "DOWNLOADER_MIDDLEWARES": {},
    "EXTENSIONS": {},
}


class Look(ArticleSpider):
    """Visit addresses and collect the visits into `found`."""

    name = "look"
    found: list[Visit]
    custom_settings = NOTHING

    async def start(self) -> AsyncIterator[Any]:
        """Yield the requests, with a callback that keeps what comes."""
        async for request in super().start():
            yield request.replace(callback=self.keep, errback=self.keep_missed)

    def keep(self, response: Any) -> None:
        """Keep an answered visit."""
        self.found.extend(self.read(response))

    def keep_missed(self, failure: Any) -> None:
        """Keep a visit without an answer."""
        self.found.extend(self.missed(failure))


def fetched(settings: Settings, url: str) -> Fetched:
    """Return what an address answers.

    Raises:
        ConfigError: it is no address.
        ExtractionError: it does not answer; the reason is in words.
    """
    asked(url)
    found: list[Visit] = []
    process = AsyncCrawlerProcess(settings)
    process.crawl(Look, url=url, found=found)
    process.start()
    if not found or found[0].status is None:
        reason = found[0].reason if found else "it was not requested"
        raise ExtractionError(reason, at=url, hint="a saved page can be read, too: name its file")
    visit = found[0]
    return Fetched(url, visit.final_url or url, visit.status or 0, dict(visit.headers), visit.body)


def opened(name: str, url: str | None) -> Fetched:
    """Return a saved page as if its address had answered with it.

    Raises:
        ExtractionError: the file cannot be read.
    """
    try:
        body = Path(name).read_bytes()
    except OSError as error:
        raise ExtractionError(
            f"cannot be read: {error.strerror}", at=name, hint="name a file or an address"
        ) from error
    address = asked(url) if url else f"https://example.org/news/{quote(Path(name).stem)}"
    return Fetched(address, address, 200, {}, body)


def looked_at(settings: Settings, name: str, url: str | None) -> Fetched:
    """Return a page by its address or by the name of a file."""
    return fetched(settings, name) if "://" in name else opened(name, url)


def read(config: Config, page: Fetched, site: str | None = None) -> tuple[Explanation, Verdict, Site]:
    """Return what a page says and why, the gate's verdict, and the site whose rules were used.

    Raises:
        ConfigError: no site of that name is configured.
    """
    names = [each.name for each in config.site]
    if site and site not in names:
        raise missing("site", site, names, "`afterword sites --offline` lists them")
    chosen = config.of(site) if site else site_of(config, page.url)
    content_type = page.headers.get("content-type")
    found = explain(page.body, page.final_url, content_type=content_type, rules=rules(chosen))
    return found, judge(page, found.article, None), chosen
