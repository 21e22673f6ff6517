"""The word lists of a language, as data."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "de", "fr", "es")


@cache
def _tables(language: str) -> dict[str, Any]:
    """Return all lists of a language: those of its files, "en.toml" and "en_alike.toml"."""
    found: dict[str, Any] = {}
    for source in (files("scraper.edits") / "data").iterdir():
        if re.fullmatch(rf"{language}(_\w+)?\.toml", source.name):
            found |= tomllib.loads(source.read_text("utf-8"))
    return found


@cache
def lexicon(language: str, name: str) -> frozenset[str]:
    """Return one word list of a language; empty where the language has none of that name."""
    return frozenset(_tables(language).get(name, ()))


@cache
def saying_verbs(language: str) -> frozenset[str]:
    """Return the lemmas of all verbs of saying, also of those that say so only with a clause."""
    lists = ("neutral_saying", "saying", "saying_with_clause")
    return frozenset().union(*(lexicon(language, name) for name in lists))


@cache
def _opposites(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _tables(language).get("opposite", ()):
        left, right = pair.split()
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return {word: frozenset(others) for word, others in found.items()}


def opposites(language: str, word: str) -> frozenset[str]:
    """Return the words that turn a claim round when they stand in the place of `word`."""
    return _opposites(language).get(word, frozenset())


@cache
def phrase(language: str, name: str) -> str:
    """Return one regular expression of a language; one that never matches where there is none."""
    return str(_tables(language).get(name, "(?!)"))


@cache
def _groups(language: str, name: str) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for at, group in enumerate(_tables(language).get(name, ())):
        for word in group.split():
            found.setdefault(word, set()).add(at)
    return {word: frozenset(places) for word, places in found.items()}


def grouped(language: str, name: str, left: str, right: str) -> bool:
    """Tell whether two words stand in one group of a language's list of groups, or are one."""
    groups = _groups(language, name)
    return left == right or not groups.get(left, frozenset()).isdisjoint(groups.get(right, ()))


@cache
def first_of_group(language: str, name: str, word: str) -> str:
    """Return the first word of the group that a word stands in, or the word."""
    return next(
        (group.split()[0] for group in _tables(language).get(name, ()) if word in group.split()), word
    )


def listed(language: str, name: str, word: str) -> bool:
    """Tell whether a word stands in any group of a language's list of groups."""
    return word in _groups(language, name)


@lru_cache(maxsize=50_000)
def alike(language: str, left: str, right: str) -> bool:
    """Tell whether news desks put one word for the other and mean the same; plurals like singulars."""
    return singular(left) == singular(right) or right in likes(language, left)


@lru_cache(maxsize=50_000)
def likes(language: str, word: str) -> frozenset[str]:
    """Return the words of one meaning with a word or its singular, and their plurals.

    >>> {"firm", "firms"} <= likes("en", "businesses"), "policemen" in likes("en", "officers")
    (True, True)
    """
    groups, listed_groups = _groups(language, "alike"), _tables(language).get("alike", ())
    ones = {word, singular(word)} | ({word[:-2]} if word.endswith("es") else set())  # "boxes", "buses"
    places = frozenset().union(*(groups.get(one, frozenset()) for one in ones))
    found = frozenset(like for place in places for like in listed_groups[place].split())
    return found | {_plural(like) for like in found}


def _plural(noun: str) -> str:
    if noun.endswith("man") and noun != "human":
        return f"{noun[:-2]}en"
    if noun.endswith("child"):
        return f"{noun}ren"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"


@lru_cache(maxsize=50_000)
def singular(noun: str) -> str:
    """Return a noun without the s of its plural; a man for men, a child for children.

    >>> singular("claims"), singular("gunmen"), singular("press"), singular("children")
    ('claim', 'gunman', 'press', 'child')
    """
    if noun == "men" or (noun.endswith("men") and len(noun) > 4):
        return f"{noun[:-2]}an"
    if noun.endswith("children"):
        return noun.removesuffix("ren")
    if noun.endswith("ies") and len(noun) > 5:
        return f"{noun[:-3]}y"
    return noun[:-1] if len(noun) > 3 and noun.endswith("s") and not noun.endswith("ss") else noun
