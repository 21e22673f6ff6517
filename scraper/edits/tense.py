"""The label `tense`: one event is told in another tense on the other side."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from scraper.article import Evidence
from scraper.edits.lexicon import alike, saying_verbs
from scraper.edits.side import nearby, related
from scraper.edits.tagger import verb_lemma
from scraper.edits.verbs import (
    FUTURE,
    MODAL,
    NONE,
    PARTICIPLE,
    PAST,
    PRESENT,
    VerbGroup,
    topical,
    verb_groups,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.edits.side import Side

_LEAST = 0.2
"""How much two texts must share to tell one event at all."""

_EMPTY = {"be", "have", "do"}
_BACKSHIFT = {True: f"{PAST} > {PRESENT}", False: f"{PRESENT} > {PAST}"}
_NOMINAL = {"NN", "NP", "AJ", "AT", "CR", "OR", "DP", "PO"}


def tense(old: Side, new: Side) -> Iterator[Evidence]:
    """Yield the verb groups that tell one event in two tenses; the note is the direction, "future > past"."""
    for place in _due(old, new):
        yield Evidence("tense", "no longer due", (place,), (), f"{FUTURE} > {PRESENT}")
    for place in _due(new, old):
        yield Evidence("tense", "now due", (), (place,), f"{PRESENT} > {FUTURE}")
    if not any(word.tag[:2] not in _NOMINAL for side in nearby(old, new, 0) for word in side.tagged):
        return  # other nouns are no other time
    if not related(old, new, _LEAST):
        return
    before, after = verb_groups(old.tagged), verb_groups(new.tagged)
    for one, other in tuple(_events(old, new, before, after)):
        times = _resolved(one, other), _resolved(other, one)
        places = ((one.start, one.end),), ((other.start, other.end),)
        same = one.lemma == other.lemma
        if FUTURE not in times and (_one_form(old, one, new, other) or _plural(one, other, times)):
            continue
        if _differs(one, other, times):
            rule = "verb groups of one lemma" if same else "verb groups of one event"
            yield Evidence("tense", rule, *places, f"{times[0]} > {times[1]}")
        elif same and times == (FUTURE, FUTURE) and _shifted(one, before) != _shifted(other, after):
            yield Evidence("tense", "would and will", *places, _BACKSHIFT[one.reported])


def _due(side: Side, other: Side) -> Iterator[tuple[int, int]]:
    """Yield a "due" without a verb, between words that stand together on the other side: "due in court"."""
    if "due" not in side.small or "due" in other.small:
        return
    together = set(pairwise(other.small))
    for at, word in enumerate(side.words):
        beside = *side.small[at - 1 : at], *side.small[at + 1 : at + 2]
        if word.small == "due" and side.tagged_at(at + 1) == "PRP" and beside in together:
            yield word.start, word.end


def _one_form(old: Side, one: VerbGroup, new: Side, other: VerbGroup) -> bool:
    """Tell whether both sides have the same word, however it is read: "hurt"."""
    return one.single and _text(old, one) == _text(new, other)


def _plural(one: VerbGroup, other: VerbGroup, times: tuple[str, str]) -> bool:
    """Tell whether "put" beside "puts" may be its plural: it is done by another."""
    undated = one if one.undated else other
    ambiguous = undated.undated and set(times) == {PAST, PRESENT} and one.lemma == other.lemma
    return ambiguous and one.nearest != other.nearest


def _text(side: Side, group: VerbGroup) -> str:
    return side.text[group.start : group.end]


def _shifted(group: VerbGroup, groups: Sequence[VerbGroup]) -> bool:
    """Tell whether "would" is what somebody said of the future, and not what would be if."""
    saying = saying_verbs("en")
    return group.reported and any(each.time == PAST and each.lemma in saying for each in groups)


def _events(
    old: Side, new: Side, before: Sequence[VerbGroup], after: Sequence[VerbGroup]
) -> Iterator[tuple[VerbGroup, VerbGroup]]:
    """Yield pairs of groups that tell one event; in texts that share little only the surest."""
    about_one, headlines = related(old, new), {old.words[-1].text, new.words[-1].text} != {"."}
    for pair in _same_events(before, after, old.lexicon("neutral_saying") | old.lexicon("saying")):
        # In a headline a lone past of another lemma is as often a passive: "named player of the year".
        passive = headlines and any(group.single and group.time == PAST for group in pair)
        if not (passive and pair[0].lemma != pair[1].lemma) and (about_one or _tied(*pair)):
            yield pair
    yield from _misread(old, new, before, after)


def _tied(old: VerbGroup, new: VerbGroup) -> bool:
    """Tell whether two groups share two nouns, among them who or to whom, and neither is an infinitive."""
    doer, thing, told = old.subject & new.subject, old.thing & new.thing, old.complement & new.complement
    about_one = doer or thing or (old.lemma == new.lemma and FUTURE in {old.time, new.time})
    if old.thing and new.thing and not thing and len(told) < 2:
        return False  # met one, and met another
    shared = len(doer) + len(told) > 1 and old.lemma not in _EMPTY
    return shared and bool(about_one) and not (old.bare or new.bare)


def _resolved(group: VerbGroup, other: VerbGroup) -> str:
    """Return the time of a group beside its like: a lone participle is a past where the other is active.

    It is a passive that dropped its auxiliary, and no sure time, where the other is passive, or where its
    subject is what the other does it to: "leader killed in raid", "raid kills leader".
    """
    if group.permitted and group.lemma == other.lemma and other.permitted and group.time == MODAL:
        return PRESENT
    if group.time != PARTICIPLE:
        swapped = group.single and not group.subject & other.subject and group.subject & other.thing
        return NONE if swapped and group.time == PAST else group.time
    if other.passive:
        return PAST if other.time == FUTURE or other.progressive else NONE
    if other.time != FUTURE and not group.subject & other.subject:
        return NONE
    return NONE if group.subject & other.thing else PAST


def _differs(old: VerbGroup, new: VerbGroup, times: tuple[str, str]) -> bool:
    if {NONE, MODAL} & set(times):
        return False
    if times[0] != times[1]:
        return True
    if old.lemma != new.lemma:
        return old.perfect != new.perfect
    return times[0] != FUTURE and (old.perfect, old.progressive) != (new.perfect, new.progressive)


def _misread(
    old: Side, new: Side, before: Sequence[VerbGroup], after: Sequence[VerbGroup]
) -> Iterator[tuple[VerbGroup, VerbGroup]]:
    """Yield groups with the like of them that the tagger took for a noun: "Court to rule", "Court rules"."""
    yield from ((one, other) for one in before for other in _as_verb(one, old, new))
    yield from ((other, one) for one in after for other in _as_verb(one, new, old))


def _as_verb(group: VerbGroup, here: Side, there: Side) -> Iterator[VerbGroup]:
    """Yield a noun of `there` as a verb, if it can be one of this lemma and follows the same word."""
    leading = next((word for word in reversed(here.tagged) if word.end <= group.start), None)
    if leading is None or not leading.text[0].isalpha():
        return  # "$5m boost" has no verb
    for at, (previous, word) in enumerate(pairwise(there.tagged), 2):
        if previous.lemma != leading.lemma or word.tag[0] not in "NA" or verb_lemma(word.text) != group.lemma:
            continue
        progressive = word.text.endswith("ing")
        if not (progressive and topical(there.tagged[at:])):  # "a meeting is"
            time = PAST if word.text.endswith("ed") else PRESENT
            yield VerbGroup(group.lemma, time, "", progressive, passive=False, start=word.start, end=word.end)


def _same_events(
    old: Sequence[VerbGroup], new: Sequence[VerbGroup], saying: frozenset[str]
) -> Iterator[tuple[VerbGroup, VerbGroup]]:
    """Yield pairs of groups that tell one event, the surest first, each group once."""
    scored = [
        (_likeness(one, other, saying), -abs(at - to), at, to)
        for at, one in enumerate(old)
        for to, other in enumerate(new)
    ]
    used_old: set[int] = set()
    used_new: set[int] = set()
    for likeness, _, at, to in sorted(scored, reverse=True):
        if likeness > 0 and at not in used_old and to not in used_new:
            used_old.add(at)
            used_new.add(to)
            yield old[at], new[to]


def _likeness(old: VerbGroup, new: VerbGroup, saying: frozenset[str]) -> float:
    """Return how surely two groups tell one event; 0 where they do not.

    One lemma is enough unless things differ that it is done to. "Be" and "have" need a shared complement,
    verbs of saying a shared source. Two lemmas need shared nouns before and after, and an auxiliary.
    """
    subject = len(old.subject & new.subject)
    complement = len(old.complement & new.complement)
    if {old.lemma, new.lemma} <= saying:
        sources = old.subject or old.complement, new.subject or new.complement
        return 5.0 * (old.lemma == new.lemma) + 1 if sources[0] & sources[1] or not all(sources) else 0.0
    if old.lemma != new.lemma:
        shared = float(subject + complement)
        return shared if shared and (_one_deed(old, new, saying) or _being(old, new)) else 0.0
    # Another doer is no other event: news edits often name the same person otherwise.
    told = (old.complement or new.complement) if old.lemma in _EMPTY else (old.thing and new.thing)
    return 10.0 + subject + complement if complement or subject or not told else 0.0


def _one_deed(old: VerbGroup, new: VerbGroup, saying: frozenset[str]) -> bool:
    """Tell whether groups of two lemmas share who does it, and to whom or that it is done to nobody."""
    if {old.lemma, new.lemma} & saying or old.undated or new.undated:
        return False
    complement, thing = old.complement & new.complement, old.thing & new.thing
    if old.nearest not in new.subject or new.nearest not in old.subject:
        return bool(thing) and alike("en", old.lemma, new.lemma)
    if old.single and new.single:
        shared = len(old.subject & new.subject) + len(complement)
        return bool(thing) and shared > 2 and PARTICIPLE not in {old.time, new.time}
    if not _comparable(old, new):
        return False
    if bool(old.thing) != bool(new.thing):
        return min(len(old.subject & new.subject), len(complement)) > 1
    return bool(complement) or not (old.complement or new.complement)


def _being(old: VerbGroup, new: VerbGroup) -> bool:
    """Tell whether one word for being there stands for another: "is in court", "appeared in court"."""
    there = (old.subject, old.complement) == (new.subject, new.complement)
    return there and "be" in {old.lemma, new.lemma} and old.single and new.single


def _comparable(old: VerbGroup, new: VerbGroup) -> bool:
    """Tell whether groups of two lemmas can tell one event: with an auxiliary, and neither told as a noun."""
    plain = {old.lemma, new.lemma} & _EMPTY or PARTICIPLE in {old.time, new.time}
    named = old.lemma in new.subject | new.complement or new.lemma in old.subject | old.complement
    return not (plain or named)
