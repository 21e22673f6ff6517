"""The gate before comparison: can a capture be trusted, and what becomes of one that cannot."""

from scraper.extraction.gate.confirming import Action, Decision, Suspicion, confirm
from scraper.extraction.gate.judging import ENDLESS, FIRST, STUB, judge, retry_after
from scraper.extraction.gate.verdict import Copies, Fetched, Verdict

__all__ = [
    "ENDLESS",
    "FIRST",
    "STUB",
    "Action",
    "Copies",
    "Decision",
    "Fetched",
    "Suspicion",
    "Verdict",
    "confirm",
    "judge",
    "retry_after",
]
