"""The few things that can go wrong, each carrying its evidence and the way out."""

from __future__ import annotations


class AfterwordError(Exception):
    """Something the operator must know of: one sentence, what it concerns, and the way out.

    >>> print(ConfigError("unknown key 'feds'", at="afterword.toml: site[0]", hint="did you mean 'feeds'?"))
    afterword.toml: site[0]: unknown key 'feds' (did you mean 'feeds'?)
    """

    exit_code = 1

    def __init__(self, message: str, *, at: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message, self.at, self.hint = message, at, hint

    def __str__(self) -> str:
        where = f"{self.at}: " if self.at else ""
        return f"{where}{self.message}" + (f" ({self.hint})" if self.hint else "")


class ConfigError(AfterwordError):
    """The configuration cannot be used; `at` names the file and the key path."""

    exit_code = 2


class StoreError(AfterwordError):
    """The database cannot be used: newer than the program, read-only, full or damaged."""

    exit_code = 3


class OutrunError(StoreError):
    """Another process visited the article since this one looked up what is known: judge the visit anew."""


class ListingError(AfterwordError):
    """A feed, sitemap or section page cannot be read as one; `at` names the site and the URL."""


class ExtractionError(AfterwordError):
    """A page cannot be read as an article; `at` is its URL."""


class DeliveryError(AfterwordError):
    """The mail server did not take a report; `at` names the server and the recipient."""

    exit_code = 4
