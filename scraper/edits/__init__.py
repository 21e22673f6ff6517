"""Say what an edit means: pair the sentences of two versions, mark the words, label the difference."""

from scraper.edits.compare import compare
from scraper.edits.labels import Labelled, label
from scraper.edits.notes import corrections
from scraper.edits.review import Earlier, Review, earlier, review

__all__ = ["Earlier", "Labelled", "Review", "compare", "corrections", "earlier", "label", "review"]
