"""A small local news site that edits its own articles: the demo and the end-to-end tests run on it."""

from newsroom.answer import Answer
from newsroom.desk import Issue
from newsroom.room import Newsroom
from newsroom.serving import Request

__all__ = ["Answer", "Issue", "Newsroom", "Request"]
