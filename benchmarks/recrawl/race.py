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
    """One way to run the real module."""

    name: str
    alpha: float = 0.0
    hints: bool = False


def on_line(stories: Sequence[Story], entry: Entry, budget: float, horizon: float) -> tuple[float, Score]:
    """Return p* and score of the real module at the budget, p* found on a sample first."""
    p_star = 0.75 / (budget + 0.5)
    sample = stories[:: max(1, len(stories) // TUNED_ON)]
    result = score(sample, [[] for _ in sample])
    for part, close in ((sample, 2 * CLOSE), (stories, CLOSE)):
        run = partial(_run, part, entry, horizon)
        p_star, result = _secant(run, budget, p_star, close)
    return p_star, result


def _run(stories: Sequence[Story], entry: Entry, horizon: float, p_star: float) -> Score:
    policy = Policy(p_star=p_star, alpha=entry.alpha, horizon=horizon)
    return score(stories, drive(stories, policy, hints=entry.hints)[0])


def _secant(run: Callable[[float], Score], budget: float, p_star: float, close: float) -> tuple[float, Score]:
    """Return the p* whose visits are close to the budget, and its score; secant steps on the logarithms."""
    slope, result = -1.2, run(p_star)
    for _ in range(5):
        off = log(result.visits / budget)
        if abs(off) < close:
            break
        tried = min(p_star * exp(-off / slope), (1 + p_star) / 2)
        result = run(tried)
        slope = min((log(result.visits / budget) - off) / log(tried / p_star), -0.3)
        p_star = tried
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
    times = f"{result.delay:.2f} | {result.delay90:.1f}"
    return f"| {name} | {result.visits:.2f} | {result.captured:.1%} | {times} |"


HEAD = "| policy | visits | captured | median delay h | 90 % h |\n|---|---|---|---|---|"
