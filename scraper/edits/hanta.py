"""The Hanover tagger, made several times as fast for nearly the same tags.

The package walks every tag that may follow; here only the tags a word can have are walked, and what was found
out about a word is kept. Method and model: Wartena, "A Probabilistic Morphology Model for German
Lemmatization", KONVENS 2019, and the package HanTa.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT = 4
"""How many of the best readings are carried from word to word."""

UNIT = 1_000_000
"""Costs are minus the logarithms of chances, in whole millionths: equal ways to a word make equal beams."""

State = tuple[int, int]
_EMPTY, _START, _END = 0, 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Beam:
    """The likeliest readings up to a word, the best first; one object stands for all beams that are alike.

    `costs` say how far each is behind the best, `origins` from which reading of the beam before it comes.
    """

    states: tuple[State, ...]
    costs: tuple[int, ...]
    origins: tuple[int, ...]


_OUTSET = Beam(((_EMPTY, _START),), (0,), (0,))


class Tagger:
    """Parts of speech and lemmas of one language; `model` is a file of the package HanTa.

    `large` is the tag of a name in languages that write only names large, else "".
    """

    def __init__(self, model: str, large: str) -> None:
        from HanTa.HanoverTagger import HanoverTagger  # type: ignore[import-untyped] # noqa: PLC0415 -- slow to load

        self._hanta: Any = HanoverTagger(model)
        self._large = large
        self._emissions = lru_cache(maxsize=50_000)(self._emission)
        self._follows = lru_cache(maxsize=10_000)(self._follow)
        self._after = lru_cache(maxsize=20_000)(self._step)
        self._one = lru_cache(maxsize=20_000)(Beam)
        self.lemma = lru_cache(maxsize=50_000)(self._lemma)

    def knows(self, word: str) -> bool:
        """Tell whether the text that the model was made from held `word`, written small."""
        return word in self._hanta.cache

    def tags(self, words: Sequence[str]) -> list[str]:
        """Return the likeliest part of speech of each word of a sentence; the first is a stop before it."""
        beams = [_OUTSET]
        for at, word in enumerate(words):
            beams.append(self._after(beams[-1], word, at > 1))
        return self._traced(beams)

    def _step(self, beam: Beam, word: str, inside: bool) -> Beam:  # noqa: FBT001 -- a plain fact
        """Return the best readings after one more word."""
        row = self._row(beam, self._emissions(word, inside))
        states = sorted(row, key=row.__getitem__)[:KEPT]
        ways = [row[state] for state in states]
        least = ways[0][0]
        return self._one(
            tuple(states), tuple([cost - least for cost, _ in ways]), tuple([origin for _, origin in ways])
        )

    def _row(self, beam: Beam, emissions: Sequence[tuple[int, int]]) -> dict[State, tuple[int, int]]:
        """Return the best way to each state that a word can lead to: its cost, and the reading before it."""
        row: dict[State, tuple[int, int]] = {}
        for origin, state in enumerate(beam.states):
            cost, follows, last = beam.costs[origin], self._follows(state), state[1]
            for tag, emission in emissions:
                if tag in follows:
                    reached, total = (last, tag), cost + follows[tag] + emission
                    if reached not in row or total < row[reached][0]:
                        row[reached] = (total, origin)
        stuck = enumerate(zip(beam.states, beam.costs, strict=True))
        return row or {(state[1], emissions[0][0]): (cost, origin) for origin, (state, cost) in stuck}

    def _follow(self, state: State) -> dict[int, int]:
        """Return the tags that may come after a state, with their costs."""
        return {
            tag: -round(UNIT * chance) for tag, chance in self._hanta.LP_trans_word.get(state, {}).items()
        }

    def _traced(self, beams: Sequence[Beam]) -> list[str]:
        last = beams[-1]
        ends = [
            cost + self._follows(state).get(_END, 1000 * UNIT)
            for state, cost in zip(last.states, last.costs, strict=True)
        ]
        at = ends.index(min(ends))
        found: list[str] = []
        for beam in reversed(beams[1:]):
            found.append(self._hanta.int2tag[beam.states[at][1]])
            at = beam.origins[at]
        return found[::-1]

    def _emission(self, word: str, inside: bool) -> tuple[tuple[int, int], ...]:  # noqa: FBT001 -- a plain fact
        """Return the tags that a word can have, with what it costs under each.

        An unknown word with a capital inside a sentence is a name; to analyse it would take a millisecond.
        """
        if inside and self._large and word[0].isupper() and not self.knows(word.lower()):
            return ((self._hanta.tag2int[self._large], 0),)
        found = self._hanta._tag_word(word, cutoff=5, casesensitive=True, conditional=True)  # noqa: SLF001 -- see above
        return tuple((tag, -round(UNIT * chance)) for tag, chance in found if tag != 3)[:8] or ((_EMPTY, 0),)

    def _lemma(self, word: str, tag: str) -> str:
        """Return the lemma of a word; of one with hyphens only the end is a form: "re-elected"."""
        head, mark, last = word.rpartition("-")
        return f"{head}{mark}{self._hanta.analyze(last, pos=tag)[0]}".lower()


@cache
def tagger(model: str, large: str = "") -> Tagger:
    """Return the tagger of a model, loaded at the first call (0.2 s)."""
    return Tagger(model, large)
