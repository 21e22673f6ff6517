"""The words of a report: what a flag, a label, a time or a part is called in plain English."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from urllib.parse import quote

from scraper.links import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scraper.article import Edit, Evidence, Overdue
    from scraper.reports.digest import Story

FLAGS = {
    "unacknowledged": "not acknowledged on the page",
    "acknowledged": "the page carries a note",
    "revert": "back to an earlier wording",
    "withdrawn": "withdrawn: the page is gone",
    "restored": "the page is back",
    "alternating": "the wording goes back and forth",
    "retitled": "only the headline changed",
    "rewritten": "largely rewritten",
    "expanded": "much was added",
    "cut": "much was cut",
    "stub": "only the beginning is shown; the rest is for subscribers",
    "opened": "the whole text is shown; before, only its beginning was",
    "first": "first seen now; before, a page stood here that stands at other addresses, too",
    "overdue": "still looks forward after its time has passed",
}
# What a good newsroom does every day: shown without alarm.
CALM = {"correction", "acknowledged", "restored", "retitled", "expanded", "stub", "opened", "first"}
# What may reorder or hide what a reader sees, or cannot be encoded: controls, overrides of the writing
# direction, lone surrogates.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]+")
_HIDDEN = "\u200b\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Style:
    """What a report takes from its operator: the reader's time zone, the ways to see more, and how much.

    `history` is the command that shows an article's versions, `all_overdue` the one that lists what is
    overdue. `contact` is the operator's e-mail address or URL. At most `changes` are shown in full, at most
    `in_one` of one article, because mail programs cut long mail off (Gmail at 102 kB); the articles beyond
    have one line each. Of overdue announcements at most `overdue` are shown. `titles` are what the operator
    calls sites, by their keys.
    """

    zone: tzinfo = UTC
    history: str = "afterword history"
    all_overdue: str = "afterword overdue"
    contact: str | None = None
    changes: int = 36
    in_one: int = 12
    overdue: int = 8
    titles: Mapping[str, str] = field(default_factory=dict)


def plain(text: str) -> str:
    r"""Return text on one line, without controls and without overrides of the writing direction.

    >>> plain("Mayor\r\nBcc: all@example.org \x1b[31mresigns")
    'Mayor Bcc: all@example.org [31mresigns'
    """
    return " ".join(_UNSEEN.sub(_space, text).split())


def _space(found: re.Match[str]) -> str:
    return "" if set(found[0]) <= set(_HIDDEN) else " "


def link(url: str) -> str | None:
    """Return an address that may be clicked, percent-encoded where needed; `None` unless http or https.

    >>> link("https://example.org/a b"), link("javascript:alert(1)")
    ('https://example.org/a%20b', None)
    """
    found = absolute("", plain(url))
    return quote(found, safe=":/?#[]@!$&'()*+,;=-._~%") if found else None


def contact(style: Style) -> str | None:
    """Return the operator's contact as a link: `mailto` for an address; `None` where there is none.

    >>> contact(Style(contact="desk@example.org")), contact(Style(contact="https://example.org/contact"))
    ('mailto:desk@example.org', 'https://example.org/contact')
    """
    said = plain(style.contact or "")
    return f"mailto:{quote(said, safe='@')}" if re.fullmatch(r"[^@\s:]+@[^@\s:]+", said) else link(said)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "article"), count(1200, "edit")
    ('1 article', '1,200 edits')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def shortened(text: str, width: int) -> str:
    """Return text of at most `width` characters, cut between words where it can be.

    >>> shortened("is scheduled to meet the harbour board", 24)
    'is scheduled to meet …'
    """
    if len(text) <= width:
        return text
    cut, space, _ = text[: width - 1].rpartition(" ")
    return f"{cut.rstrip()} …" if space and len(cut) > width // 2 else f"{text[: width - 1]}…"


def moment(instant: datetime, style: Style, beside: datetime | None = None) -> str:
    """Return an instant as the reader's clock shows it; the hour alone `beside` another of the same day.

    >>> seen = datetime(2026, 3, 2, 16, 40, tzinfo=UTC)
    >>> moment(seen, Style()), moment(seen, Style(), seen)
    ('Mon 2 Mar 2026, 16:40 UTC', '16:40')
    """
    local = instant.astimezone(style.zone)
    if beside and beside.astimezone(style.zone).date() == local.date():
        return f"{local:%H:%M}"
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M} {local.tzname()}"


def span(first: datetime, last: datetime, style: Style) -> str:
    """Return a period, with the day named once where it is one day.

    >>> span(datetime(2026, 3, 2, 7, tzinfo=UTC), datetime(2026, 3, 2, 19, tzinfo=UTC), Style())
    'Mon 2 Mar 2026, 07:00 to 19:00 UTC'
    """
    begin, end = first.astimezone(style.zone), last.astimezone(style.zone)
    if (begin.date(), begin.tzname()) == (end.date(), end.tzname()):
        return f"{moment(first, style).removesuffix(f' {end.tzname()}')} to {end:%H:%M} {end.tzname()}"
    return f"{moment(first, style)} to {moment(last, style)}"


def sentence(text: str) -> str:
    """Return words as a sentence of their own.

    >>> sentence("back to an earlier wording"), sentence("it says: “It rains.”")
    ('Back to an earlier wording.', 'It says: “It rains.”')
    """
    ended = text.rstrip("”")[-1:] in {".", "!", "?", ""}
    return f"{text[:1].upper()}{text[1:]}" + ("" if ended else ".")


def flag(name: str) -> str:
    """Return what a flag says as a sentence; an unknown one speaks for itself."""
    return sentence(FLAGS.get(name) or plain(name.replace("_", " ")))


def labels(edit: Edit) -> tuple[str, ...]:
    """Return an edit's labels, each with its finding where the evidence names one: "tense: future > past"."""
    notes = {evidence.label: _finding(evidence) for evidence in reversed(edit.evidence) if evidence.note}
    return tuple(f"{name}: {notes[name]}" if name in notes else name for name in map(plain, edit.labels))


def _finding(evidence: Evidence) -> str:
    """Return what evidence notes; a verb of one time in two forms has another aspect: "went", "had gone"."""
    times = evidence.note.split(" > ")
    same = evidence.label == "tense" and times[:1] == times[1:]
    return "another aspect" if same else plain(evidence.note)


def headline(story: Story | Overdue) -> str:
    """Return the article's headline as it reads now, or its address where it has none."""
    return plain(story.article.headline or "") or plain(story.url)


def publisher(site: str, names: Iterable[str | None], style: Style) -> str:
    """Return one name for a site: its operator's title, else what most of its pages call it, else its key.

    >>> publisher("courier", ["The Courier", None, None], Style())
    'The Courier'
    >>> publisher("courier", ["The Courier"], Style(titles={"courier": "Harbour Courier"}))
    'Harbour Courier'
    """
    given = Counter(plain(name) for name in names if name and plain(name))
    return style.titles.get(site) or next((name for name, _ in given.most_common(1)), plain(site))


def language(code: str | None) -> str:
    """Return a language tag that HTML takes, or nothing.

    >>> language("pt_BR"), language('en" onclick="')
    ('pt-BR', '')
    """
    tag = (code or "").replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", tag) else ""
