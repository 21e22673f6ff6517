"""Find the verb groups of an English sentence and say whether each looks forward, at now, or back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from scraper.edits.lexicon import lexicon, singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scraper.edits.tagger import Tagged

FUTURE, PRESENT, PAST, MODAL, NONE = "future", "present", "past", "modal", "none"
PARTICIPLE = (
    "participle"  # alone it is a past with an active verb beside it, else a passive without its auxiliary
)
_PRESENT = {"VVZ", "VVB", "VBZ", "VBB", "VHZ", "VHB", "VDZ", "VDB"}
_PAST = {"VVD", "VBD", "VHD", "VDD"}
_OPENING = frozenset({"VV", "VB", "VH", "VD", "VM", "TO", "XX", "AV"})
_BETWEEN = frozenset({"XX0", "AV0"})
_NOUNS = frozenset({"NN0", "NN1", "NN2", "NP0", "PNP", "CRD", "AJ0", "AV0"})
_NAMING = frozenset({"NN0", "NN1", "NN2", "NP0", "PNP"})
_FINITE = _PRESENT | _PAST | {"VM0"}
_AUXILIARY = frozenset({"VM0", "VBZ", "VBB", "VBD", "VHZ", "VHB", "VHD", "VDZ", "VDB", "VDD"})
_PLAIN = frozenset({"VVI", "VVN", "VVG", "VVB", "VVD", "VBI", "VBN", "VBG", "VHI", "VHN", "VDI", "VDN"})
_SUBJECT = frozenset({"PNP", "PNI", "NP0", "NN0", "NN1", "NN2", "AT0", "DPS", "DT0", "AJ0", "POS", "CRD"})
_FINITE_TIMES = dict.fromkeys(_PRESENT, PRESENT) | dict.fromkeys(_PAST, PAST) | {"VVN": PARTICIPLE}


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """The words of one verb: its lemma, its time, its aspect, and its place.

    `time` is future, present, past, participle, modal or none; `perfect` is "have", "had" or "". `subject`
    `complement` are the nouns before and after, `nearest` the one right before, `thing` what it is done to, up
    to a preposition. A `single` group is one word, a `bare` one starts with "to", a `reported` one with "would",
    a `permitted` one tells what can be done.
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


def verb_groups(words: Sequence[Tagged]) -> tuple[VerbGroup, ...]:
    """Return the verb groups of a tagged English text in order.

    >>> from scraper.edits.tagger import tagged
    >>> [(group.lemma, group.time) for group in verb_groups(tagged("Xi is due to meet voters, aides said."))]
    [('meet', 'future'), ('say', 'past')]
    """
    found: list[VerbGroup] = []
    words = _as_statements(words)
    for start, end in _stretches(words):
        group = _governed(_group(words, start, end), words[:start], found)
        headline = group.progressive and group.single and group.time == PRESENT
        found.append(replace(group, time=NONE) if headline and _topic(words[end:]) else group)
    return tuple(found)


def _topic(following: Sequence[Tagged]) -> bool:
    """Tell whether what goes before is but a subject or topic: "People meeting is one rule", "Spying row: PM quits"."""
    colon = next((word.text == ":" for word in following if word.tag == "PUN"), False)
    return colon or finite_soon(following)


def _as_statements(words: Sequence[Tagged]) -> Sequence[Tagged]:
    """Put the auxiliary of a question behind its subject: "will it end?" reads like "it will end?"."""
    told = list(words)
    for at, word in enumerate(words):
        if word.tag in _AUXILIARY and (_asked(words, at)):
            subject = list(takewhile(lambda each: each.tag in _SUBJECT, words[at + 1 : at + 6]))
            end = at + 1 + len(subject)
            if subject and words[end : end + 1] and words[end].tag in _PLAIN:
                told[at:end] = [*subject, word]
    return told


def _asked(words: Sequence[Tagged], at: int) -> bool:
    """Tell whether an auxiliary opens a question: after "when", or with a question mark to come."""
    if at and words[at - 1].tag == "AVQ":
        return True
    opens = at == 0 or words[at - 1].tag[:2] in {"PU", "CJ"}
    return opens and any(word.text == "?" for word in words[at:])


def finite_soon(words: Sequence[Tagged]) -> bool:
    """Tell whether a clause has its verb still to come: "People meeting indoors is one rule"."""
    return any(
        word.tag in _FINITE for word in takewhile(lambda word: word.tag[:2] not in {"CJ", "PU"}, words)
    )


def _stretches(words: Sequence[Tagged]) -> Iterator[tuple[int, int]]:
    """Yield where each verb group starts and ends: auxiliaries, words between, and one main verb."""
    at = 0
    while at < len(words):
        end = _end(words, at) if words[at].tag[:2] in _OPENING or _to_follows(words, at) else at
        titled = at > 0 and words[at].tag == "VVG" and words[at].text[0].isupper()  # part of a name
        if end > at and not titled:
            yield at, end
        at = max(end, at + 1)


def _end(words: Sequence[Tagged], at: int) -> int:
    end, future = at, lexicon("en", "future") | {"able"}
    for here in range(at, len(words)):
        word = words[here]
        looks_forward = word.text.lower() in future
        if end > at and word.tag in _FINITE and not (word.tag == "VVD" and end == here):
            break  # a second finite verb is another group, but for a misread participle
        if word.tag[0] == "V" or (word.tag == "TO0" and _verb_soon(words, here) and _leads(words[at:here])):
            end = here + 1
            if word.tag[:2] == "VV" and not (looks_forward and _to_follows(words, here)):
                break
        elif not (word.tag in _BETWEEN or (word.tag == "ORD" and end > at) or (looks_forward and _to_follows(words, here))):
            break
    return end


def _leads(before: Sequence[Tagged]) -> bool:
    """Tell whether an infinitive belongs to the verbs before it: "is now to go", but not "is enough to go"."""
    return not before or before[-1].tag != "AV0" or before[-1].lemma in _leading()


@cache
def _leading() -> frozenset[str]:
    return lexicon("en", "future") | {"now", "also", "still", "yet"}


def _verb_soon(words: Sequence[Tagged], here: int) -> bool:
    return any(word.tag[0] == "V" for word in words[here + 1 : here + 3])


def _to_follows(words: Sequence[Tagged], here: int) -> bool:
    return here + 1 < len(words) and words[here + 1].tag == "TO0"


def _group(words: Sequence[Tagged], start: int, end: int) -> VerbGroup:
    parts, before, after = words[start:end], words[:start], words[end : end + 8]
    tags = [part.tag for part in parts]
    verbs = [part for part in parts if part.tag[0] == "V" or part.tag == "TO0"]
    auxiliaries = {part.lemma for part in verbs[:-1]}
    being = any(part.tag == "VBG" for part in verbs[:-1])
    return VerbGroup(
        parts[-1].lemma,
        FUTURE if _is_due(verbs[-1], after) else _time(parts, before[-1].tag if before else ""),
        perfect=_perfect(verbs, tags),
        progressive=being or tags[-1] == "VVG",
        passive="be" in auxiliaries and tags[-1] in {"VVN", "VVD"},
        start=parts[0].start,
        end=parts[-1].end,
        subject=nouns(reversed(before[-6:]), 6),
        nearest=next((singular(word.lemma) for word in reversed(before[-6:]) if word.tag in _NAMING), ""),
        complement=nouns(after, 8),
        thing=_thing(after),
        single=end - start == 1,
        bare=tags[0] == "TO0",
        reported=parts[0].text.lower() == "would",
        permitted=not lexicon("en", "permitting").isdisjoint(part.lemma for part in parts),
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
    verbs = [part for part in parts if part.tag[0] == "V" or part.tag == "TO0"]
    told = {part.lemma for part in parts}
    first = verbs[0]
    if first.tag == "VM0":
        if told & {"will", "shall", "would", "'ll", "'d"}:
            return FUTURE
        return PRESENT if {"can", "now"} <= told else MODAL
    if "to" in told and "able" not in told:
        return _obliged(verbs) if first.lemma == "have" else FUTURE
    if first.tag == "VVD" and first.text.lower() == first.lemma and before == "NN2":
        return NONE  # "typhoons hit" may be of any time
    if first.tag == "VVN" and "not" in told:
        return NONE  # "not needed" may hold at any time
    if len(verbs) > 1 and first.lemma == "have":
        return PAST
    if len(verbs) > 1 and first.tag == "VBG":
        return NONE if before[:2] in {"PR", "CJ"} else PRESENT  # "after being hit"
    return _FINITE_TIMES.get(first.tag, NONE)


def _thing(after: Sequence[Tagged]) -> frozenset[str]:
    """Return what it is done to: the nouns before a preposition, with their adjectives; no lone adjective."""
    before = list(takewhile(lambda word: word.tag != "PRP", after))
    return nouns(before, 8) if any(word.tag in _NAMING or word.tag == "CRD" for word in before) else frozenset()


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
        last = found[-1]
        return replace(last, lemma=group.lemma, start=group.start, end=group.end, complement=group.complement)
    if found and group.bare and before[-1].end == found[-1].end:
        return _infinitive(group, found[-1])
    return replace(group, time=NONE) if group.bare and not _announces(before) else group


def _caused(before: Sequence[Tagged], last: VerbGroup) -> bool:
    """Tell whether a participle right after a thing is what somebody has done to it."""
    between = list(takewhile(lambda word: word.end > last.end, reversed(before)))
    return last.lemma in {"have", "get"} and bool(between) and all(word.tag in _SUBJECT for word in between)


def _announces(before: Sequence[Tagged]) -> bool:
    """Tell whether an infinitive after these words is a headline's future: "PM to visit", no "bid to win"."""
    clause = list(takewhile(lambda word: word.tag not in {"CJS", "CJT", "PUN"}, reversed(before)))
    last = clause[0] if clause else None
    named = last is not None and (last.tag[0] == "N" or last.tag in {"PNP", "CRD"})
    governs = last is not None and singular(last.lemma) in lexicon("en", "infinitive_noun")
    return named and not governs and not any(word.tag in _FINITE for word in clause)


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
