"""What msgspec refuses of a document, in words: the key, its value, and what is wanted there."""

from __future__ import annotations

import difflib
import re
from typing import Any

from msgspec import inspect

from scraper.errors import ConfigError


def refusal(sentence: str, raw: dict[str, Any], wanted_type: type, origin: str) -> ConfigError:
    """Return msgspec's complaint of a document `raw` as an error that names file, key, value and want."""
    message, _, path = sentence.partition(" - at `$")
    key = path.rstrip("`").lstrip(".")
    kind, value = followed(inspect.type_info(wanted_type), raw, key)
    unknown, missing = (re.fullmatch(rf"Object {what} field `(.+)`", message) for what in WHATS)
    if unknown:
        known = [field.name for field in kind.fields] if isinstance(kind, inspect.StructType) else []
        where = ": ".join((origin, f"{key}.{unknown[1]}" if key else unknown[1]))
        return ConfigError("unknown key", at=where, hint=near(unknown[1], known).strip(" ()"))
    if missing:
        message = f"has no {missing[1]!r}, which it needs"
    elif message.startswith("Expected `array` of length"):
        message = "is empty: name one at least"
    elif message.startswith(("Expected", "Invalid")):
        message = f"{shown(value)} is not {wanted(kind, key)}"
    return ConfigError(message, at=f"{origin}: {key}" if key else origin)


WHATS = ("contains unknown", "missing required")


def near(word: str, words: list[str]) -> str:
    """Return " (did you mean ...?)" when one of the words is close, else nothing."""
    close = difflib.get_close_matches(word, words, n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def followed(kind: inspect.Type, value: Any, path: str) -> tuple[inspect.Type, Any]:
    """Return the type and the value at a path such as `site[0].feeds`."""
    for name, place in re.findall(r"(\w+)|\[(\d+)\]", path):
        if place and isinstance(kind, inspect.VarTupleType):
            kind, value = kind.item_type, value[int(place)]
        elif isinstance(kind, inspect.StructType):
            kind = next(field.type for field in kind.fields if field.name == name)
            value = value.get(name)
    return kind, value


def shown(value: Any) -> str:
    """Return a value as a TOML file has it, or what it is when it is long.

    >>> shown(True), shown("no"), shown({})
    ('true', "'no'", 'an empty table')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (dict, list)):
        return f"{'a' if value else 'an empty'} {'table' if isinstance(value, dict) else 'list'}"
    return repr(value)


def wanted(kind: inspect.Type, key: str) -> str:
    """Return what a type takes, as an operator would say it; `key` tells a table how it is written."""
    match kind:
        case inspect.Metadata(type=inner, extra_json_schema=told):
            return str((told or {}).get("description") or wanted(inner, key))
        case inspect.UnionType(types=types):
            return wanted(types[0], key)
        case inspect.VarTupleType() | inspect.StructType():
            return held(kind, key)
        case inspect.LiteralType(values=values):
            return f"one of {', '.join(map(repr, values))}"
    number = NUMBERS.get(type(kind))
    return " ".join([number, *bounds(kind)]) if number else PLAIN.get(type(kind), "what is wanted here")


def held(kind: inspect.VarTupleType | inspect.StructType, key: str) -> str:
    """Return how a list or a table is written."""
    if isinstance(kind, inspect.StructType):
        return f"a table: write [{key}]"
    if isinstance(kind.item_type, inspect.StructType):
        return f"a list of tables: write [[{key}]]"
    return f"a list{' of one or more' if kind.min_length else ''}: write it in brackets"


NUMBERS: dict[type, str] = {inspect.IntType: "a whole number", inspect.FloatType: "a number"}
PLAIN: dict[type, str] = {inspect.BoolType: "true or false", inspect.StrType: "text in quotation marks"}
BOUNDS = {"ge": "of at least", "gt": "above", "le": "up to", "lt": "below"}


def bounds(kind: inspect.Type) -> list[str]:
    """Return the limits of a number in words, if it has any."""
    limits = [(words, getattr(kind, name)) for name, words in BOUNDS.items()]
    told = " and ".join(f"{words} {limit:g}" for words, limit in limits if limit is not None)
    return [told] if told else []
