"""Pair the sentences of two versions by what they say, over the whole text and not by position."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from scraper.edits.lexicon import LANGUAGES, lexicon
from scraper.edits.words import plain, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

NEAR, FAR = 0.3, 0.5
"""The least likeness of two sentences told as one reworded: between the same neighbours, and anywhere."""

UNIT, SMALL = 1000, 100
"""What a word weighs that stands once, and a small word or mark; whole numbers add up alike in any order."""

COVERED = 0.6
"""The share of a sentence that must stand in another for it to be a part of it, split off or merged."""

SHAPED, WIDE = 0.6, 20
"""The least likeness, word by word, of sentences that share nothing telling, and their greatest distance."""

STEM = 5
"""How many letters of a word are compared, so that "reach" is like "reached" and "died" like "dies"."""

FIGURE = "1"
"""What stands for any figure: a sentence in which only the figures differ tells of the same thing."""

Pair = tuple[int, int]
Scored = tuple[float, int, int, int]  # minus the likeness, the distance, the old place, the new place
Bag = frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """Old and new places of what tells the same; several on one side where sentences split or merged."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


def align(old: Sequence[str], new: Sequence[str]) -> tuple[Match, ...]:
    """Match the sentences `old` with the sentences `new`, in the order of `new`, each once at most."""
    same = sorted(_identical([plain(text) for text in old], [plain(text) for text in new]))
    left, right = _bags(old, {pair[0] for pair in same}), _bags(new, {pair[1] for pair in same})
    weights = _weights(left, right)
    likest = [*same, *_each_once(_told_alike(left, right, weights, same))]
    pairs = sorted([*likest, *_each_once(_shaped_alike(old, new, likest))], key=lambda pair: pair[1])
    stayed = {pairs[at] for at in _rising([pair[0] for pair in pairs])}
    matches = [Match((pair[0],), (pair[1],), pair not in stayed) for pair in pairs]
    return tuple(_with_parts(matches, left, right, weights))


def _identical(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Yield pairs of equal sentences: those in order first, then those that moved."""
    in_order = [
        (block.src_start + step, block.dest_start + step)
        for block in Indel.opcodes(old, new)
        if block.tag == "equal"
        for step in range(block.src_end - block.src_start)
    ]
    yield from in_order
    used = {pair[0] for pair in in_order}, {pair[1] for pair in in_order}
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(new):
        if at not in used[1]:
            places[text].append(at)
    for at, text in enumerate(old):
        if at not in used[0] and places[text]:
            yield at, places[text].pop(0)


def _each_once(scored: Iterable[Scored]) -> Iterator[Pair]:
    """Yield the likest pairs, so that no sentence is in two."""
    used: tuple[set[int], set[int]] = set(), set()
    for _, _, at, place in sorted(scored):
        if at not in used[0] and place not in used[1]:
            used[0].add(at)
            used[1].add(place)
            yield at, place


def _told_alike(
    left: Mapping[int, Bag], right: Mapping[int, Bag], weights: Mapping[str, int], same: Sequence[Pair]
) -> Iterator[Scored]:
    """Yield pairs of sentences that share enough telling words."""
    kept, partner = [pair[0] for pair in same], dict(same)
    for likeness, at, place in _scores(left, right, weights):
        if likeness >= FAR or _between_the_same(at, place, kept, partner):
            yield -likeness, abs(at - place), at, place


def _shaped_alike(old: Sequence[str], new: Sequence[str], same: Sequence[Pair]) -> Iterator[Scored]:
    """Yield pairs of lone sentences between the same neighbours that are built alike, whatever they tell."""
    kept, partner = sorted(pair[0] for pair in same), dict(same)
    lone_old = [at for at in range(len(old)) if at not in partner]
    taken = {pair[1] for pair in same}
    lone_new = [at for at in range(len(new)) if at not in taken]
    for at in lone_old:
        for place in lone_new:
            if abs(at - place) <= WIDE and _between_the_same(at, place, kept, partner):
                likeness = Indel.normalized_similarity(_keys(old[at]), _keys(new[place]))
                if likeness >= SHAPED:
                    yield -likeness, abs(at - place), at, place


def _keys(text: str) -> list[str]:
    return [word.small for word in words(text)]


def _between_the_same(at: int, place: int, kept: Sequence[int], partner: Mapping[int, int]) -> bool:
    """Tell whether old sentence `at` and new sentence `place` stand between the same unchanged neighbours."""
    here = bisect_left(kept, at)
    before = partner[kept[here - 1]] if here else -1
    after = partner[kept[here]] if here < len(kept) else math.inf
    return before < place < after


def _bags(texts: Sequence[str], skip: set[int]) -> dict[int, Bag]:
    """Return what each sentence is compared by: its words without their endings, all figures alike."""
    return {
        at: frozenset([_stem(word.small) for word in words(text)])
        for at, text in enumerate(texts)
        if at not in skip
    }


def _stem(small: str) -> str:
    if small in _small():
        return small
    return FIGURE if small[-1].isdigit() or small[0].isdigit() else small[:STEM]


def _weights(left: Mapping[int, Bag], right: Mapping[int, Bag]) -> dict[str, int]:
    """Return what each word tells: rare words more, small words and marks little."""
    counts = Counter(word for bag in (*left.values(), *right.values()) for word in bag)
    small = _small()
    return {
        word: SMALL if word in small or not word[0].isalnum() else round(UNIT / math.log2(1 + count))
        for word, count in counts.items()
    }


@cache
def _small() -> frozenset[str]:
    return frozenset().union(*(lexicon(tag, "function") for tag in LANGUAGES))


def _scores(
    left: Mapping[int, Bag], right: Mapping[int, Bag], weights: Mapping[str, int]
) -> Iterator[tuple[float, int, int]]:
    """Yield (likeness, old, new) for every pair that is like enough to be considered."""
    sums = {at: sum(weights[word] for word in bag) for at, bag in left.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for at, bag in left.items():
        for word in bag:
            holders[word].append(at)
    for place, bag in right.items():
        total = sum(weights[word] for word in bag)
        shared: dict[int, int] = defaultdict(int)
        for word in bag:
            if (weight := weights[word]) > SMALL:
                for at in holders.get(word, ()):
                    shared[at] += weight
        for at, common in shared.items():
            if (likeness := 2 * common / (total + sums[at])) >= NEAR:
                yield likeness, at, place


def _with_parts(
    matches: Sequence[Match], left: Mapping[int, Bag], right: Mapping[int, Bag], weights: Mapping[str, int]
) -> Iterator[Match]:
    """Yield the matches, each with the lone neighbours that were split off from it or merged into it."""
    lone_old = set(left) - {at for match in matches for at in match.old}
    lone_new = set(right) - {at for match in matches for at in match.new}
    for match in matches:
        at, place = match.old[0], match.new[0]
        whole_old, whole_new = left.get(at), right.get(place)
        if whole_old is None or whole_new is None:
            yield match
            continue
        split = _parts(place, lone_new, right, whole_old - whole_new, weights)
        merged = () if len(split) > 1 else _parts(at, lone_old, left, whole_new - whole_old, weights)
        yield Match(merged or match.old, split, match.moved)


def _parts(
    at: int, lone: set[int], bags: Mapping[int, Bag], wanted: Bag, weights: Mapping[str, int]
) -> tuple[int, ...]:
    """Return `at` with a lone sentence beside it whose telling words are mostly `wanted`: lone no more."""
    for beside in (at + 1, at - 1):
        if beside in lone:
            telling = [word for word in bags[beside] if weights[word] > SMALL]
            found = sum(weights[word] for word in telling if word in wanted)
            if found and found >= COVERED * sum(weights[word] for word in telling):
                lone.discard(beside)
                return (min(at, beside), max(at, beside))
    return (at,)


def _rising(values: Sequence[int]) -> set[int]:
    """Return the places of a longest rising run of `values`: the sentences that kept their order."""
    tails: list[int] = []
    tail_places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(tail_places[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        tail_places[at : at + 1] = [place]
    chain: set[int] = set()
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        chain.add(place)
        place = before[place]
    return chain
