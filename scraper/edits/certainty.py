"""The label `certainty`: the claim is made with more or less confidence."""

from __future__ import annotations

from itertools import product, takewhile
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.bounds import loose
from scraper.edits.found import Found, differing, lacking, spans
from scraper.edits.hearsay import explained, hearsay
from scraper.edits.lexicon import alike, first_of_group, singular
from scraper.edits.modals import modals, said_before
from scraper.edits.quotes import in_quotation
from scraper.edits.side import related
from scraper.edits.sources import reports, with_clause
from scraper.edits.spelling import TURNED_QUOTES, spelling
from scraper.edits.tagger import verb_lemma

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from scraper.edits.side import Side
    from scraper.edits.tagger import Tagged


_CHARGED = {"of", "with", "over"}
_DONE = {"VVD", "VVZ", "VVB", "VVN", "AJ0"}
_NOMINAL = {"NN", "NP", "PN"}
_NAMING = {"NN0", "NN1", "NN2", "VVB"}  # in headlines the tagger takes "doubt" for a verb


def certainty(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield hedges, modals of possibility and approximators that one side has and the other has not."""
    yield from (told := tuple(hearsay(old, new)))
    told_old, told_new = explained(old, new, told)
    before, after = hedges(old), hedges(new)
    gone = [
        each for each in lacking(before, after) if each.start not in told_old and _changed(old, each, new)
    ]
    come = [
        each for each in lacking(after, before) if each.start not in told_new and _changed(new, each, old)
    ]
    if (gone or come) and (kept := _but_slips(old, new, gone, come)) != ([], []):
        yield Evidence("certainty", "hedges differ", spans(kept[0]), spans(kept[1]))
    yield from modals(old, new)
    yield from _settled(old, new)
    yield from _accused(old, new)
    yield from differing("certainty", "approximators differ", loose(old, new), loose(new, old))


def _but_slips(
    old: Side, new: Side, gone: Sequence[Found], come: Sequence[Found]
) -> tuple[list[Found], list[Found]]:
    """Return the hedges but for those that are only written otherwise: "maybe" for "may be"."""
    slips = [each for each in spelling(old, new) if each.rule != TURNED_QUOTES]
    before = {start for each in slips for start, _ in each.before}
    after = {start for each in slips for start, _ in each.after}
    return [hedge for hedge in gone if hedge.start not in before], [
        hedge for hedge in come if hedge.start not in after
    ]


def _settled(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield that a claim is confirmed that was said, or the other way round."""
    if ("confirm" in old.lemmas) == ("confirm" in new.lemmas) or not related(old, new):
        return
    before, after = reports(old), reports(new)
    gone, come = ([each for each in told if each.manner == "confirm"] for told in (before, after))
    said = any(each.manner in {"say", ""} and not each.faint for each in (after if gone else before))
    if said and bool(gone) != bool(come):
        yield Evidence("certainty", "confirmed and said", spans(gone), spans(come))


def _accused(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield a deed that somebody is accused of or denies, where the other side tells it as done."""
    accusing = old.lexicon("accusing")
    for side, other in ((old, new), (new, old)):
        if accusing.isdisjoint(side.lemmas) or not accusing.isdisjoint(other.lemmas):
            continue
        for at, accused in enumerate(side.tagged[:-2]):
            to = 1 if accused.lemma == "deny" else 2 if side.tagged[at + 1].lemma in _CHARGED else 0
            if to and accused.lemma in accusing and (done := _done_too(side.tagged, at + to, other)):
                places = ((accused.start, side.tagged[at + to].end),), spans(done)
                yield Evidence("certainty", "accused and done", *(places if side is old else places[::-1]))


def _done_too(words: Sequence[Tagged], at: int, side: Side) -> list[Tagged]:
    """Return the verb that tells as done what is a charge elsewhere: "killed" for "killing" and "murder"."""
    charge = words[at]
    named = charge.tag == "NN1" or (charge.tag == "AJ0" and charge.text.endswith("ing"))
    lemma = verb_lemma(charge.text) if named else charge.lemma if charge.tag == "VVG" else ""
    done_to = named or _object(words, at)
    told = enumerate(side.tagged) if lemma else ()
    return [word for at, word in told if _deed(word) == lemma and _does(side.tagged, at, done_to=done_to)][:1]


def _deed(word: Tagged) -> str:
    """Return the lemma of a verb; "murdered" before a noun looks like an adjective."""
    return verb_lemma(word.text) if word.tag == "AJ0" else word.lemma


def _does(words: Sequence[Tagged], at: int, *, done_to: bool) -> bool:
    """Tell whether a verb tells what its subject does: "Lee killed a nurse", not "nurse killed"."""
    if words[at].tag == "AJ0" and not any(word.tag[:2] in _NOMINAL for word in words[max(0, at - 1) : at]):
        return False
    having = any(word.lemma == "have" for word in words[max(0, at - 2) : at])
    finite = words[at].tag in {"VVD", "VVZ", "VVB"} or (words[at].tag == "VVN" and having)
    return (finite and not done_to) or (words[at].tag in _DONE and _object(words, at))


def _object(words: Sequence[Tagged], at: int) -> bool:
    return any(word.tag[:2] in _NOMINAL | {"AT", "DP", "DT", "CR", "AJ"} for word in words[at + 1 : at + 2])


def _changed(side: Side, hedge: Found, other: Side) -> bool:
    """Tell whether a hedge is lacking from the claim; that it is a noun there tells nothing: "fears of"."""
    if hedge.key == "could" and "can" in other.small and said_before(side):
        return False  # what one can do was told
    return _claimed(side, hedge, other) and _nouns(other, hedge.key) <= _nouns(side, hedge.key, hedge.start)


def _nouns(side: Side, said: Hashable, but: int = -1) -> int:
    """Count how often a word is a noun or looks like one, but for the one that starts at `but`."""
    words = [word for word in side.tagged if word.tag in _NAMING and word.start != but]
    return sum(singular(word.lemma) == said for word in words)


def _claimed(side: Side, hedge: Found, other: Side) -> bool:
    """Tell whether the hedge is of the text's own claim, or of one that `other` makes, too.

    Its own are what may be and what others are said to vouch for, unless it asks or somebody is quoted; of
    the rest a word beside the hedge has to stand in `other`.
    """
    owned = side.tags.get(hedge.start) == "VM0" or hedge.key in side.lexicon("hearsay")
    if owned and not side.text.rstrip().endswith("?") and not in_quotation(side.text, hedge.start):
        return True
    behind = takewhile(
        lambda word: word.tag != "PUN", [word for word in side.tagged if word.start >= hedge.end]
    )
    after = [word.lemma for word in behind if _tells(side, word)][:2]
    before = [word.lemma for word in side.tagged if word.end <= hedge.start and _tells(side, word)][-1:]
    beside = after or before
    return not side.tagged or any(alike(side.language, *pair) for pair in product(beside, other.forms))


def _tells(side: Side, word: Tagged) -> bool:
    return word.tag[0] in "NAVCO" and word.tag != "AV0" and word.text.lower() not in side.lexicon("function")


def hedges(side: Side) -> tuple[Found, ...]:
    """Return the words that weaken or strengthen a claim."""
    if side.tagged:
        lists = ("hedging_verb", "hedge", "in_doubt", "said_to_be")
        verbs, words, doubt, said = (side.lexicon(name) for name in lists)
        return tuple(
            Found(_strength(word), word.start, word.end)
            for at, word in enumerate(side.tagged)
            if (_lemma_of_verb(side, at) in verbs and not _done(side, at))
            or (word.text.lower() in words and word.tag != "NP0" and not _no_hedge(side, at))
            or (word.lemma in said and word.tag == "VVN" and _of_a_state(side, at))
            or (word.lemma == "set" and at and side.tagged[at - 1].lemma == "look")
            or (word.lemma in doubt and at and side.tagged[at - 1].lemma in {"in", "into", "on"})
        )
    pairs = zip(side.words, side.small, strict=True)
    return tuple(
        Found(small, word.start, word.end) for word, small in pairs if small in side.lexicon("hedge")
    )


def _of_a_state(side: Side, at: int) -> bool:
    """Tell whether a verb of saying only tells what others say: "is said to be ill", "said to have left"."""
    return [word.lemma for word in side.tagged[at + 1 : at + 3]] in (["to", "be"], ["to", "have"])


def _lemma_of_verb(side: Side, at: int) -> str:
    """Return the lemma of a verb, or ""; after "be" the tagger takes "considering" for a preposition."""
    word = side.tagged[at]
    if word.tag == "PRP" and at and side.tagged[at - 1].lemma == "be":
        return verb_lemma(word.text)
    return word.lemma if word.tag[0] == "V" else ""


def _strength(word: Tagged) -> str:
    """Return the first of the hedges that are as sure as this one: "likely" for "probably"."""
    return verb_lemma(first_of_group("en", "hedge_alike", word.text.lower()))


def _no_hedge(side: Side, at: int) -> bool:
    """Tell whether a word hedges nothing here: "as soon as possible", "could not", "he feared her"."""
    word, before = side.tagged[at], {word.lemma for word in side.tagged[max(0, at - 3) : at]}
    behind = {word.lemma for word in side.tagged[at + 1 : at + 2]}
    if word.text.lower() == "could":
        return not side.lexicon("negation").isdisjoint(before | behind) or _asked(side, at)
    active = word.tag == "VVN" and "have" in before and "be" not in before  # "we have always thought"
    counted = word.text.lower() == "likely" and not before.isdisjoint({"more", "less"})  # "twice more likely"
    told = word.tag == "VVD" and at > 0 and side.tagged[at - 1].tag == "PNP"
    some = word.lemma == "certain" and any(each.tag == "NN2" for each in side.tagged[at + 1 : at + 2])
    titled = word.tag == "NN1" and word.text[0].isupper()
    named = titled and at > 0 and side.tagged[at - 1].text[0].isupper()  # "Air Quality Forecast"
    return "as" in before or active or counted or told or some or named


def _asked(side: Side, at: int) -> bool:
    """Tell whether a modal only asks for one of many: "Who could win the cup?"."""
    before = {word.tag for word in side.tagged[max(0, at - 3) : at]}
    return not before.isdisjoint({"DTQ", "PNQ", "AVQ"}) and "?" in side.text[side.tagged[at].end :]


def _done(side: Side, at: int) -> bool:
    """Tell whether a verb tells a deed: one appears in court, on stage; somebody believes that it is so."""
    word, behind = side.tagged[at], [word.tag for word in side.tagged[at + 1 : at + 2]]
    if word.lemma in side.lexicon("saying_with_clause") and with_clause(side, at):
        return behind != []
    if word.tag == "VVB" and (at == 0 or side.tagged[at - 1].tag == "PUN"):
        return True  # rather a noun or a command: "Suspect held", "Hope for miners"
    if word.lemma == "confirm" and word.tag == "VVI":
        return True  # what is to be confirmed is to be said
    if word.lemma in {"consider", "mull"} and word.tag in {"VVZ", "VVB", "VVD"}:
        return behind != ["VVG"]  # who considers a bid has it
    return word.lemma == "appear" and behind == ["PRP"]
