"""What the newsroom's stories say, version by version; each version is written as an edit of the last.

A story is a TOML file, named as the story is called:

    slug = "cat-sits-on-mat"            the last part of its address
    section = "harbour"                 world, harbour, business, culture or sport
    authors = ["Ann Writer"]
    at = "base -1h"                     when it comes out: base or event, and s, m, h or d before or after
    headline = "Cat to sit on {weekday}"
    standfirst = "It is expected at {local}."
    text = '''...'''                    paragraphs, with "## " before a sub-heading, "> " a quotation
    topic, picture, caption             furniture, not needed
    validators = "honest"               or "none" or "stale": how it answers conditional requests

    [[edit]]                            the next version: what is not named stays
    at = "event +20m"
    what = "the cat has sat"            for whoever watches the desk
    replace = [["will sit", "sat"]]     in the body; what is not found is an error
    move = [3, 1]                       the third paragraph becomes the first
    add = [[2, "A new paragraph."]]     as the second
    note = "Correction: ..."            shown under the text, from now on
    quiet = true                        dateModified stays
    withdrawn = true                    the address answers 410
    headline, standfirst, slug, authors may be set anew; after a new slug the old address redirects

Words in braces are those of `Timetable.words`: {weekday} {local} {eastern} {eve} of the event, {today}
{yesterday} and {day-7} to {day+7} of the base.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from importlib.resources.abc import Traversable

    from newsroom.timetable import Timetable

SECTIONS = ("world", "harbour", "business", "culture", "sport")
VALIDATORS = ("honest", "none", "stale")
_TEXT_KEYS = frozenset({"at", "slug", "headline", "standfirst", "authors"})
_STORY_KEYS = _TEXT_KEYS | {"section", "topic", "picture", "caption", "text", "validators", "edit"}
_EDIT_KEYS = _TEXT_KEYS | {"what", "note", "replace", "move", "add", "withdrawn", "quiet"}


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a story: its number from 1, when the script brings it out, and what it says.

    `quiet` leaves dateModified as it was. `withdrawn` is an answer of 410 instead of a page.
    `paragraphs` that begin with "## " are sub-headings, with "> " quotations set apart.
    """

    number: int
    at: datetime
    what: str
    slug: str
    headline: str
    standfirst: str
    authors: tuple[str, ...]
    paragraphs: tuple[str, ...]
    note: str = ""
    quiet: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A story with all its versions; `name` is its file's name and stays when the slug changes.

    `validators` tells how its page answers conditional requests: `honest`, `none` (it is always sent in full)
    or `stale` (it goes on saying 304 when the wording has changed).
    """

    name: str
    section: str
    topic: str
    picture: str
    caption: str
    validators: str
    editions: tuple[Edition, ...]

    def edition(self, number: int) -> Edition:
        """Return a version by its number; IndexError names those there are."""
        if not 1 <= number <= len(self.editions):
            raise IndexError(f"{self.name} has versions 1 to {len(self.editions)}, not {number}")
        return self.editions[number - 1]

    def slugs(self) -> set[str]:
        """Return every slug that the story ever stands under."""
        return {edition.slug for edition in self.editions}


def read_stories(times: Timetable, folder: Traversable | None = None) -> tuple[Story, ...]:
    """Return the stories of a folder of TOML files, or the house's own; ValueError names file and fault."""
    shelf = folder or resources.files("newsroom") / "stories"
    files = sorted(
        (file for file in shelf.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    if not files:
        raise ValueError(f"no stories (*.toml) in {shelf}")
    return tuple(_read_one(file, times) for file in files)


def _read_one(file: Traversable, times: Timetable) -> Story:
    try:
        table = tomllib.loads(file.read_text("utf-8"))
        return _story(file.name.removesuffix(".toml"), table, times)
    except KeyError as fault:
        raise ValueError(f"{file.name}: nothing is named {fault}") from fault
    except (AttributeError, TypeError, ValueError) as fault:
        raise ValueError(f"{file.name}: {fault}") from fault


def _story(name: str, table: dict[str, Any], times: Timetable) -> Story:
    _refuse_unknown(table, _STORY_KEYS)
    if table["section"] not in SECTIONS:
        raise ValueError(f"no such section: {table['section']!r}")
    if table.get("validators", "honest") not in VALIDATORS:
        raise ValueError(f"no such validators: {table['validators']!r}")
    return Story(
        name=name,
        section=table["section"],
        topic=table.get("topic", ""),
        picture=table.get("picture", "boat"),
        caption=table.get("caption", ""),
        validators=table.get("validators", "honest"),
        editions=tuple(_editions(_first(table, times), table.get("edit", []), times)),
    )


def _refuse_unknown(table: dict[str, Any], known: frozenset[str]) -> None:
    if unknown := sorted(set(table) - known):
        raise ValueError(f"unknown key {unknown[0]!r} (known: {', '.join(sorted(known))})")


def _first(table: dict[str, Any], times: Timetable) -> Edition:
    words = times.words()
    return Edition(
        number=1,
        at=times.instant(table["at"]),
        what="published",
        slug=table["slug"],
        headline=table["headline"].format(**words),
        standfirst=table["standfirst"].format(**words),
        authors=tuple(table["authors"]),
        paragraphs=_paragraphs(table["text"].format(**words)),
    )


def _editions(first: Edition, edits: Iterable[dict[str, Any]], times: Timetable) -> Iterator[Edition]:
    edition = first
    yield edition
    for edit in edits:
        edition = _edited(edition, edit, times)
        yield edition


def _edited(last: Edition, edit: dict[str, Any], times: Timetable) -> Edition:
    _refuse_unknown(edit, _EDIT_KEYS)
    words = times.words()
    texts: dict[str, Any] = {
        key: edit[key].format(**words) for key in ("headline", "standfirst", "note", "slug") if key in edit
    }
    if "authors" in edit:
        texts["authors"] = tuple(edit["authors"])
    changed = replace(
        last,
        number=last.number + 1,
        at=times.instant(edit["at"]),
        what=edit["what"],
        quiet=edit.get("quiet", False),
        withdrawn=edit.get("withdrawn", False),
        **texts,
    )
    return replace(changed, paragraphs=_reworked(last.paragraphs, edit, words))


def _reworked(paragraphs: tuple[str, ...], edit: dict[str, Any], words: dict[str, str]) -> tuple[str, ...]:
    """Return the body after an edit: first the replacements, then one move, then what is added."""
    body = "\n\n".join(paragraphs)
    for old, new in edit.get("replace", []):
        if (sought := old.format(**words)) not in body:
            raise ValueError(f"nothing to replace: {sought!r}")
        body = body.replace(sought, new.format(**words))
    lines = list(_paragraphs(body))
    if "move" in edit:
        source, target = edit["move"]
        lines.insert(target - 1, lines.pop(source - 1))
    for place, text in edit.get("add", []):
        lines.insert(place - 1, text.format(**words))
    return tuple(lines)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
