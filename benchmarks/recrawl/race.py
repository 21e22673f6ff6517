"""Every policy at the same number of visits: knobs found by bisection, then scored."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from math import exp, log
from typing import TYPE_CHECKING

from benchmarks.recrawl.baselines import oracle, rules
from benchmarks.recrawl.stories import Score, drive, score
from scraper.recrawl import Policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.recrawl.baselines import Rule
    from benchmarks.recrawl.stories import Story

TUNED_ON = 3000
"""Stories on which a baseline's knob and second parameter are found; it is then scored on all."""
CLOSE = 0.015
"""A knob is found when the visits per article are this near to the budget, relatively."""


def progress(text: str) -> None:
    """Say on standard error what is being run."""
    print(f"  … {text}", file=sys.stderr, flush=True)


def bisected(visits: Callable[[float], float], budget: float, low: float, high: float) -> float:
    """Return the knob at which ever fewer `visits` meet the budget; bisection on the logarithm."""
    middle = low
    for _ in range(24):
        middle = exp((log(low) + log(high)) / 2)
        spent = visits(middle)
        if abs(spent / budget - 1) < CLOSE / 5:
            break
        low, high = (middle, high) if spent > budget else (low, middle)
    return middle


def per_article(stories: Sequence[Story], rule: Rule, knob: float) -> float:
    """Return visits per article."""
    return sum(len(rule(story, knob)) for story in stories) / len(stories)


def tuned(stories: Sequence[Story], rule: Rule, budget: float) -> Score:
    """Return a baseline's score at the budget."""
    sample = stories[:: max(1, len(stories) // TUNED_ON)]
    knob = bisected(lambda knob: per_article(sample, rule, knob), budget, 1e-3, 2000.0)
    knob = bisected(lambda knob: per_article(stories, rule, knob), budget, knob / 1.1, knob * 1.1)
    return score(stories, [rule(story, knob) for story in stories])


def best(stories: Sequence[Story], choices: Sequence[Rule], budget: float) -> Score:
    """Return a baseline's score with the second parameter that serves it best, with hindsight."""
    sample = stories[:: max(1, len(stories) // TUNED_ON)]
    ranked = max(choices, key=lambda rule: _fair(tuned(sample, rule, budget), budget))
    return tuned(stories, ranked, budget)


def _fair(result: Score, budget: float) -> float:
    """Return the capture, unless the rule cannot spend the budget at all."""
    return result.captured if result.visits < budget * 1.1 else -1.0


@dataclass(frozen=True)
class Entry:
    """One way to run the real module; the first `settle` hours go by at its default p* or less."""

    name: str
    alpha: float = 0.0
    hints: bool = False
    settle: float = 0.0


def on_line(stories: Sequence[Story], entry: Entry, budget: float, horizon: float) -> tuple[float, Score]:
    """Return p* and score of the real module at the budget, p* found on a sample first."""
    sample = stories[:: max(1, len(stories) // TUNED_ON)]
    p_star, _ = _met(partial(_run, sample, entry, horizon), budget, 0.75 / (budget + 0.5), 2 * CLOSE)
    return _met(partial(_run, stories, entry, horizon), budget, p_star, CLOSE)


def _run(stories: Sequence[Story], entry: Entry, horizon: float, p_star: float) -> Score:
    policy = Policy(p_star=p_star, alpha=entry.alpha, horizon=horizon)
    return score(stories, drive(stories, policy, hints=entry.hints, settle=entry.settle)[0])


def _met(run: Callable[[float], Score], budget: float, p_star: float, close: float) -> tuple[float, Score]:
    """Return the p* whose visits are close to the budget, and its score.

    Steps of p* as a power of the visits, kept between what was found too low and too high.
    """
    low, high, result = 1e-3, 0.9, run(p_star)
    for _ in range(7):
        off = result.visits / budget
        if abs(off - 1) < close:
            break
        low, high = (p_star, high) if off > 1 else (low, p_star)
        tried = p_star * max(off, 0.1) ** 0.8
        p_star = tried if low < tried < high else exp((log(low) + log(high)) / 2)
        result = run(p_star)
    return p_star, result


def race(
    stories: Sequence[Story], budget: float, life: float, horizon: float, entries: Sequence[Entry]
) -> Iterator[tuple[str, Score]]:
    """Yield (name, score) of every policy at one budget, the baselines first."""
    for name, choices in rules(life).items():
        progress(f"{name}, {budget:g} visits")
        yield name, best(stories, choices, budget)
    for entry in entries:
        progress(f"{entry.name}, {budget:g} visits, {len(stories)} articles on line")
        p_star, result = on_line(stories, entry, budget, horizon)
        yield f"**{entry.name}**, p* {p_star:.3f}", result
    if stories[0].grid:
        yield "oracle", tuned(stories, oracle, budget)


def row(name: str, result: Score) -> str:
    """Return one row of a table."""
    shares = f"{result.captured:.1%} | {result.lost:.1%}"
    return f"| {name} | {result.visits:.2f} | {shares} | {result.delay:.2f} | {result.delay90:.1f} |"


HEAD = "| policy | visits | captured | lost | median delay h | 90 % h |\n|---|---|---|---|---|---|"
