"""The word lists of a language, as data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "de", "fr", "es")


@cache
def _tables(language: str) -> dict[str, Any]:
    source = files("scraper.edits") / "data" / f"{language}.toml"
    return tomllib.loads(source.read_text("utf-8")) if source.is_file() else {}


@cache
def lexicon(language: str, name: str) -> frozenset[str]:
    """Return one word list of a language; empty where the language has none of that name."""
    return frozenset(_tables(language).get(name, ()))


@cache
def pairs(language: str, name: str) -> tuple[tuple[str, ...], ...]:
    """Return one list of word pairs of a language; empty where the language has none of that name."""
    return tuple(tuple(entry) for entry in _tables(language).get(name, ()))


@cache
def phrase(language: str, name: str) -> str:
    """Return one regular expression of a language; one that never matches where there is none."""
    return str(_tables(language).get(name, "(?!)"))
