"""Read a page once and say for every field what was found, by which witness, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from scraper.article import Article, legible
from scraper.extraction.body import read_body
from scraper.extraction.dates import instant
from scraper.extraction.fields import Witness, testimony
from scraper.extraction.headlines import glued
from scraper.extraction.page import open_page
from scraper.extraction.rules import Rules
from scraper.extraction.signals import is_live_blog, is_paywalled, is_withheld
from scraper.extraction.standfirst import repeats

if TYPE_CHECKING:
    from collections.abc import Collection

    from scraper.extraction.blocks import Block
    from scraper.extraction.body import Body

TITLES = frozenset({"headline", "alternative_headline"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A block of the text part: its words, its role by markup, and why it is no paragraph ("" if it is)."""

    text: str
    role: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The article, every witness of every field (the winner of a field first), and the text part's blocks.

    `silent` are the witnesses that were asked and had nothing to say.
    """

    article: Article
    witnesses: tuple[Witness, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    silent: tuple[Witness, ...] = ()


def explain(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    rules: Rules | None = None,
) -> Explanation:
    """Return what `extract` returns, and how it came about."""
    rules = rules or Rules()
    page = open_page(body, url, content_type)
    asked = testimony(page, rules)
    witnesses = tuple(witness for witness in asked if witness.value)
    said = winners(witnesses)
    drop_same_title(said)
    one = {name: witness.value[0] for name, witness in said.items()}
    titles = [witness.value[0] for witness in witnesses if witness.field in TITLES]
    described = [witness.value[0] for witness in witnesses if witness.field == "standfirst"]
    found = read_body(page, rules, titles, described)
    texts = found.texts()
    source = {name: witness.source for name, witness in said.items()} | {"paragraphs": found.source}
    standfirst = settle_standfirst(found, said.get("standfirst"))
    source.pop("standfirst", None)
    if standfirst:
        source["standfirst"] = standfirst.source
    paywalled = is_paywalled(page, found.blocks)
    article = Article(
        headline=one.get("headline"),
        alternative_headline=one.get("alternative_headline"),
        standfirst=standfirst.value[0] if standfirst else None,
        byline=", ".join(said["authors"].value) if "authors" in said else None,
        authors=said["authors"].value if "authors" in said else (),
        published=instant(one.get("published", ""), rules.zone),
        modified=instant(one.get("modified", ""), rules.zone),
        language=one.get("language"),
        section=one.get("section"),
        canonical_url=one.get("canonical_url"),
        paragraphs=texts,
        site_name=one.get("site_name"),
        captions=left_out(found.blocks, "caption"),
        notes=left_out(found.blocks, "note"),
        paywalled=paywalled,
        live_blog=is_live_blog(page),
        withheld=paywalled and is_withheld(page, found.blocks),
        witnesses=tuple(source.items()),
    )
    stretches = tuple(Stretch(block.text, block.role.value, block.why) for block in found.blocks)
    silent = tuple(witness for witness in asked if not witness.value)
    return Explanation(fit(article), *(tuple(map(fit, told)) for told in (witnesses, stretches, silent)))


def fit(found: Any) -> Any:
    """Return a text, or whatever holds texts, with every text legible: here they leave extraction."""
    if isinstance(found, str):
        return legible(found)
    if isinstance(found, tuple):
        return tuple(map(fit, found))
    if is_dataclass(found) and not isinstance(found, type):
        return replace(found, **{each.name: fit(getattr(found, each.name)) for each in fields(found)})
    return found


def settle_standfirst(found: Body, told: Witness | None) -> Witness | None:
    """Choose the site's rule, else what is seen; the head is asked only where no page was read for it.

    A description that nobody sees must not hide that the visible standfirst has changed or is gone.
    """
    if told and told.source == "rules":
        return told
    if found.standfirst:
        return Witness("standfirst", "visible", (found.standfirst,))
    texts = found.texts()
    unseen = found.source in {"structure", "rules"} or (told and texts and repeats(told.value[0], texts[0]))
    return None if unseen else told


def drop_same_title(said: dict[str, Witness]) -> None:
    """Drop the alternative headline where it is the headline."""
    headline, other = said.get("headline"), said.get("alternative_headline")
    if headline and other and glued(headline.value[0]) == glued(other.value[0]):
        del said["alternative_headline"]


def winners(witnesses: tuple[Witness, ...]) -> dict[str, Witness]:
    """Return for each field the first witness that has something to say."""
    return {witness.field: witness for witness in reversed(witnesses)}


def left_out(blocks: Collection[Block], why: str) -> tuple[str, ...]:
    """Return the texts that were left out for a reason, each once."""
    return tuple(dict.fromkeys(block.text for block in blocks if block.why == why))
