"""Everything that is due, of every site, in one process: politeness to a host is kept in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spiders.visiting import VisitingSpider

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy import Request


class RecheckSpider(VisitingSpider):
    """Visit what is due; the agenda hands in the addresses (see `scraper.middlewares`)."""

    name = "recheck"
    from_agenda = True

    async def start(self) -> AsyncIterator[Request]:
        """Yield nothing: what is due is known to the agenda."""
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request
