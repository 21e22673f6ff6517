"""Pair the sentences of two versions by what they say, over the whole text and not by position."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scraper.article import normalise
from scraper.edits.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ENOUGH = 0.3
"""The least likeness of two sentences that are told as one, reworded."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of sentence positions, old and new, and which of them moved; what is in no pair came or went."""

    pairs: tuple[Pair, ...]
    moved: frozenset[Pair]


def align(old: Sequence[str], new: Sequence[str]) -> Alignment:
    """Pair the sentences `old` with the sentences `new`; each sentence is in one pair at most."""
    same = list(_identical([normalise(text) for text in old], [normalise(text) for text in new]))
    pairs = sorted([*same, *_alike(old, new, same)], key=lambda pair: pair[1])
    stayed = {pairs[at] for at in _rising([pair[0] for pair in pairs])}
    return Alignment(tuple(pairs), frozenset(pair for pair in pairs if pair not in stayed))


def _identical(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(new):
        places[text].append(at)
    for at, text in enumerate(old):
        if places[text]:
            yield at, places[text].pop(0)


def _alike(old: Sequence[str], new: Sequence[str], same: Sequence[Pair]) -> Iterator[Pair]:
    """Yield pairs of sentences that share enough rare words, the likest first, each sentence once."""
    left = _bags(old, {pair[0] for pair in same})
    right = _bags(new, {pair[1] for pair in same})
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, _, start, end in sorted(_scores(left, right)):
        if start not in taken_old and end not in taken_new:
            taken_old.add(start)
            taken_new.add(end)
            yield start, end


def _bags(texts: Sequence[str], skip: set[int]) -> dict[int, frozenset[str]]:
    return {
        at: frozenset(word.key.lower() for word in words(text))
        for at, text in enumerate(texts)
        if at not in skip
    }


def _scores(
    left: Mapping[int, frozenset[str]], right: Mapping[int, frozenset[str]]
) -> Iterator[tuple[float, float, int, int]]:
    """Yield (minus likeness, distance, old, new) for every pair like enough; rare words weigh more."""
    counts = Counter(word for bag in (*left.values(), *right.values()) for word in bag)
    weight = {word: 1 / math.log2(1 + count) for word, count in counts.items()}
    sums = {at: sum(weight[word] for word in bag) for at, bag in left.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for at, bag in left.items():
        for word in bag:
            holders[word].append(at)
    for place, bag in right.items():
        total = sum(weight[word] for word in bag)
        shared: dict[int, float] = defaultdict(float)
        for word in bag:
            for at in holders.get(word, ()):
                shared[at] += weight[word]
        for at, common in shared.items():
            if (likeness := 2 * common / (total + sums[at])) >= ENOUGH:
                yield -likeness, abs(at - place), at, place


def _rising(values: Sequence[int]) -> set[int]:
    """Return the places of a longest rising run of `values`: the sentences that kept their order."""
    tails: list[int] = []
    tail_places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(tail_places[at - 1] if at else -1)
        tails[at:] = [value, *tails[at + 1 :]]
        tail_places[at:] = [place, *tail_places[at + 1 :]]
    chain: set[int] = set()
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        chain.add(place)
        place = before[place]
    return chain
