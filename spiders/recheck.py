"""Everything that is due, of every site, in one process: politeness to a host is kept in one place."""

from __future__ import annotations

from spiders.visiting import VisitingSpider


class RecheckSpider(VisitingSpider):
    """Visit what is due; the agenda hands in the addresses (see `scraper.middlewares`)."""

    name = "recheck"
    from_agenda = True
