"""Addresses as pages write them, broken ones too."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def path_of(url: str) -> str:
    """Return the path of an address; empty where it is none.

    >>> path_of("https://news.example/2031/ferry?a=1"), path_of("http://[bad")
    ('/2031/ferry', '')
    """
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def absolute(base: str, href: str) -> str | None:
    """Return the web address that a link on the page at `base` leads to; `None` where it is none.

    >>> absolute("https://news.example/a", "/b"), absolute("https://news.example/a", "http://[bad")
    ('https://news.example/b', None)
    """
    try:
        found = urljoin(base, href.strip())
        parts = urlsplit(found)
    except ValueError:
        return None
    return found if parts.scheme in {"http", "https"} and parts.netloc else None
