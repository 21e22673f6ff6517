from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import isfinite

from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.recrawl import Pace, Policy, Pool, Row, learn, next_due, probability

START = datetime(2030, 1, 1, tzinfo=UTC)
HOURS = st.floats(-2000, 2000).map(lambda hours: START + timedelta(hours=hours))
PACES = st.builds(
    Pace,
    first_seen=HOURS,
    source=st.just("site"),
    host=st.just("host"),
    published=st.none() | HOURS,
    last_visit=HOURS,
    last_change=st.none() | HOURS,
    post_a=st.floats(1, 500),
    post_b=st.floats(1, 500),
    cue_at=st.none() | HOURS,
    cue_latest=st.none() | HOURS,
    control=st.booleans(),
    utc_offset=st.floats(-12, 14),
).map(lambda pace: replace(pace, last_visit=max(pace.last_visit or START, pace.first_seen)))
COUNTS = st.floats(0, 1e5)
KEYS = [*(("hazard", str(n)) for n in range(12)), *(("clock", str(n)) for n in range(24))]
KEYS += [("level", "site"), ("cue", ""), ("burst", ""), ("hint", "site")]
ROWS: st.SearchStrategy[list[Row]] = st.lists(
    st.builds(lambda key, n, e: (*key, n, e), st.sampled_from(KEYS), COUNTS, COUNTS), max_size=8
)
POLICIES = st.builds(
    Policy,
    p_star=st.floats(0.005, 0.6),
    alpha=st.floats(0, 1),
    horizon=st.floats(1, 2000),
    cue_worth=st.floats(0, 9),
)


@settings(max_examples=60, deadline=None)
@given(PACES, ROWS, POLICIES)
def test_no_visit_is_due_before_the_floor(pace: Pace, rows: list[Row], policy: Policy) -> None:
    due = next_due(pace, Pool.of(rows), policy, START)
    assert isfinite(due.slope)
    assert due.slope >= -1e-6
    if due.at is not None and pace.last_visit:
        floor = min(policy.floor, policy.control_every)
        assert due.at - pace.last_visit >= timedelta(hours=floor) - timedelta(seconds=1)


@settings(max_examples=20, deadline=None)
@given(PACES, st.floats(0.05, 0.5))
def test_an_article_that_never_changes_retires_after_few_visits(pace: Pace, p_star: float) -> None:
    pace = replace(pace, post_a=min(pace.post_a, 5.0), control=False)
    policy, visits = Policy(p_star=p_star), 0
    while (at := next_due(pace, Pool.prior(), policy, START).at) is not None:
        pace, _ = learn(pace, Pool.prior(), at, changed=False)
        visits += 1
        assert visits < 300


@settings(max_examples=60, deadline=None)
@given(PACES, ROWS, st.floats(0, 5000), st.booleans())
def test_a_visit_teaches_finite_and_never_negative_amounts(
    pace: Pace,
    rows: list[Row],
    gap: float,
    changed: bool,  # noqa: FBT001 - a drawn value
) -> None:
    pool = Pool.of(rows)
    at = (pace.last_visit or START) + timedelta(hours=gap)
    assert 0 <= probability(pace, pool, at) <= 1
    later, delta = learn(pace, pool, at, changed=changed)
    assert later.post_a >= pace.post_a
    assert later.post_b >= pace.post_b
    assert all(isfinite(n) and isfinite(e) and min(n, e) >= 0 for _, _, n, e in delta.rows)
