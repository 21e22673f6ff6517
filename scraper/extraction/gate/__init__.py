"""The gate before comparison: can a capture be trusted, and what becomes of one that cannot."""

from scraper.extraction.gate.confirming import Action, Decision, Suspicion, confirm
from scraper.extraction.gate.judging import STUB, judge, retry_after
from scraper.extraction.gate.verdict import Fetched, Verdict

__all__ = [
    "STUB",
    "Action",
    "Decision",
    "Fetched",
    "Suspicion",
    "Verdict",
    "confirm",
    "judge",
    "retry_after",
]
