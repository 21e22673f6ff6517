"""One side of an edit: a text with its words, read once for all rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from scraper.edits.lexicon import LANGUAGES, lexicon
from scraper.edits.tagger import Tagged, tagged
from scraper.edits.words import Word, words


@dataclass(frozen=True)
class Side:
    """The text before or after, in the language `language` (a primary tag such as "en")."""

    text: str
    language: str

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Return the words and marks of the text."""
        return words(self.text)

    @cached_property
    def small(self) -> tuple[str, ...]:
        """Return the keys of the words, written small."""
        return tuple(word.small for word in self.words)

    @cached_property
    def tagged(self) -> tuple[Tagged, ...]:
        """Return the words with their parts of speech; () where the language has no tagger."""
        return tagged(self.text) if self.language == "en" else ()

    @cached_property
    def tags(self) -> dict[int, str]:
        """Return the parts of speech by the place in characters where a word starts."""
        return {word.start: word.tag for word in self.tagged}

    def tagged_at(self, at: int) -> str:
        """Return the part of speech of the word at position `at`; "" where there is none."""
        return self.tags.get(self.words[at].start, "") if 0 <= at < len(self.words) else ""

    def lexicon(self, name: str) -> frozenset[str]:
        """Return a word list of the text's language."""
        return lexicon(self.language, name)


def spoken(texts: str) -> str:
    """Return the likeliest language of `texts` by its small words, English where nothing tells."""
    small = [word.small for word in words(texts)]
    counts = {tag: sum(word in lexicon(tag, "function") for word in small) for tag in LANGUAGES}
    likeliest = max(counts, key=lambda tag: counts[tag])
    return likeliest if counts[likeliest] > 2 * counts["en"] else "en"  # "die" and "in" are English, too
