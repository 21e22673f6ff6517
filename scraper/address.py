"""Which address an article is kept under, and which addresses are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from courlan import normalize_url
from tldextract import TLDExtract

from scraper.errors import ConfigError
from scraper.links import visitable

if TYPE_CHECKING:
    from scraper.visit import Visit

SHAPE = "it begins with http:// or https:// and names a host"
# The list of public suffixes that the package ships; nothing is fetched.
DOMAINS = TLDExtract(suffix_list_urls=(), cache_dir=None)


def asked(url: str) -> str:
    """Return an address that somebody asks for, cleaned.

    Raises:
        ConfigError: it is none that can be visited.

    >>> asked("news/1")
    Traceback (most recent call last):
    scraper.errors.ConfigError: news/1: is no address (it begins with http:// or https:// and names a host)
    """
    if not visitable(url):
        raise ConfigError("is no address", at=url, hint=SHAPE)
    return clean(url)


def clean(url: str) -> str:
    """Return an address without fragment, tracking parameters and needless spelling.

    >>> clean("HTTPS://Example.org:443/news/a?utm_source=rss&id=4#top")
    'https://example.org/news/a?id=4'
    """
    return str(normalize_url(urldefrag(url).url))


def same_site(one: str, other: str) -> bool:
    """Say whether two addresses are one publisher's: the same registered domain, or the same host and port.

    >>> same_site("https://m.bbc.co.uk/a", "https://www.bbc.co.uk/b")
    True
    >>> same_site("http://127.0.0.1:80/a", "http://127.0.0.1:81/a")
    False
    """
    domains = [DOMAINS(url).top_domain_under_public_suffix for url in (one, other)]
    if any(domains):
        return domains[0] == domains[1]
    return urlsplit(one).netloc.lower() == urlsplit(other).netloc.lower()


def identity(visit: Visit) -> str:
    """Return the address of the visited article: the canonical one if it can be believed, else the final one.

    A canonical address is believed when it is of the same site and not the home page, to which some sites
    point from everywhere.
    """
    final = clean(visit.final_url or visit.url)
    claimed = visit.article.canonical_url if visit.article else None
    if not claimed:
        return final
    canonical = clean(urljoin(final, claimed))
    believed = same_site(canonical, final) and urlsplit(canonical).path.strip("/")
    return canonical if believed else final


def aliases(visit: Visit) -> tuple[str, ...]:
    """Return every address that led to the visited article, cleaned, in the order they were met."""
    met = (visit.url, *visit.passed, visit.final_url or visit.url)
    return tuple(dict.fromkeys(clean(url) for url in met))
