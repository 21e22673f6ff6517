from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import log

import pytest

from scraper.article import Announcement
from scraper.recrawl import (
    Due,
    Pace,
    Policy,
    Pool,
    PoolDelta,
    adjusted,
    after_failure,
    after_gone,
    after_suspect,
    asks_in_full,
    calibration,
    capture,
    cue,
    explain,
    hinted,
    in_control,
    learn,
    needed,
    news_share,
    next_due,
    poll_interval,
    probability,
    rehearse,
    trusts_validators,
    verified,
)

SEEN = datetime(2030, 1, 1, 8, tzinfo=UTC)
NEW = Pace(SEEN, "bbc", "bbc.example", published=SEEN - timedelta(minutes=20), last_visit=SEEN)
POOL = Pool.prior()
POLICY = Policy()


def after(**duration: float) -> datetime:
    return SEEN + timedelta(**duration)


def due_at(pace: Pace, pool: Pool = POOL, policy: Policy = POLICY) -> datetime:
    at = next_due(pace, pool, policy, SEEN).at
    assert at is not None
    return at


def silent_life(pace: Pace, policy: Policy = POLICY) -> list[Due]:
    """Return every due visit of an article that never changes, retirement included."""
    dues = [next_due(pace, POOL, policy, SEEN)]
    while (at := dues[-1].at) is not None:
        pace, _ = learn(pace, POOL, at, changed=False)
        dues.append(next_due(pace, POOL, policy, at))
    return dues


def test_an_article_never_visited_is_due_now() -> None:
    unvisited = replace(NEW, last_visit=None)
    assert next_due(unvisited, POOL, POLICY, SEEN) == Due(SEEN, 1.0, "unvisited")


def test_visits_of_a_silent_article_grow_apart_and_end_with_a_final_look_at_the_horizon() -> None:
    dues = silent_life(NEW)
    times = [NEW.last_visit, *(due.at for due in dues if due.at)]
    gaps = [b - a for a, b in pairwise(times[:-1]) if a and b]
    assert gaps == sorted(gaps)
    assert [due.reason for due in dues[-2:]] == ["final", "retired"]
    assert times[-1] == after(days=14)


@pytest.mark.parametrize("p_star", [0.02, 0.05, 0.1, 0.2])
def test_a_visit_falls_where_the_probability_reaches_p_star(p_star: float) -> None:
    policy = Policy(p_star=p_star, alpha=0.0)
    at = due_at(NEW, policy=policy)
    assert probability(NEW, POOL, at) == pytest.approx(p_star, rel=0.1)


SOONER = {
    "a higher value of fresh news": (NEW, POOL, Policy(alpha=3e-2)),
    "a livelier article": (replace(NEW, post_a=3.0), POOL, POLICY),
    "a change just seen": (replace(NEW, last_change=SEEN), POOL, POLICY),
    "a livelier site": (NEW, Pool.of([("level", "bbc", 30.0, 5.0)]), POLICY),
    "a livelier hour": (NEW, Pool.of([("clock", str(hour), 90.0, 5.0) for hour in (8, 9, 10)]), POLICY),
    "a livelier age": (NEW, Pool.of([("hazard", "2", 90.0, 20.0)]), POLICY),
    "an event at once": (replace(NEW, cue_at=SEEN), POOL, POLICY),
    "the control sample": (replace(NEW, control=True), POOL, POLICY),
    "a lower threshold": (NEW, POOL, Policy(p_star=0.05)),
}


@pytest.mark.parametrize(("pace", "pool", "policy"), SOONER.values(), ids=SOONER)
def test_brings_the_next_visit_nearer(pace: Pace, pool: Pool, policy: Policy) -> None:
    assert due_at(pace, pool, policy) < due_at(NEW) - timedelta(seconds=30)


def test_no_visit_follows_another_within_the_floor() -> None:
    eager = replace(NEW, post_a=1e6)
    assert due_at(eager) == after(minutes=5)


def test_the_control_sample_is_visited_every_quarter_of_an_hour_for_a_day() -> None:
    dues = silent_life(replace(NEW, control=True))
    assert [due.at for due in dues[:96]] == [after(minutes=15 * n) for n in range(1, 97)]
    assert dues[96].reason == "evidence"


def test_an_announced_event_is_followed_soon_and_again_within_hours() -> None:
    at = after(hours=48)
    dues = silent_life(replace(NEW, cue_at=at))
    close = [due for due in dues if due.at and at <= due.at < at + timedelta(hours=4)]
    assert len(close) >= 3
    assert close[0].at
    assert close[0].at < at + timedelta(hours=1)
    assert close[0].reason == "announced"


def test_a_worthier_event_is_followed_more_closely() -> None:
    pace = replace(NEW, cue_at=after(hours=48))
    count = [len(silent_life(pace, Policy(cue_worth=worth))) for worth in (0.0, 1.0, 4.0)]
    assert count == sorted(set(count))


def test_an_event_of_one_day_spreads_its_evidence_over_the_day() -> None:
    day = replace(NEW, cue_at=after(hours=16), cue_latest=after(hours=40))
    dues = silent_life(day)
    assert sum(due.reason == "announced" for due in dues if due.at and due.at < after(hours=44)) >= 2


def test_an_event_beyond_the_horizon_keeps_the_article_tracked() -> None:
    dues = silent_life(replace(NEW, cue_at=after(days=20)))
    assert dues[-2].at == after(days=21)


def test_the_slope_is_the_evidence_of_an_hour() -> None:
    due = next_due(NEW, POOL, POLICY, SEEN)
    assert due.at
    minute = timedelta(minutes=1)
    later, sooner = (-log(1 - probability(NEW, POOL, at)) for at in (due.at + minute, due.at))
    assert due.slope == pytest.approx((later - sooner) * 60, rel=1e-3)


def test_an_unchanged_visit_lowers_and_a_changed_one_raises_the_articles_liveliness() -> None:
    at = after(hours=2)
    quiet, busy = (learn(NEW, POOL, at, changed=changed)[0] for changed in (False, True))
    assert quiet.post_a / quiet.post_b < 1 < busy.post_a / busy.post_b
    assert (quiet.last_visit, quiet.last_change) == (at, None)
    assert (busy.last_visit, busy.last_change) == (at, at)


def test_the_first_visit_teaches_nothing() -> None:
    pace, delta = learn(replace(NEW, last_visit=None), POOL, SEEN, changed=False)
    assert delta == PoolDelta()
    assert pace.last_visit == SEEN


def test_a_clock_that_went_back_changes_nothing() -> None:
    assert learn(NEW, POOL, after(hours=-1), changed=True) == (NEW, PoolDelta())


def test_what_a_visit_adds_agrees_between_age_site_and_hour() -> None:
    pace = replace(NEW, cue_at=after(hours=1), last_change=SEEN)
    _, delta = learn(pace, POOL, after(hours=50), changed=True)
    seen = {table: sum(row[2] for row in delta.rows if row[0] == table) for table in ("hazard", "level")}
    clock = sum(row[2] for row in delta.rows if row[0] == "clock")
    assert seen["hazard"] == pytest.approx(seen["level"]) == pytest.approx(clock)
    share = sum(row[2] for row in delta.rows if row[0] in {"cue", "burst"})
    assert seen["level"] + share >= 1


def test_a_change_is_shared_out_whole_after_a_hint() -> None:
    _, delta = learn(NEW, POOL, after(hours=50), changed=True, hinted=True)
    assert sum(row[2] for row in delta.rows if row[0] == "hazard") == pytest.approx(1.0)
    assert ("hint", "bbc", 1.0, 1.0) in delta.rows


def test_an_unchanged_visit_adds_exposure_but_no_edits() -> None:
    _, delta = learn(NEW, POOL, after(hours=5), changed=False)
    assert {row[2] for row in delta.rows} == {0.0}
    assert all(row[3] > 0 for row in delta.rows)


def test_a_pool_survives_the_store_and_deltas_add_up() -> None:
    _, delta = learn(NEW, POOL, after(hours=5), changed=True)
    pool = POOL.plus(delta).plus(delta)
    assert Pool.of(pool.rows()) == pool
    assert POOL.plus(delta + delta) == pool


def test_the_pool_forgets_towards_its_prior() -> None:
    pool = Pool.of([("level", "bbc", 30.0, 5.0)])
    assert POOL.level("bbc") < pool.faded().level("bbc") < pool.level("bbc")


def test_newsrooms_sleep_by_their_own_clock() -> None:
    pool = Pool.of([("clock", "3", 0.0, 300.0)])
    _, delta = learn(replace(NEW, utc_offset=-5.0), pool, after(minutes=30), changed=True)
    assert {key for table, key, _, _ in delta.rows if table == "clock"} == {"3"}
    assert due_at(replace(NEW, utc_offset=-5.0), pool) > due_at(NEW, pool)


def test_an_event_seen_to_bring_edits_raises_the_cue() -> None:
    pace = replace(NEW, cue_at=after(hours=1), last_visit=after(hours=1))
    for changed, holds in ((True, "up"), (False, "down")):
        _, delta = learn(pace, POOL, after(hours=3), changed=changed)
        assert (POOL.plus(delta).cue > POOL.cue) == (holds == "up")


@pytest.mark.parametrize(
    ("failures", "retry_after", "wait"),
    [(1, None, 300), (2, None, 600), (4, 60, 2400), (1, 7200, 7200), (99, None, 86400), (0, -5, 300)],
)
def test_a_failed_visit_backs_off(failures: int, retry_after: float | None, wait: int) -> None:
    assert after_failure(failures, retry_after, SEEN).at == after(seconds=wait)


def test_a_suspect_page_is_confirmed_soon_and_then_more_slowly() -> None:
    waits = [after_suspect(n, SEEN).at for n in (1, 2, 3, 50)]
    assert waits == [after(minutes=10), after(minutes=20), after(minutes=40), after(hours=6)]


def test_a_withdrawn_page_is_looked_for_daily_then_left() -> None:
    assert after_gone(SEEN, after(days=3)).at == after(days=4)
    assert after_gone(SEEN, after(days=15)).at is None


@pytest.mark.parametrize(
    ("used", "budget", "tomorrow"),
    [(1000, 1000, 0.1), (1500, 1000, 0.15), (9000, 1000, 0.2), (0, 1000, 0.05), (10, 0, 0.2)],
)
def test_the_price_of_a_visit_follows_the_budget(used: float, budget: float, tomorrow: float) -> None:
    assert adjusted(0.1, used, budget) == pytest.approx(tomorrow)


def test_a_hint_pulls_the_visit_to_now() -> None:
    due = hinted(NEW, POOL, POLICY, after(minutes=50), after(hours=1))
    assert due
    assert (due.at, due.reason) == (after(hours=1), "hint")


@pytest.mark.parametrize(
    ("modified", "now", "rows"),
    [
        (after(minutes=-1), after(hours=1), []),
        (after(hours=2), after(hours=1), []),
        (after(days=20), after(days=20), [("visited", "", 0.0, 0.0)]),
        (after(minutes=5), after(minutes=6), [("hint", "bbc", 0.0, 400.0)]),
    ],
    ids=["an old hint", "a hint from the future", "a retired article", "a site whose hints lie"],
)
def test_does_not_pull(modified: datetime, now: datetime, rows: list[tuple[str, str, float, float]]) -> None:
    pace = replace(NEW, last_visit=after(days=14)) if now > after(days=14) else NEW
    assert hinted(pace, Pool.of(rows), POLICY, modified, now) is None


def test_validators_are_trusted_only_after_they_proved_reliable() -> None:
    pool = POOL
    for _ in range(5):
        assert asks_in_full(pool, "h", 0.99)
        pool = pool.plus(verified("h", changed=False))
    assert trusts_validators(pool, "h")
    assert not asks_in_full(pool, "h", 0.99)
    assert asks_in_full(pool, "h", 0.01)
    assert not trusts_validators(pool.plus(verified("h", changed=True)), "h")


def test_feeds_that_bring_news_are_polled_more_often_within_their_bounds() -> None:
    always = never = 0.5
    for _ in range(100):
        always, never = news_share(always, brought=True), news_share(never, brought=False)
    fastest = timedelta(minutes=10)
    assert fastest <= poll_interval(always, fastest) < timedelta(minutes=10, seconds=1)
    assert timedelta(minutes=14, seconds=59) < poll_interval(never, fastest) <= timedelta(minutes=15)


def test_the_control_sample_is_stable_and_of_the_right_size() -> None:
    keys = [f"https://a.example/{n}" for n in range(4000)]
    chosen = [key for key in keys if in_control(key, 0.05)]
    assert chosen == [key for key in keys if in_control(key, 0.05)]
    assert 150 < len(chosen) < 250


def test_a_rehearsal_counts_what_the_policy_would_have_caught() -> None:
    edits = [after(minutes=30), after(minutes=31), after(hours=30)]
    result = rehearse(NEW, edits, POOL, POLICY, after(days=14))
    assert (result.captured, len(result.delays)) == (2, 3)
    assert result.delays[0] == result.visits[0] - edits[0]
    assert rehearse(NEW, [after(days=15)], POOL, POLICY, after(days=14)).delays == (None,)


def test_the_control_sample_tells_the_captured_share_and_the_median_delay() -> None:
    lives = [[after(minutes=30), after(minutes=31), after(hours=30)], [after(days=15)]]
    seen = capture([rehearse(NEW, edits, POOL, POLICY, after(days=14)) for edits in lives])
    assert (seen.articles, seen.edits, seen.captured) == (2, 4, 2)
    assert seen.delay
    assert seen.delay > timedelta(hours=1)
    assert capture([]).delay is None


def test_predictions_stand_beside_what_was_seen() -> None:
    visits = [(0.05 + 0.1 * (n % 10), n % 10 > n // 10) for n in range(100)]
    bins = calibration(visits)
    assert [one.visits for one in bins] == [10] * 10
    assert [one.observed for one in bins] == pytest.approx([n / 10 for n in range(10)])


CUES = {
    "an instant": (datetime(2030, 1, 3, 9, tzinfo=UTC), None, "2030-01-03T09:00", "2030-01-03T09:00"),
    "a naive time is the site's": (datetime(2030, 1, 3, 9), None, "2030-01-03T07:00", "2030-01-03T07:00"),  # noqa: DTZ001 - the case
    "a day": (date(2030, 1, 3), None, "2030-01-02T22:00", "2030-01-03T22:00"),
    "a span": (date(2030, 1, 3), date(2030, 1, 4), "2030-01-02T22:00", "2030-01-04T22:00"),
}


@pytest.mark.parametrize(("start", "latest", "since", "until"), CUES.values(), ids=CUES)
def test_an_announcement_becomes_a_window(start: date, latest: date | None, since: str, until: str) -> None:
    found = cue([Announcement("s", "w", start, latest)], SEEN, "Europe/Helsinki")
    assert found == (datetime.fromisoformat(since + "Z"), datetime.fromisoformat(until + "Z"))


def test_the_next_event_counts_and_those_over_vague_or_far_do_not() -> None:
    starts = [date(2029, 12, 30), date(2030, 1, 9), date(2030, 1, 5), date(2031, 1, 1), None]
    announced = [Announcement("s", "w", start) for start in starts]
    announced.append(Announcement("s", "w", date(2030, 1, 2), date(2030, 1, 31), "month"))
    assert cue(announced, SEEN) == (
        datetime(2030, 1, 5, tzinfo=UTC),
        datetime(2030, 1, 6, tzinfo=UTC),
    )
    assert cue(announced[:1], SEEN) is None


EXPLAINED = {
    "P(changed) 0.30: 2 h old, bbc is lively at this hour; announced event at 08:30 UTC": (
        replace(NEW, cue_at=after(minutes=30)),
        [("level", "bbc", 8.0, 5.0)],
        100,
    ),
    "P(changed) 0.46: 3 h old, bbc is as busy as most at this hour, often edited; changed 3 h ago": (
        replace(NEW, post_a=3.0, last_change=SEEN),
        [],
        170,
    ),
    "P(changed) 0.01: 14 d old, bbc is as busy as most at this hour; last look": (
        replace(NEW, last_visit=after(days=7)),
        [],
        60 * 24 * 14 - 60,
    ),
    "P(changed) 0.01: 30 min old, bbc is quiet at this hour; control sample": (
        replace(NEW, control=True, utc_offset=-5.0),
        [("clock", "3", 0.0, 30.0)],
        10,
    ),
    "retired: 14 d old": (replace(NEW, last_visit=after(days=14)), [], 60 * 24 * 14),
    "never visited": (replace(NEW, last_visit=None), [], 0),
}


@pytest.mark.parametrize(("text", "case"), EXPLAINED.items(), ids=EXPLAINED)
def test_the_reason_reads_as_a_sentence(
    text: str, case: tuple[Pace, list[tuple[str, str, float, float]], int]
) -> None:
    pace, rows, minutes = case
    assert explain(pace, Pool.of(rows), POLICY, after(minutes=minutes)) == text


def test_the_age_is_told_as_of_now_and_the_probability_as_of_the_visit() -> None:
    at, pool = after(days=3), Pool.prior()
    early, late = (explain(NEW, pool, POLICY, at, now) for now in (after(minutes=45), at))
    assert (early.split(",")[0].split(": ")[1], late.split(",")[0].split(": ")[1]) == ("1 h old", "3 d old")
    assert early.split(":")[0] == late.split(":")[0]


def test_a_visit_is_due_when_the_probability_reaches_what_is_needed() -> None:
    pool = Pool.prior()
    for pace in (NEW, replace(NEW, post_a=0.3), replace(NEW, last_visit=after(hours=20))):
        due = next_due(pace, pool, POLICY, SEEN)
        assert due.at
        assert due.reason == "evidence"
        there = probability(pace, pool, due.at)
        assert needed(pace, pool, POLICY, due.at) - 0.002 < there < POLICY.p_star + 0.002
