"""What a page says of itself in JSON-LD."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

from scraper.links import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ARTICLE = re.compile(
    r"(?:article|blogposting|liveblogposting|report|review|recipe|socialmediaposting)$", re.IGNORECASE
)
_COMMENT = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*;?\s*$")


def linked_data(scripts: Iterable[str]) -> tuple[dict[str, object], ...]:
    """Return every node of the JSON-LD scripts in order; a script that is not JSON gives none."""
    return tuple(node for script in scripts for node in unfold(load(script)))


def load(script: str) -> object:
    """Read JSON as publishers write it: in comments or CDATA, with raw line breaks in its texts."""
    text = _COMMENT.sub("", script).strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def unfold(data: object, depth: int = 0) -> Iterator[dict[str, object]]:
    """Yield the nodes of a list, of a graph, and those that a page node is about."""
    if depth > 6:
        return
    if isinstance(data, list):
        for item in data:
            yield from unfold(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from unfold(data.get(key), depth + 1)


def kinds(node: dict[str, object]) -> tuple[str, ...]:
    """Return the types of a node without their vocabulary: `NewsArticle`."""
    said = node.get("@type")
    names = said if isinstance(said, list) else [said]
    return tuple(str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names if name)


def article_node(nodes: Iterable[dict[str, object]], url: str) -> dict[str, object]:
    """Return the node that describes the article at `url`: of several, one of that path, else the fullest."""
    articles = [node for node in nodes if any(_ARTICLE.search(kind) for kind in kinds(node))]
    path = path_of(url).rstrip("/")
    return max(
        articles, key=lambda node: (path and path in str(node.get("url", node)), len(node)), default={}
    )


def texts(value: object, *keys: str) -> tuple[str, ...]:
    """Return the plain texts of a JSON-LD value: a text, a list, or a node's first of `keys` that speaks."""
    if isinstance(value, str):
        plain = " ".join(html.unescape(value).split())
        return (plain,) if plain else ()
    if isinstance(value, list):
        return tuple(text for item in value for text in texts(item, *keys))
    if isinstance(value, dict):
        return next((found for key in (*keys, "@value") if (found := texts(value.get(key), *keys))), ())
    return ()
