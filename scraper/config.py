"""afterword.toml -> typed and strict: an unknown key is an error that names the key."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from apscheduler.triggers.cron import CronTrigger
from babel import Locale
from babel.core import get_global, parse_locale
from msgspec import Meta, Struct
from parsel import Selector

from scraper.address import SHAPE, visitable
from scraper.errors import ConfigError
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


def checked_pattern(pattern: str) -> None:
    """Refuse what is not a regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is not a regular expression: {error}") from error


def checked_selector(key: str, selector: str | None) -> None:
    """Refuse what is neither CSS nor XPath."""
    if selector is None:
        return
    page = Selector(text="<p></p>")
    try:
        page.xpath(selector) if selector.startswith(("/", "./", "(")) else page.css(selector)
    except Exception as error:
        raise ValueError(f"{key} = {selector!r} is neither CSS nor XPath: {error}") from error


def zone(name: str) -> tzinfo:
    """Return the time zone of an IANA name."""
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"{name!r} is not an IANA time zone such as 'Europe/Brussels'") from error


def checked_language(tag: str | None) -> None:
    """Refuse what is no BCP 47 tag of a language that Unicode's CLDR knows."""
    if tag is None:
        return
    known = Locale("en").languages  # each by its shortest code
    try:
        language = parse_locale(tag, sep="-")[0]
    except ValueError:
        language = ""
    if language not in known:
        named = {**{name.lower(): code for code, name in known.items()}, **get_global("language_aliases")}
        meant = named.get(language or tag.lower(), tag.replace("_", "-"))
        hint = f" (did you mean {meant!r}?)" if meant != tag else ""
        raise ValueError(f"language = {tag!r} is not a language tag such as 'en' or 'de-AT'{hint}")


def cron(expression: str, timezone: str) -> CronTrigger:
    """Return when a five-field cron expression fires."""
    *fields, weekdays = expression.split() or [""]
    try:
        named = " ".join([*fields, named_days(weekdays)])
        trigger: CronTrigger = CronTrigger.from_crontab(named, zone(timezone))
    except ValueError as error:
        raise ValueError(
            f"{expression!r} is not a cron expression ('0 7 * * *' is 7 every day): {error}"
        ) from error
    return trigger


def named_days(field: str) -> str:
    """Return a crontab's weekdays by name: there 0 and 7 are Sunday, in APScheduler 0 is Monday.

    >>> named_days("1-5"), named_days("0,3"), named_days("mon-fri"), named_days("*")
    ('mon,tue,wed,thu,fri', 'sun,wed', 'mon-fri', '*')
    """
    if not re.fullmatch(r"[0-7](-[0-7])?(,[0-7](-[0-7])?)*", field):
        return field
    spans = [[int(number) for number in part.split("-")] for part in field.split(",")]
    return ",".join(DAYS[day % 7] for span in spans for day in range(span[0], span[-1] + 1))


DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


class Selectors(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the text stands on this site's pages: CSS, or XPath when it starts with `/` or `./`."""

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

    def __post_init__(self) -> None:
        """Refuse patterns, addresses, time zones and languages that mean nothing."""
        for pattern in (*self.keep, *self.skip):
            checked_pattern(pattern)
        for url in (*self.feeds, *self.sitemaps, *self.sections):
            if not visitable(url):
                raise ValueError(f"{url!r} is no address: {SHAPE}")
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
        """Refuse a schedule that cron would not take."""
        cron(self.schedule, self.timezone)


class Mail(Struct, frozen=True, forbid_unknown_fields=True):
    """The SMTP server; the password comes from AFTERWORD_SMTP_PASSWORD only."""

    host: str = "localhost"
    port: Annotated[int, Meta(ge=1, le=65535)] = 25
    tls: Literal["none", "starttls", "tls"] = "none"
    user: str | None = None
    sender: Address = "afterword@localhost"
    timeout: Annotated[float, Meta(gt=0)] = 30.0


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
        raise ConfigError(f"is not TOML: {error}", at=str(path), hint="see https://toml.io/") from error
    return parse(raw, str(path))


def parse(raw: dict[str, object], origin: str = "afterword.toml") -> Config:
    """Return the typed configuration of a parsed TOML document; `origin` is named in errors."""
    try:
        return msgspec.convert(raw, Config)
    except msgspec.ValidationError as error:
        raise refusal(str(error), raw, Config, origin) from error
