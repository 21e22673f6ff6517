"""How near a text is to the text it should be."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(r"\w+")


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """Return the counted runs of `size` words; a shorter text is one run."""
    words = _WORD.findall(text)
    runs = (tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1)))
    return Counter(run for run in runs if run)


def shingle_match(truth: str, read: str) -> tuple[float, float]:
    """Return precision and recall of 4-grams, as the public article-extraction benchmark counts them."""
    wanted, found = shingles(truth), shingles(read)
    hits = sum((wanted & found).values())
    return hits / max(1, sum(found.values())), hits / max(1, sum(wanted.values()))


def rouge_lsum(truth: Sequence[str], read: Sequence[str]) -> float:
    """Return ROUGE-LSum F1 over lines: the union of longest common subsequences (Lin 2004, section 3.2)."""
    wanted, found = ([_WORD.findall(line.lower()) for line in lines] for lines in (truth, read))
    total, got = sum(map(len, wanted)), sum(map(len, found))
    if not total or not got:
        return float(total == got)
    left_wanted, left_found = (Counter(word for line in lines for word in line) for lines in (wanted, found))
    hits = 0
    for line in wanted:
        for at in sorted(union(line, found)):
            if left_wanted[line[at]] > 0 and left_found[line[at]] > 0:
                hits += 1
                left_wanted[line[at]] -= 1
                left_found[line[at]] -= 1
    return 2 * hits / (total + got)


def union(line: list[str], lines: Iterable[list[str]]) -> set[int]:
    """Return the positions in `line` that belong to its longest common subsequence with any of `lines`."""
    places: dict[str, int] = {}
    for at, word in enumerate(line):
        places[word] = places.get(word, 0) | 1 << at
    return {at for other in lines for at in common(len(line), [places.get(word, 0) for word in other])}


def common(size: int, masks: Sequence[int]) -> Iterator[int]:
    """Yield the positions of a longest common subsequence (bit-parallel after Hyyrö 2004)."""
    row = (1 << size) - 1
    rows = [row := (row + (row & mask)) | (row & ~mask) for mask in masks]
    at, step = size - 1, len(rows) - 1
    while at >= 0 and step >= 0:
        if rows[step] >> at & 1:
            at -= 1
            continue
        step -= 1
        if step < 0 or rows[step] >> at & 1:
            yield at
            at -= 1


def f1(pairs: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Return F1 of mean precision and mean recall, then these two."""
    precision = sum(pair[0] for pair in pairs) / max(1, len(pairs))
    recall = sum(pair[1] for pair in pairs) / max(1, len(pairs))
    return 2 * precision * recall / ((precision + recall) or 1), precision, recall
