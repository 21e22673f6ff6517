"""A site's own word on where the parts of an article stand on its pages."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Rules:
    """Selectors of one site, CSS or XPath (see `scraper.selectors`); `None` means not given.

    `body` matches the element or elements that hold the paragraphs; what `drop` matches inside is left out.
    `language` is a tag such as `en`; `zone` is the IANA time zone of dates that name none.
    """

    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    body: str | None = None
    drop: str | None = None
    language: str | None = None
    zone: str = "UTC"

    def given(self) -> dict[str, str | None]:
        """Return the rules that say something else than what holds for any site."""
        own = {each.name: (getattr(self, each.name), each.default) for each in fields(self)}
        return {name: value for name, (value, default) in own.items() if value != default}
