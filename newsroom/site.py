"""Which answer an address gets: pages, listings, pictures, the desk's commands, trouble on request."""

from __future__ import annotations

import hashlib
import json
import tomllib
from datetime import timedelta
from importlib import resources
from typing import TYPE_CHECKING

from newsroom.answer import Answer, redirect
from newsroom.feeds import LISTINGS
from newsroom.pages import Pages
from newsroom.story import SECTIONS
from newsroom.trouble import TROUBLES, index

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsroom.answer import Ask
    from newsroom.desk import Desk, Issue, Published

ANCHOR = (
    b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><path d='M8 2v12M4 5h8M2 9q1 5 6 5t6-5'"
    b" fill='none' stroke='#0f5a66' stroke-width='2'/></svg>"
)


class Site:
    """Answers requests for one desk at one address; `url` has no slash at the end."""

    def __init__(self, desk: Desk, url: str) -> None:
        self.desk = desk
        self._pages = Pages(desk, url)
        self._afflicted: dict[str, str | None] = {}
        self._put: dict[str, Answer | None] = {}
        self._standing = tomllib.loads((resources.files("newsroom") / "standing.toml").read_text("utf-8"))

    def afflict(self, name: str, trouble: str | None) -> None:
        """Let a story or a path show a trouble, until told otherwise with None; KeyError if unknown."""
        if name not in self.desk.stories and not name.startswith("/"):
            raise KeyError(f"no such story: {name} (there are: {', '.join(self.desk.stories)})")
        if trouble is not None and trouble not in TROUBLES:
            raise KeyError(f"no such trouble: {trouble} (there are: {', '.join(TROUBLES)})")
        self._afflicted[name] = trouble

    def put(self, path: str, answer: Answer | None) -> None:
        """Let a path give this answer, until told otherwise with None."""
        self._put[path] = answer

    def answer(self, ask: Ask) -> Answer:
        """Return the answer to a request."""
        if given := self._put.get(ask.path):
            return given
        if trouble := self._afflicted.get(ask.path):
            return _trouble(trouble, ask)
        return self._route(ask)

    def _route(self, ask: Ask) -> Answer:
        match ask.path.strip("/").split("/"):
            case _ if ask.path in LISTINGS:
                return self._listing(ask)
            case ["_desk", *command]:
                return self._command(ask, *command)
            case ["trouble", *name]:
                return self._troubled(ask, *name)
            case ["assets", name]:
                return self._asset(name, ask)
        return self._page(ask)

    def _page(self, ask: Ask) -> Answer:
        """Answer what a reader may look at."""
        match ask.path.strip("/").split("/"):
            case [""]:
                return Answer(body=self._pages.front(ask.count))
            case [section] if section in SECTIONS:
                return Answer(body=self._pages.section(section, ask.count))
            case ["amp", section, slug]:
                return self._article(ask, section, slug, "amp.html")
            case [section, slug] if section in SECTIONS:
                return self._article(ask, section, slug, "article.html")
        return self._standing_page(ask)

    def _standing_page(self, ask: Ask) -> Answer:
        page = None
        match ask.path.strip("/").split("/"):
            case ["corrections"]:
                page = self._pages.corrections(ask.count)
            case ["by", slug]:
                page = self._pages.author(slug, ask.count)
            case [name] if name in self._standing:
                page = self._pages.notice(**self._standing[name], count=ask.count)
        return Answer(body=page) if page else self._missing(ask)

    def _troubled(self, ask: Ask, name: str = "") -> Answer:
        if not name:
            return index(ask)
        return _trouble(name, ask) if name in TROUBLES else self._missing(ask)

    def _article(self, ask: Ask, section: str, slug: str, template: str) -> Answer:
        piece = self.desk.named(section, slug)
        if piece is None:
            return self._missing(ask)
        if trouble := self._afflicted.get(piece.story.name):
            return _trouble(trouble, ask)
        if piece.edition.withdrawn:
            return self._notice(410, "This article has been withdrawn", "It is no longer available.", ask)
        if slug != piece.edition.slug:
            return redirect(ask.url + piece.path) if slug in piece.former_slugs() else self._missing(ask)
        return _validated(piece, self._pages.article(piece, ask.count, template))

    def _listing(self, ask: Ask) -> Answer:
        kind, render = LISTINGS[ask.path]
        body = render(self.desk, ask.url)
        digest = hashlib.sha256(body).hexdigest()[:16]
        return Answer(body=body, kind=kind, etag=f'"{digest}"', modified=self.desk.changed)

    def _asset(self, name: str, ask: Ask) -> Answer:
        if name == "courier.css":
            return Answer(body=self._pages.style(), kind="text/css; charset=utf-8")
        if name == "anchor.svg":
            return Answer(body=ANCHOR, kind="image/svg+xml")
        story = name.removesuffix(".svg")
        if story not in self.desk.stories:
            return self._missing(ask)
        return Answer(body=self._pages.picture(story), kind="image/svg+xml")

    def _missing(self, ask: Ask) -> Answer:
        return self._notice(404, "Not found", "There is no such page at the Courier.", ask)

    def _notice(self, status: int, heading: str, text: str, ask: Ask) -> Answer:
        return Answer(status, self._pages.notice(heading, text, ask.count))

    def _command(self, ask: Ask, verb: str = "") -> Answer:
        """Answer `/_desk/`: GET tells how things stand, POST advances, publishes or brings trouble."""
        try:
            match ask.method, verb:
                case (("GET" | "HEAD"), ""):
                    return _json(self._state())
                case "POST", "advance":
                    return _json(_told(self.desk.advance(_span(ask.query.get("seconds")))))
                case "POST", "publish":
                    return _json(_told([self.desk.publish(ask.query["name"], int(ask.query["version"]))]))
                case "POST", "trouble":
                    self.afflict(ask.query["name"], ask.query.get("kind"))
                    return _json({"afflicted": self._afflicted})
        except (LookupError, OverflowError, ValueError) as fault:
            return _json({"error": f"cannot {verb}: {fault.args[0]}"}, 400)
        return _json({"error": "GET /_desk/ or POST /_desk/advance, /_desk/publish, /_desk/trouble"}, 405)

    def _state(self) -> dict[str, object]:
        standing = {name: self.desk.standing(name) for name in self.desk.stories}
        return {
            "now": self.desk.now.isoformat(),
            "stories": {name: piece.edition.number if piece else 0 for name, piece in standing.items()},
            "coming": _told(self.desk.coming()),
            "afflicted": self._afflicted,
        }


def _span(seconds: str | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=float(seconds))


def _trouble(name: str, ask: Ask) -> Answer:
    try:
        return TROUBLES[name](ask)
    except ValueError as fault:
        return Answer(400, f"{name}: {fault}\n".encode(), "text/plain; charset=utf-8")


def _validated(piece: Published, body: bytes) -> Answer:
    """Return an article's page with its story's validators; weak, since the furniture always differs."""
    if piece.story.validators == "none":
        return Answer(body=body, headers=(("Cache-Control", "no-store"),))
    issued = piece.published if piece.story.validators == "stale" else piece.issued
    etag = f'W/"{piece.story.name}-{issued:%Y%m%d%H%M%S}"'
    return Answer(body=body, etag=etag, modified=issued)


def _told(issues: Iterable[Issue]) -> list[dict[str, object]]:
    return [
        {"at": issue.at.isoformat(), "name": issue.name, "version": issue.version, "what": issue.what}
        for issue in issues
    ]


def _json(value: object, status: int = 200) -> Answer:
    return Answer(status, json.dumps(value, ensure_ascii=False, indent=1).encode(), "application/json")
