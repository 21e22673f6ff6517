"""Recognise the pages that hosts serve instead of an article, by their makers' marks and by their words."""

from __future__ import annotations

import html
import json
import re
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scraper.extraction.gate.verdict import Fetched

_LISTS = json.loads((resources.files(__package__) / "walls.json").read_text("utf-8"))
_MARKS: dict[str, dict[str, re.Pattern[str]]] = {
    kind: {maker: re.compile("|".join(marks)) for maker, marks in makers.items()}
    for kind, makers in _LISTS["marks"].items()
}
_PHRASES: dict[str, re.Pattern[str]] = {
    kind: re.compile("|".join(phrases), re.IGNORECASE) for kind, phrases in _LISTS["headings"].items()
}
_FILLER = re.compile(rf"\b(?:{_LISTS['filler']})\b|[\W\d_]", re.IGNORECASE)
# Headers that a wall carries; a vendor's name alone (`x-datadome: protected`) stands on every page it guards.
_HEADERS = (
    ("cf-mitigated", re.compile("challenge"), "Cloudflare"),
    ("x-amzn-waf-action", re.compile("challenge|captcha"), "AWS WAF"),
    ("x-px-blocked", re.compile("."), "HUMAN (PerimeterX)"),
    ("x-datadome", re.compile("block|captcha|challenge|hard"), "DataDome"),
)
_CONSENT_PLACE = re.compile(
    r"//(?:consent|myprivacy|cmp|privacy)\.|/(?:consent|cookie-?wall|privacy-?gate)\b"
)
_HEADING = re.compile(r"<(title|h1|h2)\b[^>]*>(.{,400}?)</\1", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
READ = 100_000  # characters of a page in which a mark is looked for
EARLY = 60  # characters of a heading before which a phrase that tells a wall begins
REST = 0.25  # share of a heading that may be left beside such phrases where it says nothing else


def page_text(body: bytes) -> str:
    """Return a page's source in lower case, for looking at: marks are ASCII, words mostly UTF-8."""
    return body[:READ].decode("utf-8", "replace").lower()


def bot_wall(fetch: Fetched, text: str) -> str:
    """Return whose bot wall a response is, by its headers or its text; else ""."""
    told = (maker for name, value, maker in _HEADERS if value.search(fetch.headers.get(name, "").lower()))
    return next(told, "") or wall("bot wall", text)


def is_marked(kind: str, fetch: Fetched, text: str) -> bool:
    """Tell whether a response bears marks of a wall of this kind."""
    return bool(bot_wall(fetch, text) if kind == "bot wall" else wall(kind, text))


def wall(kind: str, text: str) -> str:
    """Return the maker of a wall of this kind, or the kind where it has no maker; "" where it is none."""
    return next((maker or kind for maker, mark in _MARKS.get(kind, {}).items() if mark.search(text)), "")


def is_heading(kind: str, heading: str) -> bool:
    """Tell whether a heading says of its page that it is a wall of this kind, and nothing else.

    >>> is_heading("soft 404", "Oops! The page you requested could not be found.")
    True
    >>> is_heading("soft 404", "Missing hiker not found")
    False
    """
    rest, found = _PHRASES[kind].subn("", heading)
    return found > 0 and len(_FILLER.sub("", rest)) <= REST * len(heading)


def headings(text: str, *tags: str) -> tuple[str, ...]:
    """Return the texts of a source's elements of these names."""
    found = (inner for tag, inner in _HEADING.findall(text) if tag in tags)
    return tuple(html.unescape(_TAG.sub("", inner)) for inner in found)


def in_heading(kind: str, heading: str) -> bool:
    """Tell whether a heading says early that its page is a wall of this kind, among other words maybe."""
    found = _PHRASES[kind].search(heading)
    return found is not None and found.start() <= EARLY


def consent_place(fetch: Fetched) -> bool:
    """Tell whether a request ended at an address where consent is asked."""
    return bool(_CONSENT_PLACE.search(fetch.final_url)) and not _CONSENT_PLACE.search(fetch.url)
