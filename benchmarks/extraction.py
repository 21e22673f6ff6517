"""Measure extraction on real pages: text, fields, false changes, missed edits, speed.

Run `python benchmarks/extraction.py [--peers]` with the shared data at `../shared` or at AFTERWORD_SHARED.
Pages are split in halves by a hash of their name: errors are looked at in the development half only.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import logging
import os
import random
import sys
import time
import warnings
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent))

from extraction_peers import READERS
from extraction_scores import f1, rouge_lsum, shingle_match

from scraper.article import Article, Outcome, normalise, wording
from scraper.extraction import EXTRACTOR, extract
from scraper.extraction.gate import Fetched, Verdict, judge
from scraper.extraction.page import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, Any]
HALVES = ("development", "report")
WORD = "tamarind"  # put in the place of a word; no page of the set has it


def half(name: str) -> str:
    """Return the half that a page belongs to, by a stable hash of its name."""
    return HALVES[hashlib.sha256(name.encode()).digest()[0] % 2]


def rows(folder: Path) -> list[Row]:
    """Return the rows of a folder's index."""
    return [json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()]


def page(path: Path) -> bytes:
    """Return a stored page."""
    return gzip.decompress(path.read_bytes())


def truth(row: Row) -> list[str]:
    """Return the paragraphs and sub-headings as the publisher's own parser read them."""
    return [
        text for section in row["sections"] or [] for text in (*section["headline"], *section["paragraphs"])
    ]


def measure_texts(folder: Path, names: list[str]) -> None:
    """Print F1 of 4-grams and ROUGE-LSum of every reader on both halves."""
    print("\nBody against the publishers' parsers\n")
    print("| reader | half | pages | 4-gram F1 | precision | recall | ROUGE-LSum | empty | CPU ms a page |")
    print("|---|---|---|---|---|---|---|---|---|")
    pages = [(row, page(folder / row["file"])) for row in rows(folder) if truth(row)]
    for name in names:
        for part in HALVES:
            chosen = [(row, body) for row, body in pages if half(row["file"]) == part]
            begun = time.process_time()
            read = [READERS[name](body, row["url"]) for row, body in chosen]
            spent = 1000 * (time.process_time() - begun) / len(chosen)
            pairs = [
                shingle_match("\n".join(truth(row)), "\n".join(t))
                for (row, _), t in zip(chosen, read, strict=True)
            ]
            rouge = [rouge_lsum(truth(row), text) for (row, _), text in zip(chosen, read, strict=True)]
            scores = " | ".join(f"{score:.3f}" for score in (*f1(pairs), sum(rouge) / len(rouge)))
            empty = sum(not text for text in read)
            print(f"| {name} | {part} | {len(chosen)} | {scores} | {empty} | {spent:.0f} |")


def measure_fields(folder: Path) -> None:
    """Print the share of pages whose headline, day and authors are exactly the parser's."""
    print("\nFields, exact\n")
    print("| pages | half | headline | date | authors |\n|---|---|---|---|---|")
    read = [(row, extract(page(folder / row["file"]), row["url"])) for row in rows(folder)]
    for english in (True, False):
        for part in HALVES:
            chosen = [
                (row, article)
                for row, article in read
                if half(row["file"]) == part and (article.language or "").lower().startswith("en") is english
            ]
            shares = " | ".join(
                share([ok for row, article in chosen if (ok := right(row, article)) is not None])
                for right in RIGHT
            )
            print(f"| {'English' if english else 'other'} | {part} | {shares} |")


def share(answers: list[bool]) -> str:
    """Return right answers as a share, with the counts."""
    return f"{sum(answers) / max(1, len(answers)):.3f} ({sum(answers)}/{len(answers)})"


def right_headline(row: Row, article: Article) -> bool | None:
    """Tell whether the headline is the parser's."""
    return normalise(article.headline or "") == normalise(row["headline"]) if row["headline"] else None


def right_day(row: Row, article: Article) -> bool | None:
    """Tell whether the day of publication is the parser's; one without an offset is taken as it stands."""
    if not row["published"]:
        return None
    told = datetime.fromisoformat(row["published"])
    if article.published is None:
        return False
    return (
        article.published.date()
        == (told.astimezone(article.published.tzinfo) if told.tzinfo else told).date()
    )


def right_authors(row: Row, article: Article) -> bool | None:
    """Tell whether the authors are the parser's, in order."""
    wanted = [normalise(name) for name in row["authors"] or []]
    return [normalise(name) for name in article.authors] == wanted if wanted else None


RIGHT = (right_headline, right_day, right_authors)


def measure_false_changes(folder: Path) -> None:
    """Print how many pairs of captures of an unchanged article differ in their wording."""
    false, empty, pairs = Counter[str](), 0, [row for row in rows(folder) if not row["edit"]]
    for row in pairs:
        old, new = (extract(page(folder / row[side]), row["url"]) for side in "ab")
        false[row["site"]] += wording(old) != wording(new)
        empty += not (old.paragraphs and new.paragraphs)
    told = f"{false.total()} of {len(pairs)} pairs, {empty} with an empty body {dict(+false) or ''}"
    print(f"\nFalse changes: {told}")


def measure_gate(shared: Path) -> None:
    """Print how many pages and captures the gate calls an article, and what it says of the others."""
    pages = [(row["url"], page(shared / "pages" / row["file"])) for row in rows(shared / "pages")]
    pairs = [
        (row["url"], page(shared / "refetch" / row[side]))
        for row in rows(shared / "refetch")
        for side in "ab"
    ]
    verdicts = Counter(first_verdict(url, body) for url, body in (*pages, *pairs))
    read = sum(number for verdict, number in verdicts.items() if verdict.outcome is Outcome.READ)
    others = {
        f"{verdict.outcome}: {verdict.reason}": number
        for verdict, number in verdicts.items()
        if verdict.outcome is not Outcome.READ
    }
    print(f"\nThe gate: {read} of {verdicts.total()} are read {others or ''}")


def first_verdict(url: str, body: bytes) -> Verdict:
    """Return the gate's verdict on a page that is seen for the first time."""
    return judge(Fetched(url, url, 200, {}, body), extract(body, url), None)


def measure_missed_edits(folder: Path, tries: int) -> None:
    """Print how many one-word edits are not seen: a word that a reader sees is replaced."""
    print("\nOne-word edits\n\n| part | half | made | missed |\n|---|---|---|---|")
    made, missed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row in rows(folder):
        body = page(folder / row["file"])
        before = wording(extract(body, row["url"]))
        parts = {"headline": [row["headline"]], "standfirst": row["summary"] or [], "body": truth(row)}
        for part, texts in parts.items():
            for text in random.Random(row["file"]).sample(texts, min(tries, len(texts))):
                for edited in edit(decode(body), text or "", part):
                    made[part, half(row["file"])] += 1
                    missed[part, half(row["file"])] += wording(extract(edited, row["url"])) == before
    for key in sorted(made):
        print(f"| {key[0]} | {key[1]} | {made[key]} | {missed[key]} |")


def edit(source: str, text: str, part: str) -> Iterator[bytes]:
    """Yield the page with one word of `text` replaced where it is seen, if it is found."""
    root = lxml.html.document_fromstring(source.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    wanted = normalise(text)
    tags = ("h1",) if part == "headline" else ("p", "h2", "h3", "li", "div", "span", "blockquote")
    for element in root.iter(*tags):
        spot = next((inner for inner in element.iter() if fits(inner.text, wanted)), None)
        if spot is not None and not any(
            above.tag in {"aside", "nav", "noscript"} for above in spot.iterancestors()
        ):
            words = (spot.text or "").split(" ")
            at = max(range(len(words)), key=lambda index: (len(words[index]), -index))
            words[at] = WORD
            spot.text = " ".join(words)
            yield lxml.html.tostring(root, encoding="utf-8")
            return


def fits(text: object, wanted: str) -> bool:
    """Tell whether an element's text is the greater part of the wanted one."""
    told = normalise(text) if isinstance(text, str) else ""
    return len(told) > 15 and told in wanted and 2 * len(told) > len(wanted)


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", action="store_true", help="also run the other readers that are installed")
    parser.add_argument("--edits", type=int, default=3, help="one-word edits tried in each part of each page")
    told = parser.parse_args()
    shared = Path(os.environ.get("AFTERWORD_SHARED", Path(__file__).parent.parent.parent / "shared")) / "data"
    if not (shared / "pages" / "index.jsonl").exists():
        print(f"skipped: no pages at {shared}")
        return
    logging.disable()
    warnings.simplefilter("ignore")
    print(EXTRACTOR)
    measure_texts(shared / "pages", list(READERS) if told.peers else ["afterword"])
    measure_fields(shared / "pages")
    measure_false_changes(shared / "refetch")
    measure_gate(shared)
    measure_missed_edits(shared / "pages", told.edits)


if __name__ == "__main__":
    main()
