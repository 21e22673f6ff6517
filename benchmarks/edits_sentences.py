"""Compare sentence segmenters on news sentences in several languages; those not installed are left out."""

from __future__ import annotations

import importlib
import importlib.util
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import sentencex  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = json.loads(
    (Path(__file__).parent.parent / "tests" / "cases" / "edits_sentences.json").read_text("utf-8")
)


def segmenters() -> dict[str, Callable[[str, str], list[str]]]:
    """Return the segmenters at hand by name; each takes a language and a text."""
    found: dict[str, Callable[[str, str], list[str]]] = {"sentencex": sentencex.segment}
    if importlib.util.find_spec("syntok"):
        syntok = importlib.import_module("syntok.segmenter")
        found["syntok"] = lambda _, text: [
            "".join(part.spacing + part.value for part in cut)
            for whole in syntok.process(text)
            for cut in whole
        ]
    if importlib.util.find_spec("pysbd"):
        pysbd = importlib.import_module("pysbd")
        found["pysbd"] = lambda tag, text: pysbd.Segmenter(language=tag, clean=False).segment(text)
    if importlib.util.find_spec("simplemma"):
        simplemma = importlib.import_module("simplemma")
        found["simplemma"] = lambda _, text: list(simplemma.split_sentences(text))
    return found


def main() -> None:
    """Print how many rows each segmenter cuts right, and its time for all of them."""
    print("| segmenter | right | of | milliseconds | wrong |\n|---|---|---|---|---|")
    for name, cut in segmenters().items():
        start, wrong = time.process_time(), []
        for row in ROWS:
            space = "" if row["language"] == "ja" else " "
            try:
                pieces = [piece.strip() for piece in cut(row["language"], space.join(row["sentences"]))]
            except ValueError:
                pieces = []
            if pieces != row["sentences"]:
                wrong.append(row["language"])
        spent = 1000 * (time.process_time() - start)
        print(f"| {name} | {len(ROWS) - len(wrong)} | {len(ROWS)} | {spent:.1f} | {' '.join(wrong)} |")


if __name__ == "__main__":
    main()
