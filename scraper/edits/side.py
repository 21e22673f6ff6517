"""One side of an edit: a text with its words, read once for all rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from scraper.edits.lexicon import LANGUAGES, lexicon
from scraper.edits.tagger import Tagged, tagged
from scraper.edits.words import Word, words

if TYPE_CHECKING:
    from collections.abc import Sequence

REACH = 4
"""How many words around a difference a rule that looks nearby may need to read it."""

MOST = 0.6
"""The least share of lemmas in common of two texts that tell one thing."""

FEW = 12
"""How many telling words two texts may have together for an inflected one to be a great share."""

Read = tuple[str, str]


@dataclass(frozen=True)
class Side:
    """The text before or after, in the language `language` (a primary tag such as "en")."""

    text: str
    language: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Return the words and marks of the text."""
        return words(self.text, self.language)

    @cached_property
    def small(self) -> tuple[str, ...]:
        """Return the keys of the words, written small."""
        return tuple([word.small for word in self.words])

    @cached_property
    def read(self) -> tuple[Read, ...]:
        """Return each word with its part of speech."""
        return tuple([(word.key, self.tags.get(word.start, "")) for word in self.words])

    @cached_property
    def tagged(self) -> tuple[Tagged, ...]:
        """Return the words with their parts of speech; () where the language has no tagger."""
        return tagged(self.text) if self.language == "en" else ()

    @cached_property
    def tags(self) -> dict[int, str]:
        """Return the parts of speech by the place in characters where a word starts."""
        return {word.start: word.tag for word in self.tagged}

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """Return the lemmas of the words; the words themselves where the language has no tagger."""
        return frozenset([word.lemma for word in self.tagged] or self.small)

    @cached_property
    def forms(self) -> frozenset[str]:
        """Return the words of the text, written small, and their lemmas."""
        return self.lemmas.union(self.small)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Return the words that carry content, by their first five letters, small ones left out."""
        small = self.lexicon("function")
        return frozenset(word[:5] for word in self.small if word not in small and word[0].isalnum())

    @cached_property
    def meant(self) -> frozenset[str]:
        """Return the lemmas of the words that carry content, also negating ones left out."""
        small = self.lexicon("function") | self.lexicon("negation")
        return frozenset([lemma for lemma in self.lemmas if lemma not in small and lemma[0].isalnum()])

    @property
    def place(self) -> tuple[int, int]:
        """Return where in characters the rules look; half-open."""
        return 0, len(self.text)

    def tagged_at(self, at: int) -> str:
        """Return the part of speech of the word at position `at`; "" where there is none."""
        return self.tags.get(self.words[at].start, "") if 0 <= at < len(self.words) else ""

    def lexicon(self, name: str) -> frozenset[str]:
        """Return a word list of the text's language."""
        return lexicon(self.language, name)


@dataclass(frozen=True)
class Excerpt(Side):
    """A run of words of a side; places are those in the whole text."""

    start: int
    end: int
    whole: Side = field(compare=False, repr=False)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Return the words and marks of the excerpt."""
        return self.whole.words[self.start : self.end]

    @cached_property
    def small(self) -> tuple[str, ...]:
        """Return the keys of the words, written small."""
        return self.whole.small[self.start : self.end]

    @cached_property
    def tagged(self) -> tuple[Tagged, ...]:
        """Return the words with their parts of speech."""
        start, end = self.place
        return tuple([word for word in self.whole.tagged if start <= word.start < end])

    @cached_property
    def tags(self) -> dict[int, str]:
        """Return the parts of speech by place, of the whole text."""
        return self.whole.tags

    @property
    def telling(self) -> frozenset[str]:
        """Return the telling words of the whole text: what it is about is no matter of an excerpt."""
        return self.whole.telling

    @property
    def meant(self) -> frozenset[str]:
        """Return the lemmas that carry content of the whole text."""
        return self.whole.meant

    @property
    def forms(self) -> frozenset[str]:
        """Return the words and lemmas of the whole text."""
        return self.whole.forms

    @property
    def place(self) -> tuple[int, int]:
        """Return where the excerpt stands in characters."""
        return (self.words[0].start, self.words[-1].end) if self.words else (0, 0)


def nearby(old: Side, new: Side, reach: int = REACH) -> tuple[Excerpt, Excerpt]:
    """Return what differs and `reach` words around it: equal ends, read alike, tell no difference."""
    lead, trail = _equal_ends(old, new)
    start, kept = max(0, lead - reach), max(0, trail - reach)
    return (
        Excerpt(old.text, old.language, start, len(old.words) - kept, old),
        Excerpt(new.text, new.language, start, len(new.words) - kept, new),
    )


def related(old: Side, new: Side, least: float = 0.5) -> bool:
    """Tell whether two texts share more than `least` of their telling words: whether they tell one thing.

    In few words one that is inflected is a great share: there lemmas may tell it as well, if most are shared.
    """
    return _share(old.telling, new.telling) > least or close(old, new)


def close(old: Side, new: Side, least: float = MOST) -> bool:
    """Tell whether two texts of few words share so many of their lemmas."""
    return len(old.telling) + len(new.telling) <= FEW and _share(old.meant, new.meant) >= least


def _share(old: frozenset[str], new: frozenset[str]) -> float:
    return 2 * len(old & new) / max(1, len(old) + len(new))


@lru_cache(maxsize=16)
def _equal_ends(old: Side, new: Side) -> tuple[int, int]:
    before, after = old.read, new.read
    most = min(len(before), len(after))
    lead = _alike(before, after, most)
    return lead, _alike(before[::-1], after[::-1], most - lead)


def _alike(old: Sequence[Read], new: Sequence[Read], most: int) -> int:
    """Return how many words, `most` at most, both begin with."""
    pairs = enumerate(zip(old[:most], new[:most], strict=True))
    return next((at for at, (one, other) in pairs if one != other), most)


def tongue(language: str | None, texts: str) -> str:
    """Return the primary tag of a language; where it is not known, of that which `texts` are spoken in."""
    return language.replace("_", "-").split("-")[0].lower() if language else spoken(texts)


def spoken(texts: str) -> str:
    """Return the likeliest language of `texts` by its small words, English where nothing tells."""
    small = [word.small for word in words(texts)]
    counts = {tag: sum(map(lexicon(tag, "function").__contains__, small)) for tag in LANGUAGES}
    likeliest = max(counts, key=lambda tag: counts[tag])
    telling = (lexicon(likeliest, "function") - lexicon("en", "borrowed")).intersection(small)
    return likeliest if telling and counts[likeliest] > 2 * counts["en"] else "en"
