"""Whether other names mean somebody else or some other place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scraper.edits.lexicon import grouped, listed
from scraper.edits.names import RENUMBERED, other_sex
from scraper.edits.rest import kicker, parts
from scraper.edits.shortened import spelt_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scraper.article import Evidence
    from scraper.edits.side import Side

_OWNING = ("'s", "’s")


def renamed(evidence: Evidence, old: Side, new: Side) -> bool:
    """Tell whether somebody else or some other place is meant: not for a spelling or a first name."""
    if evidence.note in {"spelling", "another form"}:
        return False
    if evidence.rule == RENUMBERED:
        return True
    before, after = _others(old, evidence.before, new), _others(new, evidence.after, old)
    if not (before and after):  # "South Korea" for "North Korea" keeps a name, too
        before = [place for place in before if not _kept_in_part(old, place, new)]
        after = [place for place in after if not _kept_in_part(new, place, old)]
    return not (_for_roles(old, before, new) and _for_roles(new, after, old))


def _others(side: Side, places: Sequence[tuple[int, int]], other: Side) -> list[tuple[int, int]]:
    """Return the names of `side` that the other side does not have in another form, nor supplies by itself.

    It supplies a topic before a colon of which it tells a part, what all news of a time is about, and a title
    or a land before a name.
    """
    spelt, topic = spelt_out(side, other), kicker(side.text)
    told = any(word.end <= topic and _kept(side, at, other) for at, word in enumerate(side.words))
    return [
        place
        for place in places
        if not (told and place[1] <= topic)
        and place[0] not in spelt
        and not _supplied(side, at := _at(side, place), other)
        and not _varied(side, at, other)
        and not (side.small[at].isdigit() and side.small[at - 1] in other.small)  # "Glastonbury 2023"
    ]


def _kept_in_part(side: Side, place: tuple[int, int], other: Side) -> bool:
    """Tell whether the rest of a name or another word for a land still stands: "Wales", "Welsh"."""
    name = re.sub("['’]s$", "", side.small[_at(side, place)])
    land = listed("en", "demonym", name) and any(grouped("en", "demonym", name, one) for one in other.small)
    return land or _kept_beside(side, place, other)


def _at(side: Side, place: tuple[int, int]) -> int:
    return next(index for index, word in enumerate(side.words) if word.start == place[0])


def _supplied(side: Side, at: int, other: Side) -> bool:
    """Tell whether a name goes without saying: "Covid infections", "Mr Silva", "Portugal's Silva", "Fair"."""
    small, titles = side.small[at], side.lexicon("title")
    written_small = small in other.small and not side.words[at].key.isupper()
    if written_small or small in side.lexicon("theme"):
        return True
    if small in titles:
        return titles.intersection(other.small) <= set(side.small)  # but "Lord Silva" is not "Lady Silva"
    kept = _kept(side, at + 1, other)
    before = other.small[other.small.index(kept) - 1] if kept in other.small[1:] else ""
    return bool(kept) and small.endswith(_OWNING) and not before.endswith(_OWNING)


def _kept(side: Side, at: int, other: Side) -> str:
    """Return the name at a position if the other side has it, too."""
    return side.small[at] if side.tagged_at(at) == "NP0" and side.small[at] in other.small else ""


def _varied(side: Side, at: int, other: Side) -> bool:
    """Tell whether a person's name beside a kept one is but written otherwise: "Steve Lee", "Steven Lee"."""
    for beside in (1, -1):
        kept = _kept(side, at + beside, other)
        there = other.small.index(kept) - beside if kept else -1
        if 0 <= there < len(other.small) and _one_name(side.small[at], other.small[there]):
            return not other_sex(side.small[at], other.small[there])
    return False


def _one_name(left: str, right: str) -> bool:
    """Tell whether two names begin alike: with four letters, or the longer with the shorter."""
    short, long = sorted((re.sub("ie$", "y", left), re.sub("ie$", "y", right)), key=len)
    return len(short) > 2 and long.startswith(short[:4])


def _kept_beside(side: Side, place: tuple[int, int], other: Side) -> bool:
    """Tell whether a name stands beside a kept one or after an office: "Elon" beside "Musk", "the PM"."""
    at = _at(side, place)
    if "-" in side.small[at] and not set(side.small[at].split("-")).isdisjoint(parts(other) | other.forms):
        return True  # "Oxford University-AstraZeneca", "Oxford-AstraZeneca"
    near = [index for index in (at - 1, at + 1) if side.tagged_at(index) == "NP0"]
    if side.words[at].key[0].isupper() and any(side.small[index] in other.small for index in near):
        return True
    offices = side.lexicon("office")
    before = [word for word in side.words[:at] if word.small != "of"]  # "Duke of Kent"
    titles = (word.small for word in reversed(before) if word.small in offices or word.key.islower())
    return next(titles, "") in _roles(other) & offices


def _for_roles(side: Side, places: Sequence[tuple[int, int]], other: Side) -> bool:
    """Tell whether names only stand for roles that the other side has in their place: "Sunak" for "PM"."""
    given, own = _roles(other) - _roles(side), _roles(side) - _roles(other)
    held = [place for place in places if not _of_a_role(side, place, own)]
    return len(held) <= 2 * len(given) and (bool(given) or not held)


def _roles(side: Side) -> frozenset[str]:
    return side.lexicon("role") & side.forms


def _of_a_role(side: Side, place: tuple[int, int], own: frozenset[str]) -> bool:
    """Tell whether a name belongs to a role that came with it: "the Leeds MP"."""
    following = (word for word in side.words if word.start >= place[0])
    return next((word.small for word in following if word.small in own or word.key.islower()), "") in own
