"""Bad pages, one for each thing that goes wrong on the web; also worn by articles on command."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from newsroom.answer import Answer, redirect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsroom.answer import Ask

_TITLE = "Café owner’s “naïve” plan to move the pier"
_TEXT = "The café’s owner called the plan “naïve”, and said that moving the pier a few feet costs £3 million."
_BLOCK = 65_536


def page(title: str, *paragraphs: str, head: str = "") -> str:
    """Return a bare HTML page."""
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    top = f"<!doctype html>\n<html lang=en><head>{head}<title>{title}</title></head>"
    return f"{top}\n<body><h1>{title}</h1>\n{body}</body></html>"


def broken_feed(ask: Ask) -> Answer:
    """RSS that ends in the middle of an item and has a bare ampersand before."""
    text = (
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>Fish & chips</title><item><link>{ask.url}"
    )
    return Answer(body=text.encode(), kind="application/rss+xml")


def html_feed(_ask: Ask) -> Answer:
    """An HTML page where a feed should be."""
    return Answer(body=page("Our feeds have moved", "Please look at our new subscription page.").encode())


def empty_feed(_ask: Ask) -> Answer:
    """A correct feed without a single item."""
    text = "<?xml version='1.0'?><rss version='2.0'><channel><title>Quiet</title></channel></rss>"
    return Answer(body=text.encode(), kind="application/rss+xml")


def feed_of_trouble(ask: Ask) -> Answer:
    """A correct feed whose items are all the bad pages that stand for articles."""
    items = "".join(
        f"<item><title>{name}</title><link>{escape(f'{ask.url}/trouble/{name}')}</link></item>"
        for name in TROUBLES
        if not name.endswith(".xml")
    )
    text = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Trouble</title>{items}</channel></rss>"
    return Answer(body=text.encode(), kind="application/rss+xml")


def sitemap_loop(ask: Ask) -> Answer:
    """A sitemap index that lists itself."""
    return _index(ask, "sitemap-loop.xml")


def sitemap_ring(ask: Ask) -> Answer:
    """A sitemap index that lists another, which lists it again, with a new address at every round."""
    turn = int(ask.query.get("turn", "0")) + 1
    return _index(ask, f"sitemap-ring.xml?turn={turn}")


def _index(ask: Ask, name: str) -> Answer:
    loc = escape(f"{ask.url}/trouble/{name}")
    text = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{loc}</loc></sitemap></sitemapindex>"
    return Answer(body=text.encode(), kind="application/xml")


def empty(_ask: Ask) -> Answer:
    """A 200 with no body at all."""
    return Answer()


def pdf(_ask: Ask) -> Answer:
    """A PDF where an article should be."""
    body = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    return Answer(body=body, kind="application/pdf")


def pdf_as_html(ask: Ask) -> Answer:
    """The bytes of a PDF under the name of HTML."""
    return Answer(body=pdf(ask).body)


def error_500(_ask: Ask) -> Answer:
    """A server error."""
    return Answer(500, page("Internal Server Error", "The press is jammed.").encode())


def error_503(_ask: Ask) -> Answer:
    """A site closed for repairs."""
    return Answer(
        503, page("Back soon", "We are changing the ribbon.").encode(), headers=(("Retry-After", "60"),)
    )


def forbidden_403(_ask: Ask) -> Answer:
    """A refusal."""
    return Answer(403, page("403 Forbidden", "You do not have permission to see this page.").encode())


def too_many_429(ask: Ask) -> Answer:
    """A request to slow down; `?after=SECONDS` sets Retry-After, 120 if not given."""
    after = ask.query.get("after", "120")
    return Answer(
        429, page("Too Many Requests", "Please slow down.").encode(), headers=(("Retry-After", after),)
    )


def missing_404(_ask: Ask) -> Answer:
    """A page that is not there and says so."""
    return Answer(404, page("Not found", "There is no such page.").encode())


def gone_410(_ask: Ask) -> Answer:
    """A page that is gone for good and says so."""
    return Answer(410, page("Gone", "This page has been taken down.").encode())


def soft_404(_ask: Ask) -> Answer:
    """A page that is not there and answers 200."""
    sorry = "Sorry, we can't find the page you are looking for. It may have moved, or the link may be wrong."
    return Answer(body=page("Page not found", sorry, "Try the front page, or search.").encode())


def bot_wall(_ask: Ask) -> Answer:
    """A wall against robots, with a status of 200."""
    words = ("Checking that you are not a robot.", "Please enable JavaScript and cookies to continue.")
    return Answer(body=page("Just a moment...", *words).encode())


def consent_wall(_ask: Ask) -> Answer:
    """A page that asks for consent before it shows anything."""
    words = (
        "We value your privacy. We and our partners store cookies on your device.",
        "Accept all | Manage choices",
    )
    return Answer(body=page("Before you continue", *words).encode())


def stub(_ask: Ask) -> Answer:
    """An article cut down to one sentence and a plea to subscribe."""
    words = ("The first sentence is free.", "To read on, subscribe for £1 a week. Already a member? Log in.")
    return Answer(body=page("Subscribers only", *words).encode())


def home_redirect(ask: Ask) -> Answer:
    """A redirect to the front page, as for articles that someone wants forgotten."""
    return redirect(f"{ask.url}/", 302)


def redirect_loop(ask: Ask) -> Answer:
    """A redirect to the same address with another parameter, for ever."""
    turn = int(ask.query.get("turn", "0")) + 1
    return redirect(f"{ask.url}{ask.path}?turn={turn % 2}", 302)


def large(ask: Ask) -> Answer:
    """A page of `?bytes=N` bytes, 64 MiB if not given, streamed without a length."""
    size = int(ask.query.get("bytes", 64 * 2**20))
    return Answer(body=page("A long read", "It goes on.").encode(), stream=_filler(size))


def _filler(size: int) -> Iterator[bytes]:
    line = b"<p>And on, and on, and on, and on.</p>\n"
    block = (line * (_BLOCK // len(line) + 1))[:_BLOCK]
    yield from repeat(block, size // _BLOCK)
    yield block[: size % _BLOCK]


def slow(ask: Ask) -> Answer:
    """A page that comes after `?seconds=N`, 30 if not given."""
    return Answer(
        body=page("Worth waiting for", _TEXT).encode(),
        delay=min(600.0, max(0.0, float(ask.query.get("seconds", "30")))),
    )


def truncated(_ask: Ask) -> Answer:
    """A body that breaks off: the Content-Length is larger than what comes."""
    body = page("A page cut off", _TEXT, _TEXT).encode()
    return Answer(body=body[: len(body) // 2], declared=len(body))


def forbidden(_ask: Ask) -> Answer:
    """A page that robots.txt asks robots to leave alone."""
    return Answer(body=page("Not for robots", "If a robot reads this, it was rude.").encode())


def windows_1252(_ask: Ask) -> Answer:
    """Bytes in windows-1252, rightly named in the header."""
    return Answer(body=page(_TITLE, _TEXT).encode("windows-1252"), kind="text/html; charset=windows-1252")


def windows_1252_as_latin_1(_ask: Ask) -> Answer:
    """Bytes in windows-1252 called ISO-8859-1 in the header, as the web often does."""
    return Answer(body=page(_TITLE, _TEXT).encode("windows-1252"), kind="text/html; charset=ISO-8859-1")


def windows_1252_as_utf_8(_ask: Ask) -> Answer:
    """Bytes in windows-1252 called UTF-8 in the header."""
    return Answer(body=page(_TITLE, _TEXT).encode("windows-1252"))


def utf_8_as_latin_1(_ask: Ask) -> Answer:
    """Bytes in UTF-8 called ISO-8859-1 in the header, and UTF-8 in the page."""
    text = page(_TITLE, _TEXT, head="<meta charset=utf-8>")
    return Answer(body=text.encode(), kind="text/html; charset=ISO-8859-1")


def meta_windows_1252(_ask: Ask) -> Answer:
    """Bytes in windows-1252; only a meta element names it."""
    text = page(_TITLE, _TEXT, head="<meta charset=windows-1252>")
    return Answer(body=text.encode("windows-1252"), kind="text/html")


def index(ask: Ask) -> Answer:
    """The list of all troubles, each with what it is."""
    lines = (
        f"<a href='{ask.url}/trouble/{name}'>{name}</a>: {make.__doc__}" for name, make in TROUBLES.items()
    )
    return Answer(body=page("Trouble", *lines).encode())


TROUBLES: dict[str, Callable[[Ask], Answer]] = {
    "broken-feed.xml": broken_feed,
    "html-feed.xml": html_feed,
    "empty-feed.xml": empty_feed,
    "feed.xml": feed_of_trouble,
    "sitemap-loop.xml": sitemap_loop,
    "sitemap-ring.xml": sitemap_ring,
    "empty": empty,
    "pdf": pdf,
    "pdf-as-html": pdf_as_html,
    "500": error_500,
    "503": error_503,
    "403": forbidden_403,
    "429": too_many_429,
    "404": missing_404,
    "410": gone_410,
    "soft-404": soft_404,
    "bot-wall": bot_wall,
    "consent-wall": consent_wall,
    "stub": stub,
    "home-redirect": home_redirect,
    "redirect-loop": redirect_loop,
    "large": large,
    "slow": slow,
    "truncated": truncated,
    "forbidden": forbidden,
    "windows-1252": windows_1252,
    "windows-1252-as-latin-1": windows_1252_as_latin_1,
    "windows-1252-as-utf-8": windows_1252_as_utf_8,
    "utf-8-as-latin-1": utf_8_as_latin_1,
    "meta-windows-1252": meta_windows_1252,
}
