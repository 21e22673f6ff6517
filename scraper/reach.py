"""Which servers may be asked: public ones, those of private sites, and those that somebody named by hand."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from scraper.address import DOMAINS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scraper.config import Config

Place = tuple[str, int]


class NotPublicError(IgnoreRequest):
    """A request led to a server that is not public, and that nobody said may be asked."""


def is_public(address: str) -> bool:
    """Say whether an IP address is reached over the public internet.

    >>> [is_public(one) for one in ("1.1.1.1", "127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "224.0.0.1")]
    [True, False, False, False, False]
    """
    found = ip_address(address)
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found.sixtofour or found
    return found.is_global and not found.is_multicast


def place(url: str) -> Place:
    """Return the host of an address, as the resolver is asked for it, and its port.

    >>> place("https://Bücher.example/a"), place("http://127.0.0.1:8000/")
    (('xn--bcher-kva.example', 443), ('127.0.0.1', 8000))
    """
    parts = urlsplit(url)
    return ascii_host(parts.hostname or ""), parts.port or {"https": 443}.get(parts.scheme, 80)


def ascii_host(host: str) -> str:
    """Return a host's name in the letters that are asked for."""
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return host.lower()


class Gate:
    """Stands before the reactor's resolver and hands out only addresses that may be connected to.

    Every connection asks it, those to robots.txt and after redirects too, and goes to the very address that
    was checked. A host's addresses must all be public, unless its place is admitted.
    """

    def __init__(self, resolver: Any) -> None:
        self.resolver = resolver
        self.admitted: set[Place] = set()
        self.domains: set[str] = set()
        self.refused: dict[str, str] = {}

    def admit(self, urls: Iterable[str]) -> None:
        """Admit the places of addresses that the operator named."""
        places = {place(url) for url in urls}
        # Without a port Twisted asks only to reach a proxy.
        self.admitted |= places | {(host, 0) for host, _ in places}

    def admit_sites(self, config: Config) -> None:
        """Admit the private sites: their listings' places, and whatever is of the same registered domain."""
        private = [url for site in config.site if site.private for url in site.listings]
        self.admit(private)
        self.domains |= {DOMAINS(url).top_domain_under_public_suffix for url in private} - {""}

    def admits(self, where: Place) -> bool:
        """Say whether a place may be anywhere."""
        return where in self.admitted or DOMAINS(where[0]).top_domain_under_public_suffix in self.domains

    def resolveHostName(  # noqa: N802 - Twisted's interface
        self,
        receiver: Any,
        name: str,
        portNumber: int = 0,  # noqa: N803 - likewise
        *more: Any,
    ) -> Any:
        """Look a host up; hand on its addresses if all are public or its place is admitted, else none."""
        host = ascii_host(name)
        heard = receiver if self.admits((host, portNumber)) else Checked(receiver, self.refused, host)
        return self.resolver.resolveHostName(heard, name, portNumber, *more)

    def check(self, url: str) -> None:
        """Refuse an address whose host is known not to be public: by itself, or since it was looked up.

        Raises:
            NotPublicError: it is not.
        """
        where = place(url)
        found = where[0] if is_literal(where[0]) else self.refused.get(where[0])
        if found and not self.admits(where) and not is_public(found):
            by_name = "" if found == where[0] else f" ({found})"
            way_out = "`private = true` in its [[site]] allows it"
            raise NotPublicError(f"{urlsplit(url).netloc}{by_name} is no public address; {way_out}")


def is_literal(host: str) -> bool:
    """Say whether a host is given by its IP address."""
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


class Checked:
    """Takes a host's addresses and hands them on, if all are public; else notes the first that is not."""

    def __init__(self, receiver: Any, refused: dict[str, str], host: str) -> None:
        self.receiver, self.refused, self.host = receiver, refused, host
        self.found: list[Any] = []

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 - Twisted's interface
        """Hand on that the search has begun."""
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - likewise
        """Keep an address until all are known."""
        self.found.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802 - likewise
        """Hand on all addresses or none."""
        private = [one.host for one in self.found if not is_public(one.host)]
        if private:
            self.refused[self.host] = private[0]
        for address in self.found if not private else []:
            self.receiver.addressResolved(address)
        self.receiver.resolutionComplete()
