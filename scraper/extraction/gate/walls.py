"""Recognise the pages that hosts serve instead of an article, by their makers' marks and by their words."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scraper.extraction.gate.verdict import Fetched

_LISTS: dict[str, dict[str, list[str]]] = json.loads(
    (resources.files(__package__) / "walls.json").read_text("utf-8")
)
_MARKS = {
    kind: {maker: re.compile("|".join(marks)) for maker, marks in makers.items()}
    for kind, makers in _LISTS.items()
}
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
READ = 100_000  # characters of a page in which a mark is looked for


def page_text(body: bytes) -> str:
    """Return a page's source in lower case, for looking at: marks are ASCII, words mostly UTF-8."""
    return body[:READ].decode("utf-8", "replace").lower()


def bot_wall(fetch: Fetched, text: str) -> str:
    """Return whose bot wall a response is, by its headers or its text; else ""."""
    told = (maker for name, value, maker in _HEADERS if value.search(fetch.headers.get(name, "").lower()))
    return next(told, "") or wall("bot wall", text)


def wall(kind: str, text: str) -> str:
    """Return the maker of a wall of this kind, or the kind where it has no maker; "" where it is none."""
    return next((maker or kind for maker, mark in _MARKS[kind].items() if mark.search(text)), "")


def consent_place(fetch: Fetched) -> bool:
    """Tell whether a request ended at an address where consent is asked."""
    return bool(_CONSENT_PLACE.search(fetch.final_url)) and not _CONSENT_PLACE.search(fetch.url)
