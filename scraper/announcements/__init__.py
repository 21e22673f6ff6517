"""What does an article say will happen, and when? The sentences that say when to come back."""

from scraper.announcements.fate import fate
from scraper.announcements.finding import announced, announcements
from scraper.announcements.timing import instants

__all__ = ["announced", "announcements", "fate", "instants"]
