"""Who says so in a text: its reporting clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from scraper.edits.lexicon import lexicon, listed, singular
from scraper.edits.quotes import in_quotation, quoted
from scraper.edits.tagger import verb_lemma
from scraper.edits.verbs import nouns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.side import Side
    from scraper.edits.tagger import Tagged

_DASHED = re.compile(r"^[^–—]*?\s[-–—]\s(?P<source>[^-–—:,.()]{2,40})$")
_AFTER_QUOTE = re.compile(r"['’\"”]\s[-–—]\s(?P<source>\w)")
_FIRST = re.compile(r"^(?P<source>[^:,.]{2,40}):\s")
_NOMINAL = {"PRF", "PRP", "NN0", "NN1", "NN2", "NP0", "PNP", "AT0", "AJ0", "CRD", "DT0", "DPS", "POS", "AV0"}
_SPEAKING = _NOMINAL - {"PRP", "AV0"}
_NAMED = {"NN1", "NN2", "NP0"}
_RELATIVE = {"PNQ", "DTQ"}
_HELPING = {"VB", "VH", "VM", "AV", "XX"}
_AFTER = {"after", "on", "as", "before", "over", "ahead"}
_OBJECTS = {"me", "us", "him", "them"}
_REPORTS = frozenset({"report", "reports"})
_JOINING = {"&", "v", "on", "over", "in", "at", "with", "after"}  # a topic's: "the battle over wages"
_FINITE = ("VVN", "VVZ", "VVD", "VBZ", "VBD", "VBB", "VHZ", "VHD", "VHB", "VM0", "VDZ", "VDD")


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting clause: how it is said, the nouns that name the source, the place of the saying word.

    A `faint` one, as in "Xi: trade will grow", only excuses its like on the other side; its manner is the
    words themselves. The `manner` after a dash is empty: it is like any. The source is `known_by` its "role"
    or its "name", or otherwise.
    """

    manner: str
    source: frozenset[str]
    start: int
    end: int
    faint: bool = False
    known_by: str = ""


def reports(side: Side) -> tuple[Report, ...]:
    """Return the reporting clauses of a text."""
    if not side.tagged:
        return tuple(_by_form(side))
    found = (*_said(side), *_last(side), *_according(side), *_amid_reports(side), *_on(side))
    return (*found, *_dashed(side), *_after_quote(side), *_first(side))


def _by_form(side: Side) -> Iterator[Report]:
    """Yield the words of saying of a language without a tagger here; who says so stays open."""
    neutral = side.lexicon("neutral_form")
    for word, small in zip(side.words, side.small, strict=True):
        if small in side.lexicon("saying_form"):
            yield Report("say" if small in neutral else small, frozenset(), word.start, word.end)


def _said(side: Side) -> Iterator[Report]:
    always = side.lexicon("neutral_saying") | side.lexicon("saying")
    for at, word in enumerate(side.tagged):
        if word.tag[:2] != "VV" or in_quotation(side.text, word.start):
            continue  # what a speaker says of others does not change who speaks
        faint = _calls(side, at)
        if _reported(side, at):
            yield Report("say", frozenset({"report"}), word.start, word.end)
        elif _verb_of_saying(side, at) and (word.lemma in always or faint or _tells_that(side, at)):
            first = _unquoted(side, at)
            source = _source(side.tagged[first:], at - first)
            place, known_by = _clause_place(side.tagged, first, at), _known_by(side, source)
            yield Report(
                "say" if faint else _manner(side, at), source, *place, faint=faint, known_by=known_by
            )


def _calls(side: Side, at: int) -> bool:
    """Tell whether a verb says what its subject holds of something: "calls it art", "hails it as art"."""
    lemma = side.tagged[at].lemma
    if lemma not in side.lexicon("calling_as"):
        return lemma in side.lexicon("calling")
    return any(word.lemma == "as" for word in side.tagged[at + 1 : at + 9])


def _tells_that(side: Side, at: int) -> bool:
    """Tell whether a verb that may do other things says so: "who found that it leaked", not "found fame"."""
    word, behind = side.tagged[at], side.tagged[at + 1 : at + 2]
    if word.lemma not in side.lexicon("saying_with_clause") or not with_clause(side, at):
        return False
    if not behind:
        return _closes(side, at)
    return at == 0 or side.tagged[at - 1].tag != "PNQ" or behind[0].tag in {"CJT", "PNP", "PUN"}


def _closes(side: Side, at: int) -> bool:
    """Tell whether nothing but who says so stands between a verb at the end and the mark before it."""
    before = dropwhile(lambda word: word.tag[:2] in _HELPING, reversed(side.tagged[:at]))
    named = list(takewhile(lambda word: word.tag in _SPEAKING, before))
    return bool(named) and not side.text[: named[-1].start].rstrip()[-1:].isalnum()


def _last(side: Side) -> Iterator[Report]:
    """Yield the verb of saying that closes a text and looks like a noun: "..., local media report"."""
    words = side.tagged[:-1] if side.tagged[-1].tag == "PUN" else side.tagged
    lemma = verb_lemma(words[-1].text) if words and words[-1].tag[:2] == "NN" else ""
    named = list(takewhile(lambda word: word.tag in _SPEAKING, reversed(words[:-1])))
    closing = 0 < len(named) < 5 and words[-1 - len(named) - 1 : -1 - len(named)]
    if closing and closing[0].text == "," and lemma in side.lexicon("saying_with_clause"):
        yield Report(lemma, nouns(named, 5), named[-1].start, words[-1].end)


def _manner(side: Side, at: int) -> str:
    """Return how it is said; who tells of something speaks of it."""
    lemma, behind = side.tagged[at].lemma, side.tagged[at + 1 : at + 2]
    if lemma == "tell" and behind and behind[0].lemma == "of":
        return "speak"
    return "say" if lemma in side.lexicon("neutral_saying") | side.lexicon("neutral_with_clause") else lemma


def _unquoted(side: Side, at: int) -> int:
    """Return which word follows the last quotation before a word: who speaks does not stand in it."""
    ends = [each.end for each in quoted(side.text) if each.end <= side.tagged[at].start]
    first = bisect_left(side.tagged, ends[-1], key=lambda word: word.start) if ends else 0
    return 0 if first == at and with_clause(side, at) else first  # the "court" says that


def _source(words: Sequence[Tagged], at: int) -> frozenset[str]:
    """Return the nouns that name who says so, before the verb or after it; none for a pronoun."""
    after = words[at + 1 :]
    closing = words[at].lemma == "say" and 0 < len(after) < 4 and all(word.tag in _NAMED for word in after)
    told = closing and any(word.tag[0] == "V" for word in words[:at])  # "rain to stop says Johnson"
    found = (not told and _before(words[:at])) or nouns(after, 5)
    return frozenset() if found <= lexicon("en", "pronoun") else found


def _known_by(side: Side, source: frozenset[str]) -> str:
    """Return whether the nouns of a source are an office or somebody's name."""
    said = [word for word in side.tagged if singular(word.lemma) in source]
    if any(word.lemma in side.lexicon("role") for word in said):
        return "role"
    people = all(word.tag == "NP0" and not listed("en", "demonym", word.lemma) for word in said)
    return "name" if said and people else ""


def _clause_place(words: Sequence[Tagged], first: int, at: int) -> tuple[int, int]:
    """Return where a reporting clause stands: the verb with who says it, from the word `first` on."""
    before = dropwhile(lambda word: word.tag[:2] in _HELPING, reversed(words[first:at]))
    source = list(takewhile(lambda word: word.tag in _SPEAKING, before))
    if source:
        return source[-1].start, words[at].end
    named = list(takewhile(lambda word: word.tag in _SPEAKING, words[at + 1 : at + 7]))
    follows = named and (at == 0 or words[at - 1].tag == "PUN")
    return words[at].start, named[-1].end if follows else words[at].end


def _verb_of_saying(side: Side, at: int) -> bool:
    """Tell whether a word can report what somebody says: "X says", "to say" and "denies claims" do not."""
    tag = side.tagged[at].tag
    # "Media reports say": where a plural verb follows, what looks like a verb was its subject.
    likely = tag == "VVB" or side.tagged[at].lemma == "say"
    previous = side.tagged[at - 1].tag if at else ""
    named = previous in {"VVZ", "VVD", "POS", "AJ0"} and not likely  # "their claims", "sexist tweets"
    closes = tag == "VVI" and previous == "PUN"  # "prices to rise, say shops"
    finite = tag.startswith("VV") and tag not in {"VVI", "VVG"}
    return (finite or closes) and not named and not passive(side, at)


def _reported(side: Side, at: int) -> bool:
    """Tell whether something is reported by whomever: "casualties reported", but not "reported to be ill"."""
    following = side.tagged[at + 1 : at + 2]
    return (
        side.tagged[at].lemma == "report"
        and passive(side, at)
        and not (following and following[0].tag == "TO0")
    )


def _before(words: Sequence[Tagged]) -> frozenset[str]:
    """Return the nouns before a verb and its auxiliaries, or before an aside: "The firm, which ..., says"."""
    subject = list(dropwhile(lambda word: word.tag[:2] in _HELPING, reversed(words)))
    while aside := _aside(subject):
        subject = subject[aside:] if _aside(subject[aside:]) else subject[aside + 1 :]
    return nouns(subject, 6)


def _aside(subject: Sequence[Tagged]) -> int:
    """Return how many of these words, read backwards, are an aside after its mark: an age or "which ..."."""
    clause = list(takewhile(lambda word: word.tag != "PUN", subject[1:]))
    told = bool(clause) and (clause[-1].tag in _RELATIVE or [word.tag for word in clause] == ["CRD"])
    return len(clause) + 1 if told and subject[0].tag == "PUN" and len(clause) + 1 < len(subject) else 0


def passive(side: Side, at: int) -> bool:
    """Tell whether a verb has something done to its subject; a court that is told so hears who says it."""
    behind = side.tagged[at + 1 : at + 2]
    if side.tagged[at].lemma in {"tell", "expect"} and behind and behind[0].tag == "TO0":
        return True  # "staff told to isolate"
    if side.tagged[at].lemma in {"expect", "predict"} and behind and behind[0].tag in {"PRP", "AVP"}:
        return True  # "gale expected along the coast"
    if side.tagged[at].tag == "VVD" and all(word.tag == "PUN" for word in behind) and "," not in side.small:
        return side.tagged[at].lemma != "tell"  # "the new rules explained"
    if side.tagged[at].tag != "VVN":
        return False
    before = [word.lemma for word in side.tagged[max(0, at - 3) : at]]
    if side.tagged[at].lemma == "tell":
        return _before(side.tagged[:at]).isdisjoint(side.lexicon("hearing")) and "have" not in before
    return before[-1:] == ["be"] or "have" not in before[-2:]


def with_clause(side: Side, at: int) -> bool:
    """Tell whether a clause hangs on the verb, or the verb closes one: "X is ill, reports say"."""
    following = side.tagged[at + 1 : at + 12]
    if not following or following[0].tag == "PUN":
        return True
    if (
        at
        and side.tagged[at - 1].tag == "PUN"
        and all(word.tag in _SPEAKING for word in side.tagged[at + 1 :])
    ):
        return True  # "..., finds report"
    first = following[0].text.lower()
    if first == "that" or first in _OBJECTS:
        return first == "that"
    subject = list(takewhile(lambda word: word.tag in _NOMINAL, following))
    return bool(subject) and any(word.tag in _FINITE for word in following[len(subject) : len(subject) + 1])


def _according(side: Side) -> Iterator[Report]:
    for at, word in enumerate(side.tagged[:-1] if "according" in side.small else ()):
        if word.text.lower() == "according":
            named = list(takewhile(lambda word: word.tag in _SPEAKING, side.tagged[at + 2 : at + 8]))
            source = nouns(named, 6)
            end = (named or [word])[-1].end
            yield Report("say", source, word.start, end, known_by=_known_by(side, source))


def _amid_reports(side: Side) -> Iterator[Report]:
    """Yield the reports that something comes amid or after: "shops shut amid reports of looting"."""
    if _REPORTS.isdisjoint(side.small):
        return
    for lead, noun, behind in zip(side.tagged, side.tagged[1:], side.tagged[2:], strict=False):
        told = noun.text.lower() in _REPORTS and behind.text.lower() in {"of", "that"}
        if told and lead.text.lower() in _AFTER | {"amid", "following"}:
            yield Report("report", frozenset({"report"}), lead.start, behind.end)


def _on(side: Side) -> Iterator[Report]:
    """Yield faintly who speaks of something: "The band on how they met"."""
    following = zip(side.tagged, side.tagged[1:], strict=False)
    for at, (word, behind) in enumerate(following if "on" in side.small else ()):
        if word.text == "on" and behind.text in {"how", "why", "what", "whether"} and at:
            yield Report("say", _before(side.tagged[:at]), word.start, behind.end, faint=True)


def _dashed(side: Side) -> Iterator[Report]:
    """Yield a headline's source after a dash: "Two dead - police"."""
    match = _DASHED.search(side.text)
    inside = [word for word in side.tagged if match and word.start >= match.start("source")]
    if (
        match
        and 0 < len(inside) <= 4
        and (inside[-1].tag[0] == "N" or inside[0].text == "No")  # No 10 speaks for the PM
        and not any(word.tag[0] == "V" or word.tag == "CJC" or word.text in _JOINING for word in inside)
        and not any(word.tag == "AT0" for word in inside[1:])  # "rate the players"
    ):
        source = nouns(inside, 4)
        yield Report("", source, match.start("source"), match.end(), known_by=_known_by(side, source))


def _after_quote(side: Side) -> Iterator[Report]:
    """Yield who is named after a quotation and a dash, and does something: "'We won' - Khan on the count"."""
    match = _AFTER_QUOTE.search(side.text)
    following = [word for word in side.tagged if match and word.start >= match.start("source")]
    named = list(takewhile(lambda word: word.tag == "NP0" or word.lemma in side.lexicon("role"), following))
    behind = following[len(named) : len(named) + 1]
    if 0 < len(named) <= 3 and behind and (behind[0].tag == "VVZ" or behind[0].lemma in _AFTER):
        yield Report("", nouns(named, 3), named[0].start, named[-1].end, known_by="name")


def _first(side: Side) -> Iterator[Report]:
    """Yield a headline's speaker before a colon, faintly, for it may as well be a topic."""
    match = _FIRST.search(side.text)
    if match and len(match["source"].split()) <= 3:
        source = nouns([word for word in side.tagged if word.end <= match.end("source")], 4)
        if source and any(
            singular(word.lemma) in source for word in side.tagged if word.start >= match.end()
        ):
            return  # "Rovers: No Rovers fans" is of Rovers
        place, known_by = (match.start(), match.end("source")), _known_by(side, source)
        yield Report(match["source"].lower(), source, *place, faint=True, known_by=known_by)
