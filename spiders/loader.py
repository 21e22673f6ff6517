"""Every configured site is a spider of its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.spiderloader import SpiderLoader

from scraper.refusal import near
from spiders.site import SiteSpider

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.settings import BaseSettings

    from scraper.config import Config


class SiteLoader(SpiderLoader):
    """Load the spiders of files, and one for each configured site that has no file of its own."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        config: Config = settings["AFTERWORD"]
        self._spiders.pop(getattr(SiteSpider, "name", ""), None)
        for site in config.site:
            base = self._spiders.get(site.name, SiteSpider)
            self._spiders[site.name] = type(base.__name__, (base,), {"name": site.name, "site": site})

    def load(self, spider_name: str) -> type[Spider]:
        """Return a spider by name; a `KeyError` says which names are near."""
        try:
            return super().load(spider_name)
        except KeyError:
            hint = near(spider_name, self.list()) or " (`afterword sites` lists those configured)"
            raise KeyError(f"there is no site or spider {spider_name!r}{hint}") from None
