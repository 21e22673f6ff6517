"""Bad pages, one for each thing that goes wrong on the web; also worn by articles on command."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from newsroom.answer import Answer
from newsroom.trouble import encodings, impostors, listings, wire
from newsroom.trouble.page import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsroom.answer import Ask


def feed_of_trouble(ask: Ask) -> Answer:
    """A correct feed whose items are all the bad pages that stand for articles."""
    items = "".join(
        f"<item><title>{name}</title><link>{escape(f'{ask.url}/trouble/{name}')}</link></item>"
        for name in TROUBLES
        if not name.endswith(".xml")
    )
    text = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Trouble</title>{items}</channel></rss>"
    return Answer(body=text.encode(), kind="application/rss+xml")


def index(ask: Ask) -> Answer:
    """The list of all troubles, each with what it is."""
    lines = (
        f"<a href='{ask.url}/trouble/{name}'>{name}</a>: {make.__doc__}" for name, make in TROUBLES.items()
    )
    return Answer(body=page("Trouble", *lines).encode())


TROUBLES: dict[str, Callable[[Ask], Answer]] = {
    "broken-feed.xml": listings.broken_feed,
    "html-feed.xml": listings.html_feed,
    "empty-feed.xml": listings.empty_feed,
    "feed.xml": feed_of_trouble,
    "sitemap-loop.xml": listings.sitemap_loop,
    "sitemap-ring.xml": listings.sitemap_ring,
    "xml-bomb.xml": listings.xml_bomb,
    "empty": impostors.empty,
    "pdf": impostors.pdf,
    "pdf-as-html": impostors.pdf_as_html,
    "500": impostors.error_500,
    "503": impostors.error_503,
    "403": impostors.forbidden_403,
    "429": impostors.too_many_429,
    "404": impostors.missing_404,
    "410": impostors.gone_410,
    "soft-404": impostors.soft_404,
    "bot-wall": impostors.bot_wall,
    "consent-wall": impostors.consent_wall,
    "stub": impostors.stub,
    "home-redirect": wire.home_redirect,
    "redirect-loop": wire.redirect_loop,
    "redirect-maze": wire.redirect_maze,
    "large": wire.large,
    "slow": wire.slow,
    "truncated": wire.truncated,
    "broken-gzip": wire.broken_gzip,
    "gzip-bomb": wire.gzip_bomb,
    "wrong-article": impostors.wrong_article,
    "untyped": impostors.untyped,
    "deep": impostors.deep,
    "forbidden": impostors.forbidden,
    "windows-1252": encodings.windows_1252,
    "windows-1252-as-latin-1": encodings.windows_1252_as_latin_1,
    "windows-1252-as-utf-8": encodings.windows_1252_as_utf_8,
    "utf-8-as-latin-1": encodings.utf_8_as_latin_1,
    "meta-windows-1252": encodings.meta_windows_1252,
}
