"""Golden cases: a page, the rules it is read by, and what must be read off it."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from scraper.extraction import Rules, extract
from scraper.extraction.shown import plain

if TYPE_CHECKING:
    from pathlib import Path

    from scraper.article import Article


LONGEST = 60


def case_name(url: str) -> str:
    """Return a folder's name for the page at an address: its last part, as far as any file system takes it.

    >>> case_name("https://news.example/2031/ferry.html?id=4"), case_name("https://news.example/")
    ('ferry', 'article')
    """
    name = PurePosixPath(unquote(urlsplit(url).path)).stem
    return re.sub(r"[^\w-]+", "-", name)[:LONGEST].strip("-") or "article"


def write_case(folder: Path, body: bytes, url: str, content_type: str | None, rules: Rules) -> Path:
    """Write page.html and expected.json into a folder and return the latter's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page.html").write_bytes(body)
    article = said(extract(body, url, content_type=content_type, rules=rules))
    case = {
        "description": "",
        "url": url,
        "content_type": content_type,
        "rules": rules.given(),
        "article": article,
    }
    path = folder / "expected.json"
    path.write_text(json.dumps(case, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return path


def check_case(folder: Path) -> dict[str, tuple[object, object]]:
    """Return for each field that is read otherwise than the case says: what is expected, what is read."""
    case: dict[str, Any] = json.loads((folder / "expected.json").read_text("utf-8"))
    body, rules = (folder / "page.html").read_bytes(), Rules(**case.get("rules", {}))
    read = said(extract(body, case["url"], content_type=case.get("content_type"), rules=rules))
    return {key: (wanted, read[key]) for key, wanted in case["article"].items() if read[key] != wanted}


def said(article: Article) -> dict[str, object]:
    """Return an article's fields as JSON gives them back, without the witnesses: those may improve."""
    return {
        each.name: plain(getattr(article, each.name)) for each in fields(article) if each.name != "witnesses"
    }
