"""The one generic spider: a site's feeds, sitemaps and section pages lead to its articles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from scrapy import Request

from scraper.address import clean
from scraper.article import Outcome
from scraper.errors import ConfigError, ListingError
from scraper.extraction.gate import retry_after
from scraper.visit import Listing
from spiders.failures import RESTING, way_out, why
from spiders.listing import Lead, Leads, read
from spiders.visiting import VisitingSpider, headers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from scraper.config import Site

MOST_SITEMAPS = 50  # of an index, the newest first; the archive of a site reaches back for decades
DEEPEST = 3  # sitemaps.org knows one level of indexes; some sites nest a second


class SiteSpider(VisitingSpider):
    """Crawl a configured site; a peculiar one subclasses this in a file of its own.

    `-a known=visit` (the default) looks at every listed article, `-a known=due` only at new ones and those
    that are due or that the listing says have changed.
    """

    site: Site

    def __init__(self, name: str | None = None, known: str = "visit", **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        if known not in {"visit", "due"}:
            raise ConfigError(f"known={known} means nothing", at=f"spider {self.name}", hint="visit or due")
        self.known = known

    async def start(self) -> AsyncIterator[Request]:
        """Yield the requests for the site's listings."""
        listings = {"feed": self.site.feeds, "sitemap": self.site.sitemaps, "section": self.site.sections}
        for kind, urls in listings.items():
            for url in urls:
                yield self.listing(kind, url)

    def listing(self, kind: str, url: str, above: tuple[str, ...] = ()) -> Request:
        """Return the request for a listing; `above` are the sitemap indexes that led to it."""
        meta = {
            "listing": self.site.name if self.known == "due" else "",
            "handle_httpstatus_list": [304],
            "crawl_delay": self.site.crawl_delay,
        }
        arguments = {"kind": kind, "above": above}
        return Request(
            url, self.listed, errback=self.unlisted, cb_kwargs=arguments, meta=meta, dont_filter=True
        )

    def listed(self, response: Response, kind: str, above: tuple[str, ...]) -> Iterator[Request | Listing]:
        """Yield the requests for the articles of a listing, and how it answered."""
        if response.status == 304:
            yield self.polled(asked(response), kind, Outcome.NOT_MODIFIED)
            return
        try:
            leads = read(kind, response, self.config.crawl.page_bytes)
        except ListingError as error:
            yield from self.complain(asked(response), kind, error)
            return
        if leads.complaint:
            hint = "what could be read of it was used"
            yield from self.complain(
                asked(response), kind, ListingError(leads.complaint, at=response.url, hint=hint)
            )
        yield from self.follow(response, kind, leads, (*above, response.url))

    def follow(self, response: Response, kind: str, leads: Leads, above: tuple[str, ...]) -> Iterator[Any]:
        """Yield the requests that a listing leads to, and its good answer."""
        wanted = [lead for lead in leads.articles if self.site.wants(clean(lead.url))]
        self.count("links", len(leads.articles))
        self.count("wanted", len(wanted))
        articles = [lead for lead in wanted if self.fresh(lead)]
        for lead in articles:
            yield self.visit(self.site, lead.url, lead=True, updated=lead.updated, cause="listed")
        for lead in self.newest(leads.further):
            if lead.url in above or len(above) > DEEPEST:
                endless = "leads from sitemap to sitemap without end"
                yield from self.complain(
                    lead.url, kind, ListingError(endless, at=lead.url, hint="left there")
                )
            else:
                yield self.listing(kind, lead.url, above)
        if not leads.complaint:
            found = len(articles) + len(leads.further)
            kept = dict(headers(response))
            yield self.polled(asked(response), kind, Outcome.READ, found=found, etag=kept.get("etag"),
                              last_modified=kept.get("last-modified"))  # fmt: skip

    def count(self, key: str, number: int) -> None:
        """Add to a figure of this crawl."""
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"afterword/{key}", number)

    def fresh(self, lead: Lead) -> bool:
        """Say whether a lead is young enough to be tracked; one without a date may be."""
        return not lead.updated or lead.updated > self.now() - timedelta(days=self.site.track_days)

    def newest(self, leads: tuple[Lead, ...]) -> list[Lead]:
        """Return the sitemaps of an index that are worth reading."""
        oldest = datetime.min.replace(tzinfo=UTC)
        young = [lead for lead in leads if self.fresh(lead)]
        return sorted(young, key=lambda lead: lead.updated or oldest, reverse=True)[:MOST_SITEMAPS]

    def unlisted(self, failure: Failure) -> Iterator[Listing]:
        """Yield the record of a listing that got no answer, or none that is good."""
        request: Request = failure.request  # type: ignore[attr-defined] # Scrapy sets it
        _, reason = why(failure)
        if reason == RESTING:
            return
        answer: Response | None = getattr(failure.value, "response", None)
        error = ListingError(reason, at=request.url, hint=way_out(answer.status if answer else None))
        facts = (
            {}
            if answer is None
            else {"status": answer.status, "retry_after": retry_after(dict(headers(answer)))}
        )
        yield from self.complain(asked(request), request.cb_kwargs["kind"], error, **facts)

    def complain(self, url: str, kind: str, error: ListingError, **more: Any) -> Iterator[Listing]:
        """Say in one line what is wrong with a listing, and yield the record of it."""
        self.logger.error("%s: %s", self.site.name, error)
        yield self.polled(url, kind, Outcome.FAILED, reason=str(error), **more)

    def polled(self, url: str, kind: str, outcome: Outcome, **more: Any) -> Listing:
        """Return the record of a listing's answer."""
        return Listing(url, self.site.name, kind, self.now(), outcome, **more)


def asked(found: Request | Response) -> str:
    """Return the address that a listing was asked for under, before any redirect: its name in the archive."""
    passed: list[str] = found.meta.get("redirect_urls", [])
    return passed[0] if passed else found.url
