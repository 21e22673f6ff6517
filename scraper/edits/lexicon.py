"""The word lists of a language, as data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def lexicon(language: str) -> dict[str, frozenset[str]]:
    """Return the word lists of a language by name; empty where the language has no file."""
    source = files("scraper.edits") / "data" / f"{language}.toml"
    if not source.is_file():
        return {}
    return {name: frozenset(entry) for name, entry in tomllib.loads(source.read_text("utf-8")).items()}
