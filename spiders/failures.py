"""Why a request got no answer, in words."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError

from scraper.article import Outcome
from scraper.reach import NotPublicError

if TYPE_CHECKING:
    from scrapy import Request
    from twisted.python.failure import Failure

SENTENCES = {
    DownloadConnectionRefusedError: "the server refuses connections",
    CannotResolveHostError: "there is no such host",
    DownloadTimeoutError: "no answer in time ([crawl] timeout)",
    DownloadCancelledError: "the page is larger than [crawl] page_bytes",
    DownloadFailedError: "the connection broke",
    ResponseDataLossError: "the connection broke in the middle of the page",
    UnsupportedURLSchemeError: "only http and https are fetched",
}


def why(failure: Failure) -> tuple[Outcome, str]:
    """Return the outcome of a failed request, and the reason in words."""
    error = failure.value
    if isinstance(error, HttpError):
        return Outcome.FAILED, f"the server answers {error.response.status}"
    if isinstance(error, NotPublicError):
        return Outcome.FAILED, led_there(getattr(failure, "request", None)) + str(error)
    if isinstance(error, IgnoreRequest):
        return refused(str(error))
    words = next((words for kind, words in SENTENCES.items() if isinstance(error, kind)), None)
    return Outcome.FAILED, words or f"{type(error).__name__}: {error}"


def led_there(request: Request | None) -> str:
    """Return where a redirect led, if one did: a visit is told by the address that was asked for."""
    return f"it redirects to {request.url}; " if request and request.meta.get("redirect_urls") else ""


def way_out(status: int | None) -> str:
    """Return what an operator can do about a listing that was answered so, or not at all.

    >>> way_out(404), way_out(503)
    ('check the address in [[site]]', 'wait, the fault is theirs')
    """
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}:
        return "write to the publisher, or lower the pace with `crawl_delay`"
    theirs = status is not None and status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return "wait, the fault is theirs" if theirs else "check the address in [[site]]"


RESTING = "the host asked to be left alone for a while"


def refused(message: str) -> tuple[Outcome, str]:
    """Return the outcome of a request that our own rules stopped."""
    if "robots.txt" in message:
        return Outcome.BLOCKED, "robots.txt forbids it"
    if "redirect" in message:
        return Outcome.FAILED, "it redirects in a loop"
    return Outcome.FAILED, message or "it was not requested"
