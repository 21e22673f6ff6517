"""Pages that are not the article: errors, walls, stubs and things of another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsroom.answer import Answer
from newsroom.trouble.page import page

if TYPE_CHECKING:
    from newsroom.answer import Ask


def empty(_ask: Ask) -> Answer:
    """A 200 with no body at all."""
    return Answer()


def pdf(_ask: Ask) -> Answer:
    """A PDF where an article should be."""
    body = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    return Answer(body=body, kind="application/pdf")


def pdf_as_html(ask: Ask) -> Answer:
    """The bytes of a PDF under the name of HTML."""
    return Answer(body=pdf(ask).body)


def error_500(_ask: Ask) -> Answer:
    """A server error."""
    return Answer(500, page("Internal Server Error", "The press is jammed.").encode())


def error_503(_ask: Ask) -> Answer:
    """A site closed for repairs."""
    return Answer(
        503, page("Back soon", "We are changing the ribbon.").encode(), headers=(("Retry-After", "60"),)
    )


def forbidden_403(_ask: Ask) -> Answer:
    """A refusal."""
    return Answer(403, page("403 Forbidden", "You do not have permission to see this page.").encode())


def too_many_429(ask: Ask) -> Answer:
    """A request to slow down; `?after=SECONDS` sets Retry-After, 120 if not given."""
    after = ask.query.get("after", "120")
    return Answer(
        429, page("Too Many Requests", "Please slow down.").encode(), headers=(("Retry-After", after),)
    )


def missing_404(_ask: Ask) -> Answer:
    """A page that is not there and says so."""
    return Answer(404, page("Not found", "There is no such page.").encode())


def gone_410(_ask: Ask) -> Answer:
    """A page that is gone for good and says so."""
    return Answer(410, page("Gone", "This page has been taken down.").encode())


def soft_404(_ask: Ask) -> Answer:
    """A page that is not there and answers 200."""
    sorry = "Sorry, we can't find the page you are looking for. It may have moved, or the link may be wrong."
    return Answer(body=page("Page not found", sorry, "Try the front page, or search.").encode())


def bot_wall(_ask: Ask) -> Answer:
    """A wall against robots, with a status of 200."""
    words = ("Checking that you are not a robot.", "Please enable JavaScript and cookies to continue.")
    return Answer(body=page("Just a moment...", *words).encode())


def consent_wall(_ask: Ask) -> Answer:
    """A page that asks for consent before it shows anything."""
    words = (
        "We value your privacy. We and our partners store cookies on your device.",
        "Accept all | Manage choices",
    )
    return Answer(body=page("Before you continue", *words).encode())


def stub(_ask: Ask) -> Answer:
    """An article cut down to one sentence and a plea to subscribe."""
    words = ("The first sentence is free.", "To read on, subscribe for £1 a week. Already a member? Log in.")
    return Answer(body=page("Subscribers only", *words).encode())


def forbidden(_ask: Ask) -> Answer:
    """A page that robots.txt asks robots to leave alone."""
    return Answer(body=page("Not for robots", "If a robot reads this, it was rude.").encode())


def wrong_article(_ask: Ask) -> Answer:
    """Another article than the one asked for."""
    words = (
        "The pilot cutter Meridian has been sold to a museum.",
        "She was built in 1911, of oak.",
    )
    return Answer(body=page("Pilot cutter sold to museum", *words).encode())


def untyped(_ask: Ask) -> Answer:
    """A page without a Content-Type."""
    return Answer(body=page("What am I?", "Nobody has said what kind of page this is.").encode(), kind=None)


def deep(_ask: Ask) -> Answer:
    """A page whose one sentence stands inside 20,000 elements."""
    return Answer(body=page("Deep down", "<div>" * 20_000 + "Here." + "</div>" * 20_000).encode())
