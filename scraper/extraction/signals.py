"""What a page says of its kind: behind a paywall, a live blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.extraction.linked import kinds

if TYPE_CHECKING:
    from scraper.extraction.page import Page

_NO = frozenset({"false", "no", "0"})
_LOCKED = frozenset({"locked", "metered", "paid", "premium", "subscription", "subscriber"})


def is_paywalled(page: Page) -> bool:
    """Tell whether the page says that not everyone may read it: schema.org `isAccessibleForFree`, metas."""
    said = [
        page.article.get("isAccessibleForFree"),
        *(node.get("isAccessibleForFree") for node in parts(page)),
    ]
    if any(str(value).strip().lower().rsplit("/", 1)[-1] in _NO for value in said if value is not None):
        return True
    tiers = (
        page.metas.get(name, "")
        for name in ("article:content_tier", "content_tier", "og:restrictions:content")
    )
    return any(tier.lower() in _LOCKED for tier in tiers)


def parts(page: Page) -> list[dict[str, object]]:
    """Return the parts of the article that JSON-LD marks out."""
    value = page.article.get("hasPart")
    return [part for part in (value if isinstance(value, list) else [value]) if isinstance(part, dict)]


def is_live_blog(page: Page) -> bool:
    """Tell whether the page says that it is a live blog."""
    if any("LiveBlogPosting" in kinds(node) for node in page.linked):
        return True
    return page.root.find(".//*[@itemtype='http://schema.org/LiveBlogPosting']") is not None
