"""A digest as HTML: for mail programs and as a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from scraper.reports import facts, late, marks, text, wording
from scraper.reports.wording import Style

if TYPE_CHECKING:
    from scraper.reports.digest import Digest

PAGES = Environment(
    loader=PackageLoader("scraper.reports", "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def mail_html(digest: Digest, style: Style | None = None) -> str:
    """Return a digest as HTML for mail programs: tables, inline styles, nothing loaded from elsewhere."""
    return _rendered(digest, style or Style(), mail=True)


def page(digest: Digest, style: Style | None = None) -> str:
    """Return a digest as a page that stands alone in a browser."""
    return _rendered(digest, style or Style(), mail=False)


def _rendered(digest: Digest, style: Style, *, mail: bool) -> str:
    return PAGES.get_template("report.html").render(
        digest=digest, style=style, mail=mail, facts=facts, late=late, marks=marks, text=text, wording=wording
    )
