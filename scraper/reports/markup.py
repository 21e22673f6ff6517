"""As HTML: a digest, for mail programs and as a page of its own, and two versions beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from scraper.reports import facts, late, marks, text, wording
from scraper.reports.digest import Story
from scraper.reports.wording import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.article import Revision
    from scraper.edits.shown import Row
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


def comparison(step: Revision, rows: Sequence[Row], style: Style) -> str:
    """Return the step between two versions, laid out in `rows`, as a page: side by side where it is wide."""
    return PAGES.get_template("comparison.html").render(
        story=Story(step.site, step.url, (step,), (), ()),
        step=step,
        rows=rows,
        style=style,
        facts=facts,
        marks=marks,
        wording=wording,
    )
