"""afterword.toml -> typed and strict: an unknown key is an error that names the key."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from scraper.address import SHAPE
from scraper.checking import (
    checked_address,
    checked_host,
    checked_language,
    checked_pattern,
    checked_selector,
    cron,
    zone,
)
from scraper.errors import ConfigError
from scraper.links import visitable
from scraper.refusal import near, refusal

if TYPE_CHECKING:
    from pathlib import Path

Share = Annotated[float, Meta(ge=0, le=1)]
Count = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(ge=0)]
# The descriptions complete "'...' is not ...", when a value is refused.
Name = Annotated[
    str,
    Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", description="a name of letters, digits, dots, '_' and '-'"),
]
Address = Annotated[
    str,
    Meta(pattern=r"^[^@\s<>]+@[^@\s<>]+$", description="a mail address such as 'desk@example.org'"),
]
OneLine = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]*$", description="text on one line")]
FileName = Annotated[str, Meta(pattern=r"^[^\x00]+$", description="a file's name")]


def once(kind: str, names: list[str]) -> None:
    """Refuse a name that stands twice."""
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"two entries of [[{kind}]] are named {name!r}")


def missing(kind: str, name: str, names: list[str], hint: str) -> ConfigError:
    """Return the error of a name that is not among those there are."""
    return ConfigError(f"there is no {kind} {name!r}{near(name, names) or f' ({hint})'}")


class Selectors(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the text stands on this site's pages: CSS, or XPath when it begins with `/`, `./` or `(`."""

    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    body: str | None = None
    drop: str | None = None

    def __post_init__(self) -> None:
        """Refuse a selector that does not parse."""
        for key in self.__struct_fields__:
            checked_selector(key, getattr(self, key))


class Site(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A publisher to watch."""

    name: Name
    title: OneLine = ""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    selectors: Selectors = Selectors()
    language: str | None = None
    timezone: str = "UTC"
    crawl_delay: Seconds = 2.0
    track_days: Annotated[float, Meta(gt=0)] = 14.0
    poll_minutes: Annotated[float, Meta(gt=0)] = 10.0
    private: bool = False

    @property
    def listings(self) -> tuple[str, ...]:
        """The addresses where its articles are listed."""
        return (*self.feeds, *self.sitemaps, *self.sections)

    def __post_init__(self) -> None:
        """Refuse patterns, addresses, time zones and languages that mean nothing."""
        for key in ("keep", "skip"):
            for pattern in getattr(self, key):
                checked_pattern(key, pattern)
        for key in ("feeds", "sitemaps", "sections"):
            for url in getattr(self, key):
                if not visitable(url):
                    raise ValueError(f"{key}: {url!r} is no address: {SHAPE}")
        zone(self.timezone)
        checked_language(self.language)
        if self.sections and not self.keep:
            raise ValueError("sections need `keep`: patterns that tell the articles among the links")

    def wants(self, url: str) -> bool:
        """Say whether an address is that of an article: it fits a `keep` pattern, if any, and no `skip`."""
        return self.keeps(url) and not any(re.search(pattern, url) for pattern in self.skip)

    def keeps(self, url: str) -> bool:
        """Say whether an address fits a `keep` pattern, if any."""
        return not self.keep or any(re.search(pattern, url) for pattern in self.keep)


class Subscription(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who is told what, and when."""

    name: Name
    recipients: Annotated[tuple[Address, ...], Meta(min_length=1)]
    sites: tuple[Name, ...] = ()
    schedule: str = "0 7 * * *"
    timezone: str = "UTC"
    tell: Literal["substantive", "all"] = "substantive"
    least_rank: Share = 0.0
    first_days: Annotated[float, Meta(gt=0)] = 7.0
    overdue_hours: Annotated[float, Meta(ge=0)] = 3.0

    def __post_init__(self) -> None:
        """Refuse a schedule that cron would not take, and readers whom no letter could reach."""
        for address in self.recipients:
            checked_address("recipients", address)
        cron(self.schedule, self.timezone)


class Mail(Struct, frozen=True, forbid_unknown_fields=True):
    """The SMTP server; the password comes from AFTERWORD_SMTP_PASSWORD only."""

    host: str = "localhost"
    port: Annotated[int, Meta(ge=1, le=65535)] = 25
    tls: Literal["none", "starttls", "tls"] = "none"
    user: str | None = None
    sender: Address = "afterword@localhost"
    timeout: Annotated[float, Meta(gt=0)] = 30.0

    def __post_init__(self) -> None:
        """Refuse a sender whom no letter could name, and a server that nobody could look up."""
        checked_host(self.host)
        checked_address("sender", self.sender)


class StorePlace(Struct, frozen=True, forbid_unknown_fields=True):
    """The database file; a relative path is taken from the configuration file."""

    path: FileName = "afterword.db"


class Crawl(Struct, frozen=True, forbid_unknown_fields=True):
    """How the crawler behaves, towards all sites together."""

    contact: OneLine = ""
    obey_robots: bool = True
    concurrency: Count = 16
    concurrency_per_host: Count = 2
    timeout: Annotated[float, Meta(gt=0)] = 30.0
    page_bytes: Count = 8_000_000
    visits_per_hour: Count = 20_000
    bytes_per_day: Count = 20_000_000_000
    threshold: Annotated[float, Meta(gt=0, lt=1)] = 0.10
    control_share: Share = 0.005
    event_worth: Annotated[float, Meta(gt=0)] = 8.0


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """All of afterword.toml."""

    site: tuple[Site, ...] = ()
    subscription: tuple[Subscription, ...] = ()
    mail: Mail = Mail()
    store: StorePlace = StorePlace()
    crawl: Crawl = Crawl()

    def __post_init__(self) -> None:
        """Refuse names given twice, taken by the program, or not configured."""
        names = [site.name for site in self.site]
        once("site", names)
        once("subscription", [subscription.name for subscription in self.subscription])
        for name in RESERVED.intersection(names):
            raise ValueError(f"the site name {name!r} is taken by one of Afterword's own spiders")
        for subscription in self.subscription:
            for name in subscription.sites:
                if name not in names:
                    raise ValueError(
                        f"subscription {subscription.name!r}: no site {name!r}{near(name, names)}"
                    )

    def of(self, name: str) -> Site:
        """Return the site of that name, or a bare one for an address that no site covers."""
        return next((site for site in self.site if site.name == name), Site(name=name))

    @property
    def titles(self) -> dict[str, str]:
        """What readers are told that sites are called, by name, where the configuration says so."""
        return {site.name: site.title for site in self.site if site.title}


RESERVED = frozenset({"article", "recheck"})


def load(path: Path) -> Config:
    """Read a configuration file.

    Raises:
        ConfigError: the file cannot be read, is not TOML, or says what the program does not know.
    """
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        hint = "write one with `afterword init`, or name yours in AFTERWORD_CONFIG"
        raise ConfigError(f"cannot be read: {error.strerror}", at=str(path), hint=hint) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        hint = twice(str(error)) or "see https://toml.io/"
        raise ConfigError(f"is not TOML: {error}", at=str(path), hint=hint) from error
    return parse(raw, str(path))


def twice(complaint: str) -> str:
    """Return how tables of one name are written, where that is what the reader of TOML complains of.

    >>> twice("Cannot declare ('site',) twice (at line 20, column 6)")
    'each of several is written [[site]]'
    """
    found = re.match(r"Cannot declare \('(site|subscription)',\) twice", complaint)
    return f"each of several is written [[{found[1]}]]" if found else ""


def parse(raw: dict[str, object], origin: str = "afterword.toml") -> Config:
    """Return the typed configuration of a parsed TOML document; `origin` is named in errors."""
    try:
        return msgspec.convert(raw, Config)
    except msgspec.ValidationError as error:
        raise refusal(str(error), raw, Config, origin) from error
