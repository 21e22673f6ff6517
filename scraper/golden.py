"""Golden cases: a page, the rules it is read by, and what must be read off it."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scraper.extraction import Rules, extract

if TYPE_CHECKING:
    from pathlib import Path

    from scraper.article import Article

# How the text was found may improve without the text: witnesses are not part of a case.
LEFT_OUT = {"witnesses"}


def write_case(folder: Path, body: bytes, url: str, content_type: str | None, rules: Rules) -> Path:
    """Write page.html and expected.json into a folder and return the latter's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page.html").write_bytes(body)
    given = {key: value for key, value in asdict(rules).items() if value != getattr(Rules(), key)}
    article = as_dict(extract(body, url, content_type=content_type, rules=rules))
    case = {"url": url, "content_type": content_type, "rules": given, "article": article}
    path = folder / "expected.json"
    path.write_text(json.dumps(case, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return path


def check_case(folder: Path) -> dict[str, tuple[object, object]]:
    """Return for each field that differs what is expected and what is read."""
    case: dict[str, Any] = json.loads((folder / "expected.json").read_text("utf-8"))
    body = (folder / "page.html").read_bytes()
    article = extract(body, case["url"], content_type=case["content_type"], rules=Rules(**case["rules"]))
    found, expected = as_dict(article), case["article"]
    return {key: (expected.get(key), found[key]) for key in found if expected.get(key) != found[key]}


def as_dict(article: Article) -> dict[str, object]:
    """Return an article's fields as JSON holds them."""
    return {
        each.name: plain(getattr(article, each.name)) for each in fields(article) if each.name not in LEFT_OUT
    }


def plain(value: object) -> object:
    """Return a value as JSON gives it back."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, datetime) else value
