"""Every policy at the same number of visits: knobs found by bisection, then scored."""

from __future__ import annotations

import sys
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


def policy_score(
    stories: Sequence[Story], budget: float, alpha: float, horizon: float
) -> tuple[float, Score]:
    """Return p* and score of the real module at the budget: secant steps on the logarithms."""
    p_star, slope = 0.75 / (budget + 0.5), -1.2
    last: tuple[float, float] | None = None
    for _ in range(6):
        result = score(stories, drive(stories, Policy(p_star=p_star, alpha=alpha, horizon=horizon))[0])
        here = (log(p_star), log(result.visits / budget))
        if abs(here[1]) < CLOSE:
            break
        if last and abs(here[0] - last[0]) > 1e-6:
            slope = min((here[1] - last[1]) / (here[0] - last[0]), -0.3)
        last, p_star = here, min(exp(here[0] - here[1] / slope), 0.95)
    return p_star, result


def race(
    stories: Sequence[Story], budget: float, life: float, horizon: float = 336.0
) -> Iterator[tuple[str, Score]]:
    """Yield (name, score) of every policy at one budget; the real module with and without staleness cost."""
    for name, choices in rules(life).items():
        progress(f"{name}, {budget:g} visits")
        yield name, best(stories, choices, budget)
    for name, alpha in (("scraper.recrawl, alpha 0", 0.0), ("scraper.recrawl, alpha 3e-4", 3e-4)):
        progress(f"{name}, {budget:g} visits, {len(stories)} articles on line")
        p_star, result = policy_score(stories, budget, alpha, horizon)
        yield f"{name} (p* {p_star:.3f})", result
    if stories[0].grid:
        yield "oracle", tuned(stories, oracle, budget)


def row(name: str, result: Score) -> str:
    """Return one row of a table."""
    times = f"{result.delay:.2f} | {result.delay90:.1f}"
    return f"| {name} | {result.visits:.2f} | {result.captured:.1%} | {times} |"


HEAD = "| policy | visits | captured | median delay h | 90 % h |\n|---|---|---|---|---|"
