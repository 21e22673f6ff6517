"""Decide whether a capture can be trusted before it is compared with anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scraper.article import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scraper.article import Article


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back for one request; header names are lower case."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a capture is worth, why, and in how many seconds the host allows another look."""

    outcome: Outcome
    reason: str = ""
    retry_after: float | None = None


SHORT = 200  # characters of body below which a page that was once longer cannot be called read


def judge(fetch: Fetched, article: Article | None, last: Article | None) -> Verdict:
    """Return the verdict on a capture; `last` is the last version's article, if there is one."""
    return by_status(fetch) or by_kind(fetch) or by_text(article, last) or Verdict(Outcome.READ)


def by_status(fetch: Fetched) -> Verdict | None:
    """Return what the HTTP status alone decides."""
    if fetch.status == 304:
        return Verdict(Outcome.NOT_MODIFIED, "304")
    if fetch.status in {404, 410}:
        return Verdict(Outcome.GONE, f"status {fetch.status}")
    if fetch.status in {401, 402, 403, 407, 429, 451}:
        return Verdict(Outcome.BLOCKED, f"status {fetch.status}", retry_after(fetch))
    if not 200 <= fetch.status < 300:
        return Verdict(Outcome.FAILED, f"status {fetch.status}", retry_after(fetch))
    return None


def retry_after(fetch: Fetched) -> float | None:
    """Return the seconds that Retry-After names."""
    said = fetch.headers.get("retry-after", "").strip()
    return float(said) if said.isdigit() else None


def by_kind(fetch: Fetched) -> Verdict | None:
    """Return what the media type and size decide."""
    kind = fetch.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if not fetch.body.strip():
        return Verdict(Outcome.SUSPECT, "empty page")
    if kind and "html" not in kind:
        return Verdict(Outcome.SUSPECT, f"not HTML but {kind}")
    return None


def by_text(article: Article | None, last: Article | None) -> Verdict | None:
    """Return what the text that was read decides."""
    if article is None or not (article.headline or article.paragraphs):
        return Verdict(Outcome.SUSPECT, "no article on the page")
    if not article.paragraphs and last and last.paragraphs:
        return Verdict(Outcome.SUSPECT, "the body is gone")
    size = sum(map(len, article.paragraphs))
    if last and size < SHORT < sum(map(len, last.paragraphs)):
        return Verdict(Outcome.SUSPECT, f"only {size} characters of body")
    return None
