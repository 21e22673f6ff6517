"""The pages that readers see: front, sections, articles, pictures and notices."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from newsroom.story import SECTIONS
from newsroom.timetable import HOUSE_ZONE

if TYPE_CHECKING:
    from newsroom.desk import Desk, Published

ADVERTS = (
    "Barnacle & Sons: rope, paint and advice since 1904",
    "Smoked herring by post. Order before noon, regret nothing.",
    "Room to let on Chandlers' Row: sea view from the wardrobe",
    "The Pilot's Arms: quiz night every Thursday",
    "Foghorn hearing aids: say again?",
)
_WORDS_A_MINUTE = 60


class Pages:
    """Renders pages for one desk at one address; `count` is the number of the request.

    Everything around the wording differs from request to request by it: comment count, adverts, most read.
    """

    def __init__(self, desk: Desk, url: str) -> None:
        self._desk, self._url = desk, url
        self._jinja = Environment(
            loader=PackageLoader("newsroom"),
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def front(self, count: int) -> bytes:
        """Return the home page; its lead is the newest story of the world section, if there is one."""
        pieces = self._desk.front()
        lead = next(
            (piece for piece in pieces if piece.story.section == "world"), pieces[0] if pieces else None
        )
        return self._render("home.html", count, lead=lead, pieces=pieces)

    def section(self, name: str, count: int) -> bytes:
        """Return the page of one section."""
        pieces = tuple(piece for piece in self._desk.front() if piece.story.section == name)
        return self._render(
            "home.html", count, section=name, lead=pieces[0] if pieces else None, pieces=pieces
        )

    def article(self, piece: Published, count: int, template: str = "article.html") -> bytes:
        """Return the page of an article, or its AMP form with the template `amp.html`."""
        near = (other for other in self._desk.front() if other.story.name != piece.story.name)
        related = sorted(near, key=lambda other: other.story.section != piece.story.section)[:4]
        words = sum(len(paragraph.split()) for paragraph in piece.edition.paragraphs)
        return self._render(
            template,
            count,
            section=piece.story.section,
            piece=piece,
            edition=piece.edition,
            published=piece.published.astimezone(HOUSE_ZONE),
            modified=piece.modified.astimezone(HOUSE_ZONE),
            related=related,
            comments=40 + count * 3,
            minutes=1 + words // _WORDS_A_MINUTE,
            linked_data=linked_data(piece, self._url),
        )

    def notice(self, heading: str, text: str, count: int) -> bytes:
        """Return a page with a heading and a sentence, for errors and standing pages."""
        return self._notice(count, heading=heading, text=text)

    def author(self, slug: str, count: int) -> bytes | None:
        """Return the page of an author, None if nobody of that name has written anything."""
        listed = [piece for piece in self._desk.front() if slug in map(author_slug, piece.edition.authors)]
        names = (name for piece in listed for name in piece.edition.authors if author_slug(name) == slug)
        if (name := next(names, None)) is None:
            return None
        text = f"What {name} has written lately."
        return self._notice(count, heading=name, text=text, listed=listed)

    def corrections(self, count: int) -> bytes:
        """Return the page of corrections: the articles that carry a note."""
        listed = [piece for piece in self._desk.front() if piece.edition.note]
        text = "We put our mistakes right where we made them, and list them here."
        return self._notice(count, heading="Corrections", text=text, listed=listed, notes=True)

    def _notice(self, count: int, **values: Any) -> bytes:
        return self._render(
            "notice.html", count, **({"section": None, "listed": (), "notes": False} | values)
        )

    def picture(self, name: str) -> bytes:
        """Return a drawing for a story as SVG, the same at every call."""
        seed = zlib.crc32(name.encode())
        return (
            self._jinja.get_template("picture.html")
            .render(
                hue=(18, 200, 216, 34, 340)[seed % 5],
                sea=186 + seed % 30,
                sun=90 + seed % 460,
                height=60 + seed % 90,
                hill=24 + seed % 50,
                scene=self._desk.stories[name].picture,
            )
            .encode()
        )

    def style(self) -> bytes:
        """Return the style sheet."""
        return self._jinja.get_template("courier.css").render().encode()

    def _render(self, template: str, count: int, **values: Any) -> bytes:
        frame = {
            "url": self._url,
            "now": self._desk.now.astimezone(HOUSE_ZONE),
            "sections": SECTIONS,
            "section": "",
            "count": count,
            "adverts": [ADVERTS[(count + slot) % len(ADVERTS)] for slot in range(3)],
            "everything": self._desk.front(),
        }
        return self._jinja.get_template(template).render(frame | values).encode()


def author_slug(name: str) -> str:
    """Return the last part of an author's address."""
    return "-".join(name.lower().split())


def linked_data(piece: Published, url: str) -> dict[str, Any]:
    """Return an article's schema.org/NewsArticle, with dates in the house's zone."""
    address = url + piece.path
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "url": address,
        "headline": piece.edition.headline,
        "description": piece.edition.standfirst,
        "articleSection": piece.story.section.capitalize(),
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "datePublished": piece.published.astimezone(HOUSE_ZONE).isoformat(timespec="seconds"),
        "dateModified": piece.modified.astimezone(HOUSE_ZONE).isoformat(timespec="seconds"),
        "image": [f"{url}/assets/{piece.story.name}.svg"],
        "author": [{"@type": "Person", "name": author} for author in piece.edition.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Harbour Courier", "url": url},
    }
