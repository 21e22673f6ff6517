"""The label `tense`: one event is told in another tense on the other side."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.verbs import VerbGroup, verb_groups

if TYPE_CHECKING:
    from collections.abc import Iterator


def tense(before: str, after: str) -> Iterator[Evidence]:
    """Yield the verb groups whose time differs, paired by lemma; the note is its direction."""
    for old, new in _same_events(verb_groups(before), verb_groups(after)):
        if "none" not in {old.time, new.time} and (old.time, old.shape) != (new.time, new.shape):
            places = ((old.start, old.end),), ((new.start, new.end),)
            yield Evidence("tense", "verb group of one lemma", *places, f"{old.time} > {new.time}")


def _same_events(
    old: tuple[VerbGroup, ...], new: tuple[VerbGroup, ...]
) -> Iterator[tuple[VerbGroup, VerbGroup]]:
    waiting: dict[str, list[VerbGroup]] = defaultdict(list)
    for group in new:
        waiting[group.lemma].append(group)
    for group in old:
        if waiting[group.lemma]:
            yield group, waiting[group.lemma].pop(0)
