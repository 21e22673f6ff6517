"""The Hanover tagger, made several times as fast for nearly the same tags.

The package walks every tag that may follow; here only the tags a word can have are walked, and what was found
out about a word is kept. Method and model: Wartena, "A Probabilistic Morphology Model for German
Lemmatization", KONVENS 2019, and the package HanTa.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KEPT = 4
"""How many of the best readings are carried from word to word."""

State = tuple[int, int]
_EMPTY, _START, _END = 0, 1, 2


class Tagger:
    """Parts of speech and lemmas of one language; `model` is a file of the package HanTa.

    `large` is the tag of a name in languages that write only names large, else "".
    """

    def __init__(self, model: str, large: str) -> None:
        from HanTa.HanoverTagger import HanoverTagger  # type: ignore[import-untyped] # noqa: PLC0415 -- slow to load

        self._hanta: Any = HanoverTagger(model)
        self._large = large
        self._emissions = lru_cache(maxsize=50_000)(self._emission)
        self.lemma = lru_cache(maxsize=50_000)(self._lemma)

    def knows(self, word: str) -> bool:
        """Tell whether the text that the model was made from held `word`, written small."""
        return word in self._hanta.cache

    def tags(self, words: Sequence[str]) -> list[str]:
        """Return the likeliest part of speech of each word of a sentence; the first is a stop before it."""
        beams: list[dict[State, tuple[float, State]]] = []
        scores: Mapping[State, float] = {(_EMPTY, _START): 0.0}
        for at, word in enumerate(words):
            row = self._step(scores, self._emissions(word, at > 1))
            beams.append(row)
            scores = {state: row[state][0] for state in sorted(row, key=lambda each: -row[each][0])[:KEPT]}
        return self._traced(beams, scores)

    def _step(
        self, scores: Mapping[State, float], emissions: Sequence[tuple[int, float]]
    ) -> dict[State, tuple[float, State]]:
        """Return the best way to each state that a word can lead to, with the state before it."""
        row: dict[State, tuple[float, State]] = {}
        for state, score in scores.items():
            follows = self._hanta.LP_trans_word.get(state, {})
            for tag, emission in emissions:
                if tag in follows:
                    reached, total = (state[1], tag), score + follows[tag] + emission
                    if reached not in row or total > row[reached][0]:
                        row[reached] = (total, state)
        return row or {(state[1], emissions[0][0]): (score, state) for state, score in scores.items()}

    def _traced(
        self, beams: Sequence[Mapping[State, tuple[float, State]]], scores: Mapping[State, float]
    ) -> list[str]:
        follows = self._hanta.LP_trans_word
        state = max(scores, key=lambda each: scores[each] + follows.get(each, {}).get(_END, -1e3))
        found: list[str] = []
        for row in reversed(beams):
            found.append(self._hanta.int2tag[state[1]])
            state = row[state][1]
        return found[::-1]

    def _emission(self, word: str, inside: bool) -> tuple[tuple[int, float], ...]:  # noqa: FBT001 -- a plain fact
        """Return the tags that a word can have, with the logarithm of its chance under each.

        An unknown word with a capital inside a sentence is a name; to analyse it would take a millisecond.
        """
        if inside and self._large and word[0].isupper() and not self.knows(word.lower()):
            return ((self._hanta.tag2int[self._large], 0.0),)
        found = self._hanta._tag_word(word, cutoff=5, casesensitive=True, conditional=True)  # noqa: SLF001 -- see above
        return tuple((tag, float(chance)) for tag, chance in found if tag != 3)[:8] or ((_EMPTY, 0.0),)

    def _lemma(self, word: str, tag: str) -> str:
        return str(self._hanta.analyze(word, pos=tag)[0]).lower()


@cache
def tagger(model: str, large: str = "") -> Tagger:
    """Return the tagger of a model, loaded at the first call (0.2 s)."""
    return Tagger(model, large)
