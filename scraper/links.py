"""What is a web address at all: the one decision for pages, listings, the command line and reports."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit


def visitable(url: str) -> bool:
    """Say whether an address can be visited at all: by http or https, on a host.

    >>> [visitable(url) for url in ("https://example.org", "example.org", "http://[bad/", "http://x:99999/")]
    [True, False, False, False]
    """
    try:
        parts = urlsplit(url)
        strange = {"%", "\\"} & set(parts.netloc)  # read as another host by one program than by the next
        there = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0 and not strange
        url.encode()
    except ValueError:  # a port or a bracket that cannot be, half of a character
        return False
    return bool(there) and not any(mark.isspace() for mark in url)


def absolute(base: str, href: str) -> str | None:
    """Return the web address that a link on the page at `base` leads to; `None` where it is none.

    >>> absolute("https://news.example/a", "/b c"), absolute("https://news.example/a", "file:///etc/hosts")
    ('https://news.example/b%20c', None)
    """
    try:
        found = urlsplit(re.sub(r"\s", "%20", urljoin(base, href.strip()))).geturl()
    except ValueError:
        return None
    return found if visitable(found) else None


def path_of(url: str) -> str:
    """Return the path of an address; empty where it is none.

    >>> path_of("https://news.example/2031/ferry?a=1"), path_of("http://[bad")
    ('/2031/ferry', '')
    """
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
