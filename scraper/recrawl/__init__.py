"""When to look at an article again: fetch once the probability that it changed reaches one threshold."""

from scraper.recrawl.courtesy import adjusted, after_failure, after_gone, after_suspect, rest_of_host
from scraper.recrawl.cues import cue
from scraper.recrawl.due import explain, needed, next_due, probability, span
from scraper.recrawl.learning import learn
from scraper.recrawl.measure import Bin, Capture, calibration, capture
from scraper.recrawl.pace import Due, Pace, Policy
from scraper.recrawl.pool import Pool, PoolDelta, Row
from scraper.recrawl.rehearsal import Rehearsal, rehearse
from scraper.recrawl.sampling import in_control
from scraper.recrawl.signals import (
    asks_in_full,
    hinted,
    news_share,
    poll_interval,
    trusts_validators,
    verified,
)

__all__ = [
    "Bin", "Capture", "Due", "Pace", "Policy", "Pool", "PoolDelta", "Rehearsal", "Row", "adjusted",
    "after_failure", "after_gone", "after_suspect", "asks_in_full", "calibration", "capture", "cue",
    "explain", "hinted", "in_control", "learn", "needed", "news_share", "next_due", "poll_interval",
    "probability", "rehearse", "rest_of_host", "span", "trusts_validators", "verified",
]  # fmt: skip
