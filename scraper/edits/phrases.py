"""What changed between two wordings, as phrases that read alone: whole, few, and with what they hang on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scraper.edits.lexicon import lexicon
from scraper.edits.marks import stretches, tells_little
from scraper.edits.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scraper.article import Evidence
    from scraper.edits.words import Word

Place = tuple[int, int]

LONGEST = 72
"""The most characters of a summary: what a subject line shows."""
_FEW = 3
_PAIRED = ('"“”„‟«»', "'‘’‚‛‹›", "()[]")


class Change(NamedTuple):
    """Words that came for others: their half-open places in characters, and how both read, "" for none."""

    old: Place
    new: Place
    gone: str
    come: str


def changes(before: str, after: str, language: str = "en") -> tuple[Change, ...]:
    """Return what the word marks show, in reading order; a small word or a mark with the words beside it.

    >>> [(each.gone, each.come) for each in changes("It rains, and hail fell", "It rains and hail falls")]
    [('rains, and', 'rains and'), ('fell', 'falls')]
    """
    return tuple(_changes(before, after, language))


def _changes(before: str, after: str, language: str) -> Iterator[Change]:
    old, new = words(before, language), words(after, language)
    for alike, start, end, left, right in stretches(before, after, language):
        if alike:
            continue
        gone, come = old[start:end], new[left:right]
        places = _place(gone), _place(come)
        if _slight(gone, come, language):
            gone, come = _with_beside(old, start, end), _with_beside(new, left, right)
        else:
            gone, come = _without_articles(gone, come, language)
            # What stands alone ends with no small word that hangs on the next: "hospital in" before "Bergen".
            alone = not (gone and come) and end < len(old) and old[end].key[0].isalnum()
            hanging = lexicon(language, "function") if alone else frozenset()
            gone, come = _trimmed(gone, hanging), _trimmed(come, hanging)
        yield Change(*places, _read(before, gone), _read(after, come))


def _slight(gone: tuple[Word, ...], come: tuple[Word, ...], language: str) -> bool:
    """Tell whether a change cannot be read alone: small words, marks, or the same words with other marks."""
    if all(tells_little(word, language) for word in (*gone, *come)):
        return True
    said = [[word.small for word in cut if word.key[0].isalnum()] for cut in (gone, come)]
    return said[0] == said[1] and len(gone) + len(come) > len(said[0]) + len(said[1])


def _without_articles(
    gone: tuple[Word, ...], come: tuple[Word, ...], language: str
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Return two phrases without the articles that both begin with: "a reckless", "an unhelpful"."""
    articles = lexicon(language, "article")
    both = len(gone) > 1 and len(come) > 1 and gone[0].small in articles and come[0].small in articles
    return (gone[1:], come[1:]) if both and gone[1].key != come[1].key else (gone, come)


def _with_beside(cut: tuple[Word, ...], start: int, end: int) -> tuple[Word, ...]:
    """Return words with the next word on either side, and the marks up to it."""
    before = (at for at in range(start - 1, -1, -1) if cut[at].key[0].isalnum())
    after = (at for at in range(end, len(cut)) if cut[at].key[0].isalnum())
    return cut[next(before, 0) : next(after, len(cut)) + 1]


def _place(cut: tuple[Word, ...]) -> Place:
    return (cut[0].start, cut[-1].end) if cut else (0, 0)


def _read(text: str, cut: tuple[Word, ...]) -> str:
    start, end = _place(cut)
    return " ".join(text[start:end].split())


def _trimmed(cut: tuple[Word, ...], hanging: frozenset[str]) -> tuple[Word, ...]:
    """Return words without `hanging` ones at the end, and without marks at the ends but pairs of them."""
    while cut and _loose(cut[0], cut):
        cut = cut[1:]
    while cut and (_loose(cut[-1], cut) or cut[-1].small in hanging):
        cut = cut[:-1]
    return cut


def _loose(mark: Word, cut: tuple[Word, ...]) -> bool:
    if mark.key[0].isalnum() or len(mark.text) > 1:
        return False
    family = next((each for each in _PAIRED if mark.text in each), "")
    return sum(word.text in family for word in cut) % 2 == 1 if family else True


def touched(found: Sequence[Change], evidence: Evidence) -> list[Change]:
    """Return the changes that evidence rests on, those of most of it first; all where it names no place."""
    counted = [
        sum(_meet(place, change.old) for place in evidence.before)
        + sum(_meet(place, change.new) for place in evidence.after)
        for change in found
    ]
    order = sorted(range(len(found)), key=lambda at: -counted[at])
    return [found[at] for at in order if counted[at]] or list(found)


def _meet(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def told(gone: str, come: str) -> str:
    """Return in one line what came for what, each cut where both would be too long.

    >>> told("allegedly", ""), told("", "who had left the day before")
    ('allegedly dropped', 'added: who had left the day before')
    """
    if gone and come:
        room = LONGEST - len(" -> ")
        left = clipped(gone, max(room // 2, room - len(come)))
        return f"{left} -> {clipped(come, room - len(left))}"
    verb = "dropped" if gone else "added"
    phrase = gone or come
    few = phrase.count(" ") < _FEW and len(phrase) + len(verb) < LONGEST
    return f"{phrase} {verb}" if few else clipped(f"{verb}: {phrase}")


def whole(gone: str, come: str) -> bool:
    """Tell whether `told` cuts nothing off."""
    return len(gone) + len(come) + len(" -> " if gone and come else "dropped: ") <= LONGEST


def listed(found: Sequence[Change]) -> str:
    """Return changes in one line: the first, and as many more as go into it whole.

    >>> listed(changes("He left Oslo and sang a sad old song", "He left and sang a song"))
    'dropped: Oslo … sad old'
    """
    chosen = [found[0]]
    for change in found[1:]:
        if whole(change.gone, change.come) and len(_line([*chosen, change])) <= LONGEST:
            chosen.append(change)
    return _line(chosen)


def _line(chosen: Sequence[Change]) -> str:
    """Return changes in a line, with all that only went, or only came, told together."""
    groups: dict[tuple[bool, bool], list[Change]] = {}
    for change in chosen:
        groups.setdefault((bool(change.gone), bool(change.come)), []).append(change)
    return "; ".join(map(_group, groups.values()))


def _group(alike: Sequence[Change]) -> str:
    first = alike[0]
    if len(alike) == 1 or (first.gone and first.come):
        return "; ".join(told(change.gone, change.come) for change in alike)
    return f"{'dropped' if first.gone else 'added'}: {' … '.join(each.gone or each.come for each in alike)}"


def clipped(text: str, longest: int = LONGEST) -> str:
    """Return `text` on one line, cut with an ellipsis where it is longer than so many characters.

    It is cut between words where there are any: not within Chinese.
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[:longest]
    head, space, _ = cut.rpartition(" ")
    kept = head if space and len(head) > longest // 2 else cut[:-1]
    return f"{kept.rstrip(' ,;:-–—(“‘')}…"
