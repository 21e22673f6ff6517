"""Single addresses, on demand: `scrapy crawl article -a url=https://...`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scraper.address import asked, same_site
from scraper.config import Site
from scraper.errors import ConfigError
from spiders.visiting import VisitingSpider

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy import Request

    from scraper.config import Config


class ArticleSpider(VisitingSpider):
    """Visit the addresses given as `-a url=...`, several separated by white space."""

    name = "article"

    def __init__(self, name: str | None = None, url: str = "", **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        if not url.strip():
            raise ConfigError(
                "no address given", at="spider article", hint="-a url=https://example.org/news/1"
            )
        self.urls = url.split()
        for one in self.urls:
            asked(one)

    async def start(self) -> AsyncIterator[Request]:
        """Yield the requests for the addresses."""
        for url in self.urls:
            yield self.visit(site_of(self.config, url), url)


def site_of(config: Config, url: str) -> Site:
    """Return the configured site to which an address belongs, else a bare one named "single"."""
    for site in config.site:
        if any(same_site(url, listing) for listing in site.listings):
            return site
    return Site(name="single")
