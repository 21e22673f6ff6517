"""Say what an edit means: pair the sentences of two versions, mark the words, label the difference."""

from scraper.edits.compare import compare
from scraper.edits.labels import Labelled, label

__all__ = ["Labelled", "compare", "label"]
