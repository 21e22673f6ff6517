"""Time the comparison of an article of 5,000 words, and beside it what others show for the same pair.

The text is made up from a few words, so that nothing is needed but a seed; as the order of words recurs,
too, the tagger remembers more than it can of real prose. Travel advice and its rewrite stand beside it where
the data are there. Times are the processor's, the best of nine, with the caches of whole texts emptied.
"""

from __future__ import annotations

import difflib
import gc
import gzip
import importlib
import importlib.util
import json
import random
import time
from functools import _lru_cache_wrapper, partial
from itertools import islice
from typing import TYPE_CHECKING

from benchmarks.edits_reasons import SHARED, text
from scraper.article import Article
from scraper.edits import compare, label
from scraper.edits.alignment import align
from scraper.edits.marks import marks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WHO = [
    "minister",
    "mayor",
    "union",
    "court",
    "police",
    "company",
    "charity",
    "school",
    "team",
    "bank",
    "farmers",
    "doctors",
    "teachers",
    "voters",
]
PLACES = [
    "Bergen",
    "Leeds",
    "Lyon",
    "Porto",
    "Ghent",
    "Turin",
    "Malmo",
    "Graz",
    "Cork",
    "Tampere",
    "Bilbao",
    "Nantes",
    "Basel",
    "Utrecht",
]
DEEDS = [
    "opened",
    "closed",
    "praised",
    "rejected",
    "delayed",
    "approved",
    "questioned",
    "repaired",
    "sold",
    "inspected",
    "defended",
    "cut",
]
THINGS = [
    "bridge",
    "budget",
    "hospital",
    "harbour",
    "railway",
    "library",
    "festival",
    "factory",
    "plan",
    "report",
    "market",
    "tax",
    "dam",
]
SOURCE = SHARED / "data" / "travel-advice.jsonl.gz"
TEXTS = {
    ("scraper.edits.hanta", "_step"),
    ("scraper.edits.hanta", "Beam"),
    ("scraper.edits.quantities", "read"),
    ("scraper.edits.quotes", "quoted"),
    ("scraper.sentences", "sentences"),
    ("scraper.edits.tagger", "tagged"),
    ("scraper.edits.times", "times"),
    ("scraper.edits.words", "plain"),
    ("scraper.edits.words", "_words"),
}
WHEN = ("on Monday", "last week", "in March", "after the storm", "before the vote", "this year")
WHY = ("to save money", "after months of talks", "because of cracks", "despite protests", "as prices rise")


def sentence(draw: random.Random) -> str:
    """Return one made-up sentence of some twenty words."""
    first = f"The {draw.choice(WHO)} of {draw.choice(PLACES)} {draw.choice(DEEDS)} the {draw.choice(THINGS)}"
    second = (
        f"and {draw.randint(2, 900)} {draw.choice(WHO)} from {draw.choice(PLACES)} {draw.choice(DEEDS)} it"
    )
    return f"{first} {draw.choice(WHEN)} {draw.choice(WHY)}, {second}, the {draw.choice(WHO)} said."


def reworded(draw: random.Random, text: str) -> str:
    """Return a sentence with one word changed for another of its kind."""
    kind = draw.choice([WHO, PLACES, DEEDS, THINGS])
    return next((text.replace(word, draw.choice(kind), 1) for word in kind if word in text), text)


def rewritten(draw: random.Random, texts: Sequence[str], share: float) -> list[str]:
    """Return `texts` with a share of them reworded, two paragraphs moved and three sentences gone."""
    chosen = set(draw.sample(range(len(texts)), max(1, int(share * len(texts)))))
    new = [reworded(draw, text) if at in chosen else text for at, text in enumerate(texts)]
    return new if share < 0.05 else new[30:36] + new[:30] + new[39:]


def article(texts: Sequence[str]) -> Article:
    """Return an article with three sentences to a paragraph."""
    return Article(
        language="en", paragraphs=tuple(" ".join(texts[at : at + 3]) for at in range(0, len(texts), 3))
    )


def emptied() -> None:
    """Empty the caches that hold texts, or words in their order; what is known of a word alone stays."""
    for kept in gc.get_objects():
        if isinstance(kept, _lru_cache_wrapper) and (kept.__module__, kept.__name__) in TEXTS:
            kept.cache_clear()


def best(work: Callable[[], object]) -> float:
    """Return the shortest of nine runs in milliseconds of processor time."""
    times = []
    for _ in range(9):
        emptied()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * min(times)


def peers(old: str, new: str) -> dict[str, Callable[[], object]]:
    """Return what else compares two texts, as far as it is installed."""
    found: dict[str, Callable[[], object]] = {
        "difflib, words": lambda: difflib.SequenceMatcher(
            None, old.split(), new.split(), autojunk=False
        ).get_opcodes()
    }
    if importlib.util.find_spec("diff_match_patch"):
        patcher = importlib.import_module("diff_match_patch").diff_match_patch()
        found["diff-match-patch, characters"] = lambda: patcher.diff_main(old, new)
    if importlib.util.find_spec("redlines"):
        redlines = importlib.import_module("redlines").Redlines
        found["redlines, words"] = lambda: redlines(old, new).output_markdown
    return found


def real_prose() -> tuple[Article, Article]:
    """Return some 5,000 words of travel advice and what became of them; both empty without the data."""
    old: list[str] = []
    new: list[str] = []
    if not SOURCE.exists():
        return article(()), article(())
    with gzip.open(SOURCE, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, None, 7):
            for change in json.loads(line)["changes"]:
                before, after = (text(change[side] or "") for side in ("old", "new"))
                if before and after and before != after:
                    old += before
                    new += after
            if sum(len(paragraph.split()) for paragraph in old) > 5000:
                break
    return Article(language="en", paragraphs=tuple(old)), Article(language="en", paragraphs=tuple(new))


def main() -> None:
    """Print the tables."""
    draw = random.Random(4)
    texts = [sentence(draw) for _ in range(210)]
    print(f"{sum(len(text.split()) for text in texts)} words\n\n| what | milliseconds |\n|---|---|")
    label(texts[0], texts[1])  # loads the tagger
    pair = "The mayor is due to meet doctors on Monday.", "The mayor met doctors on Monday."
    print(f"| label one sentence | {best(partial(label, *pair)):.1f} |")
    for name, share in (("one sentence", 0.0), ("a third", 0.33), ("every sentence", 1.0)):
        new = rewritten(draw, texts, share)
        print(f"| compare, {name} changed | {best(partial(compare, article(texts), article(new))):.1f} |")
        print(f"| align and mark only, {name} changed | {best(partial(aligned, texts, new)):.1f} |")
        for peer, work in peers(" ".join(texts), " ".join(new)).items():
            print(f"| {peer}, {name} changed | {best(work):.1f} |")
    prose = real_prose()
    if prose[0].paragraphs:
        print(f"| compare, real prose rewritten | {best(partial(compare, *prose)):.1f} |")


def aligned(old: Sequence[str], new: Sequence[str]) -> None:
    """Match the sentences and mark the words of those reworded."""
    for match in align(old, new):
        before, after = " ".join(old[at] for at in match.old), " ".join(new[at] for at in match.new)
        if before != after:
            marks(before, after)


if __name__ == "__main__":
    main()
