"""What `crawl -o FILE` writes: a row for each visit, with what was read and without the page's bytes."""

from __future__ import annotations

import logging
from dataclasses import fields
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.exporters import CsvItemExporter
from scrapy.extensions.feedexport import FeedExporter, FileFeedStorage

from scraper.article import Article
from scraper.errors import AfterwordError
from scraper.extraction.shown import plain, plain_article
from scraper.visit import Visit

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

logger = logging.getLogger("afterword")
FAULT = "afterword/fault/export"
COLUMNS = ("site", "url", "final_url", "at", "outcome", "status", "reason", "cause", "extractor")


def row(visit: Visit) -> dict[str, Any]:
    """Return a visit in JSON's types."""
    article = plain_article(visit.article) if visit.article else None
    return {name: plain(getattr(visit, name)) for name in COLUMNS} | {"article": article}


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as columns of its own for each field of the article, the same ones without an article.

    Paragraphs are kept apart by an empty line, as captions and notes are, authors by commas.
    """
    article = row["article"] or dict.fromkeys(each.name for each in fields(Article))
    told = {name: joined(name, value) for name, value in article.items() if name != "witnesses"}
    return {name: row[name] for name in COLUMNS} | told


def joined(name: str, value: object) -> object:
    """Return what fits a cell."""
    return (", " if name == "authors" else "\n\n").join(value) if isinstance(value, list) else value


class Table(CsvItemExporter):
    """Write rows as CSV."""

    def export_item(self, item: Any) -> None:
        """Write one visit."""
        super().export_item(flat(item))


class Exports(FeedExporter):
    """Scrapy's feed exports, of visits only; the first that fails is told and ends with an exit code."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.broken = False
        logging.getLogger(FeedExporter.__module__).addFilter(in_one_line)

    def item_scraped(self, item: Any, spider: Spider) -> None:
        """Write a visit; listings are not written."""
        if self.broken or not isinstance(item, Visit):
            return
        try:
            super().item_scraped(row(item), spider)
        except Exception as error:  # noqa: BLE001 - an export that fails must not pass for a whole one
            self.broken = True
            logger.error("the export breaks off: %s", error)  # noqa: TRY400 - one line, for its operator
            if self.crawler.stats:
                self.crawler.stats.inc_value(FAULT)


def in_one_line(record: logging.LogRecord) -> bool:
    """Put the error of a log record into its sentence, in place of a traceback."""
    if record.exc_info:
        record.msg, record.args = f"{record.getMessage()}: {record.exc_info[1]}", ()
        record.exc_info = None
    return True


def refuse_unwritable(settings: BaseSettings) -> None:
    """Refuse a file that cannot be written before anybody is asked for anything.

    Raises:
        AfterwordError: there is such; a file named by a time or number is not known yet.
    """
    for uri in settings.getdict("FEEDS"):
        if "%(" in uri or urlsplit(uri).scheme not in {"", "file"}:
            continue
        storage = FileFeedStorage(uri)
        try:
            storage.open(None).close()  # type: ignore[arg-type] # it asks no spider
        except OSError as error:
            raise AfterwordError(f"cannot be written: {error.strerror}", at=storage.path) from error
