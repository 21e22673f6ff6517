"""Find the verb groups of an English sentence and say whether each looks forward, at now, or back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from scraper.edits.lexicon import lexicon, singular
from scraper.edits.stretches import FINITE, PHRASE, as_statements, stretches
from scraper.edits.tagger import PAST_TAGS, PRESENT_TAGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scraper.edits.tagger import Tagged

FUTURE, PRESENT, PAST, MODAL, NONE = "future", "present", "past", "modal", "none"
PARTICIPLE = (
    "participle"  # alone it is a past with an active verb beside it, else a passive without its auxiliary
)
_NOUNS = frozenset({"NN0", "NN1", "NN2", "NP0", "PNP", "CRD", "AJ0", "AV0"})
_NAMING = frozenset({"NN0", "NN1", "NN2", "NP0"})
_NAMED = _NAMING | {"PNP", "CRD"}
_FINITE_TIMES = dict.fromkeys(PRESENT_TAGS, PRESENT) | dict.fromkeys(PAST_TAGS, PAST) | {"VVN": PARTICIPLE}


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """The words of one verb: its lemma, its time, its aspect, and its place.

    `time` is future, present, past, participle, modal or none; `perfect` is "have", "had" or "". `subject`
    and `complement` are the nouns before and after, `nearest` the one right before, `thing` what it is done
    to, up to a preposition. A `single` group is one word, a `bare` one only "to" and a verb, a `reported` one
    starts with "would", a `permitted` one tells what can be done, an `undated` past is like a present.
    """

    lemma: str
    time: str
    perfect: str
    progressive: bool
    passive: bool
    start: int
    end: int
    subject: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    thing: frozenset[str] = frozenset()
    single: bool = True
    bare: bool = False
    reported: bool = False
    permitted: bool = False
    nearest: str = ""
    undated: bool = False


def verb_groups(words: Sequence[Tagged]) -> tuple[VerbGroup, ...]:
    """Return the verb groups of a tagged English text in order.

    >>> from scraper.edits.tagger import tagged
    >>> [(group.lemma, group.time) for group in verb_groups(tagged("Xi is due to meet voters, aides said."))]
    [('meet', 'future'), ('say', 'past')]
    """
    found: list[VerbGroup] = []
    words = as_statements(words)
    for start, end in stretches(words):
        group = _governed(_group(words, start, end), words[:start], found)
        headline = group.progressive and group.single and group.time == PRESENT
        found.append(replace(group, time=NONE) if headline and topical(words[end:]) else group)
    return tuple(found)


def topical(following: Sequence[Tagged]) -> bool:
    """Tell whether what goes before these words is but a subject or topic: "Meeting is a rule", "Row:"."""
    clause = list(takewhile(lambda word: word.tag[:2] not in {"CJ", "PU"}, following))
    stop = following[len(clause) : len(clause) + 1]
    return any(word.tag in FINITE for word in clause) or [word.text for word in stop] == [":"]


def _group(words: Sequence[Tagged], start: int, end: int) -> VerbGroup:
    parts, before, after = words[start:end], words[:start], words[end : end + 8]
    tags = [part.tag for part in parts]
    verbs = [part for part in parts if part.tag[0] == "V" or part.tag == "TO0"]
    auxiliaries, near = {part.lemma for part in verbs[:-1]}, before[:-7:-1]
    complement = nouns(after, 8)
    being = any(part.tag == "VBG" for part in verbs[:-1])
    return VerbGroup(
        parts[-1].lemma,
        FUTURE if _is_due(verbs[-1], after) else _time(parts, before[-1].tag if before else ""),
        perfect=_perfect(verbs, tags),
        progressive=being or tags[-1] == "VVG",
        passive="be" in auxiliaries and tags[-1] in {"VVN", "VVD"},
        start=parts[0].start,
        end=parts[-1].end,
        subject=nouns(near, 6),
        nearest=next((singular(word.lemma) for word in near if word.tag in _NAMING), ""),
        complement=complement,
        thing=_thing(after, complement),
        single=end - start == 1,
        bare=tags[0] == "TO0",
        reported=parts[0].text.lower() == "would",
        undated=tags == ["VVD"] and parts[0].text.lower() == parts[0].lemma,
        permitted=not lexicon("en", "permitting").isdisjoint([part.lemma for part in parts]),
    )


def _is_due(verb: Tagged, after: Sequence[Tagged]) -> bool:
    """Tell whether something is but due: "is due in April"; "is due to rain" names a cause."""
    return verb.tag in {"VBZ", "VBB"} and [word.lemma for word in after[:1]] == ["due"] and not _owed(after)


def _owed(after: Sequence[Tagged]) -> bool:
    return any(word.lemma == "to" or word.tag[:2] in {"AT", "DP"} for word in after[1:2])


def _perfect(verbs: Sequence[Tagged], tags: Sequence[str]) -> str:
    having = [verb for verb in verbs[:-1] if verb.lemma == "have"]
    if not having or not ({"VHN", tags[-1]} & {"VVN", "VBN", "VHN", "VDN", "VVG", "VVD"} & set(tags)):
        return ""
    return "had" if having[0].tag == "VHD" else "have"


def _time(parts: Sequence[Tagged], before: str) -> str:
    """Return the time of a group; `before` is the tag of the word before it."""
    told = {part.lemma for part in parts}
    verbs = [part for part in parts if part.tag[0] == "V" or part.tag == "TO0"]
    if verbs[0].tag == "VM0":
        told_of = verbs[0].lemma in {"will", "shall", "would"} or verbs[0].text in {"'ll", "'d"}
        if told_of and verbs[0].text.lower() != "should":
            return FUTURE
        return PRESENT if {"can", "now"} <= told else MODAL
    if "to" in told and "able" not in told:
        return _obliged(verbs) if verbs[0].lemma == "have" else FUTURE
    if verbs[0].tag == "VVN" and "not" in told:
        return NONE  # "not needed" may hold at any time
    return _plain_time(verbs, before)


def _plain_time(verbs: Sequence[Tagged], before: str) -> str:
    """Return the time of a group without modal and "to"."""
    first = verbs[0]
    if first.tag == "VVD" and first.text.lower() == first.lemma and before == "NN2":
        return NONE  # "typhoons hit" may be of any time
    if len(verbs) > 1 and first.lemma == "have":
        return PAST
    if len(verbs) > 1 and first.tag == "VBG":
        return NONE if before[:2] in {"PR", "CJ"} else PRESENT  # "after being hit"
    return _FINITE_TIMES.get(first.tag, NONE)


def _thing(after: Sequence[Tagged], complement: frozenset[str]) -> frozenset[str]:
    """Return what it is done to: the nouns before a preposition, with their adjectives; no lone adjective."""
    tags = [word.tag for word in after]
    end = tags.index("PRP") if "PRP" in tags else len(tags)
    if _NAMED.isdisjoint(tags[:end]):
        return frozenset()
    return complement if end == len(tags) else nouns(after[:end], 8)


def _obliged(verbs: Sequence[Tagged]) -> str:
    """Return the time of "have to": what had to be done was done, what has to be done may never be."""
    return PAST if verbs[0].tag == "VHD" or verbs[1].tag == "VHN" else MODAL


def nouns(words: Iterable[Tagged], most: int) -> frozenset[str]:
    """Return the nouns and figures among the next `most` words, up to a verb, stop or conjunction."""
    found: list[str] = []
    for word in islice(words, most):
        if word.tag in _NOUNS:
            found.append(word.lemma)
        elif word.tag[0] == "V" or word.tag == "PUN" or (word.tag[:2] == "CJ" and word.lemma != "and"):
            break
    return frozenset([singular(lemma) for lemma in found if lemma not in _times()])


@cache
def _times() -> frozenset[str]:
    return frozenset().union(
        *(lexicon("en", name) for name in ("weekday", "month", "time_unit", "time_word"))
    )


def _governed(group: VerbGroup, before: Sequence[Tagged], found: Sequence[VerbGroup]) -> VerbGroup:
    """Give a verb without its own time that of the verb it hangs on: "failed to say"."""
    if group.time == PRESENT and group.single and not _subject(before):
        return replace(group, time=NONE)  # a command
    if found and group.time == PARTICIPLE and _caused(before, found[-1]):
        return replace(group, time=found[-1].time)  # "is to have his phone searched"
    if group.time == NONE and group.progressive and _opens(before):
        return replace(group, time=PRESENT)  # a headline without its auxiliary: "Police searching house"
    if found and group.time == NONE and before[-1].tag == "CJC":
        return _coordinate(group, found[-1])
    if found and group.bare and before[-1].end == found[-1].end:
        return _infinitive(group, found[-1])
    return replace(group, time=NONE) if group.bare and not _announces(before) else group


def _coordinate(group: VerbGroup, last: VerbGroup) -> VerbGroup:
    """Give a verb after "and" what the one before it is: "have met and continue" is a present, though."""
    if last.perfect and group.end - group.start == len(group.lemma):
        return replace(group, time=PRESENT, subject=last.subject)
    return replace(last, lemma=group.lemma, start=group.start, end=group.end, complement=group.complement)


def _caused(before: Sequence[Tagged], last: VerbGroup) -> bool:
    """Tell whether a participle right after a thing is what somebody has done to it."""
    between = list(takewhile(lambda word: word.end > last.end, reversed(before)))
    return last.lemma in {"have", "get"} and bool(between) and all(word.tag in PHRASE for word in between)


def _announces(before: Sequence[Tagged]) -> bool:
    """Tell whether an infinitive after these words is a headline's future: "PM to visit", no "bid to win"."""
    clause = list(takewhile(lambda word: word.tag not in {"CJS", "CJT", "PUN"}, reversed(before)))
    last = clause[0] if clause else None
    named = last is not None and (last.tag[0] == "N" or last.tag in {"PNP", "CRD"})
    governs = last is not None and singular(last.lemma) in lexicon("en", "infinitive_noun")
    return named and not governs and not any(word.tag in FINITE for word in clause)


def _infinitive(group: VerbGroup, last: VerbGroup) -> VerbGroup:
    """Give an infinitive right after a verb its subject, and the time that the verb leaves it."""
    if last.lemma in lexicon("en", "implicative"):
        return replace(last, lemma=group.lemma, start=group.start, end=group.end, complement=group.complement)
    time = group.time if last.lemma in lexicon("en", "intention") or last.time == FUTURE else NONE
    if last.permitted and last.time == PRESENT:
        time = PRESENT
    subject, nearest = last.subject, last.nearest
    return replace(
        group, time=time, subject=subject, nearest=nearest, permitted=last.permitted, bare=time == NONE
    )


def _opens(before: Sequence[Tagged]) -> bool:
    """Tell whether the words before a verb are but its subject: nouns, with no verb or preposition."""
    return (
        bool(before)
        and before[-1].tag[0] == "N"
        and not any(word.tag[0] == "V" or word.tag[:2] == "PR" for word in before)
    )


def _subject(before: Sequence[Tagged]) -> bool:
    """Tell whether anything stands between a verb and the start of its sentence but adverbs and marks."""
    clause = takewhile(lambda word: word.text != ":", reversed(before[-3:]))
    return any(word.tag not in {"AV0", "PUN", "ITJ", "AVQ"} for word in clause)
