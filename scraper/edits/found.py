"""What a rule finds in one text, and what of it the other text lacks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from scraper.article import Evidence

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator


class Placed(Protocol):
    """What stands in a text at a half-open place in characters: a word, a thing found, a reporting clause."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends."""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing a rule looks for: what counts as equal, and its half-open place in characters."""

    key: Hashable
    start: int
    end: int


def lacking(here: Iterable[Found], there: Iterable[Found]) -> Iterator[Found]:
    """Yield what stands `here` and not `there`, as often as it is missing."""
    spare = Counter(each.key for each in there)
    for each in here:
        if spare[each.key] > 0:
            spare[each.key] -= 1
        else:
            yield each


def differing(name: str, rule: str, old: Iterable[Found], new: Iterable[Found]) -> Iterator[Evidence]:
    """Yield one piece of evidence if `old` and `new` hold different things; all of them are its spans."""
    old, new = tuple(old), tuple(new)
    gone, come = tuple(lacking(old, new)), tuple(lacking(new, old))
    if gone or come:
        yield Evidence(name, rule, spans(gone), spans(come))


def spans(found: Iterable[Placed]) -> tuple[tuple[int, int], ...]:
    """Return the places of what was found."""
    return tuple((each.start, each.end) for each in found)


def within(start: int, found: Iterable[Placed]) -> bool:
    """Tell whether what starts at a place lies in any of what was found."""
    return any(each.start <= start < each.end for each in found)
