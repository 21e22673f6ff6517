"""What came back for a request, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scraper.article import Outcome


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back for one request; header names are lower case, the body is decompressed."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Copies:
    """At how many other addresses of the host the text at hand, and the last version's, were seen."""

    here: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a capture is worth and why; `retry_after` are the seconds the host asks to be left alone.

    `lasting` tells whether a suspicion can prove true: a wall or an error page never says what an article
    says, however often it is seen, while an article may indeed have shrunk or gone.
    """

    outcome: Outcome
    reason: str = ""
    retry_after: float | None = None
    lasting: bool = True
