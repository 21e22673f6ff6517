"""How a spider looks at one article: the request, the answer, and the failure, each ending as a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

from scraper.article import Outcome
from scraper.extraction import Rules, extract, extractor
from scraper.visit import Visit
from spiders.failures import RESTING, why

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from scraper.article import Article
    from scraper.clock import Clock
    from scraper.config import Config, Site

# Answers that mean something about the article; redirects are followed before they come here.
ANSWERS = [304, *range(400, 600)]


class VisitingSpider(Spider):
    """A spider whose requests for articles end as visits, whatever happens."""

    @property
    def config(self) -> Config:
        """The configuration that the settings were made from."""
        found: Config = self.settings["AFTERWORD"]
        return found

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        clock: Clock = self.settings["AFTERWORD_CLOCK"]
        return clock.now()

    def visit(self, site: Site, url: str, **meta: Any) -> Request:
        """Return the request that looks at an article of a site.

        It passes the filter of repeated requests, which would drop a redirect loop without a word.
        """
        facts = {"site": site.name, "article": True, "crawl_delay": site.crawl_delay}
        wanted = {**facts, "handle_httpstatus_list": ANSWERS, **meta}
        return Request(url, self.read, errback=self.missed, meta=wanted, dont_filter=True)

    def read(self, response: Response) -> Iterator[Visit]:
        """Yield the visit of an answered request."""
        request = response.request
        if request is None:
            return
        outcome = {200: Outcome.READ, 304: Outcome.NOT_MODIFIED}.get(response.status, Outcome.FAILED)
        article = self.extracted(response) if outcome == Outcome.READ else None
        passed = tuple(response.meta.get("redirect_urls", ()))
        yield Visit(
            site=response.meta["site"],
            url=passed[0] if passed else request.url,
            at=self.now(),
            outcome=outcome,
            cause=response.meta.get("cause", "asked"),
            status=response.status,
            final_url=response.url,
            passed=passed,
            headers=headers(response),
            body=response.body,
            article=article,
            extractor=extractor(self.rules(response)),
        )

    def extracted(self, response: Response) -> Article:
        """Return what the page says, by the rules of its site."""
        content_type = dict(headers(response)).get("content-type")
        return extract(response.body, response.url, content_type=content_type, rules=self.rules(response))

    def rules(self, response: Response) -> Rules:
        """Return the rules of the site that a request was made for."""
        return rules(self.config.of(response.meta["site"]))

    def missed(self, failure: Failure) -> Iterator[Visit]:
        """Yield the visit of a request that got no answer."""
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy sets it
        outcome, reason = why(failure)
        if reason == RESTING:
            return
        passed = tuple(request.meta.get("redirect_urls", ()))
        url = passed[0] if passed else request.url
        cause = request.meta.get("cause", "asked")
        yield Visit(request.meta["site"], url, self.now(), outcome, reason, cause, passed=passed)


def rules(site: Site) -> Rules:
    """Return a site's selectors, language and time zone as the extractor takes them."""
    chosen = {name: getattr(site.selectors, name) for name in site.selectors.__struct_fields__}
    return Rules(**chosen, language=site.language, zone=site.timezone)


def headers(response: Response) -> tuple[tuple[str, str], ...]:
    """Return a response's headers with lower-case names."""
    found = response.headers.to_unicode_dict()
    return tuple((str(name).lower(), value) for name, value in found.items())
