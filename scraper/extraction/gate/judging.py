"""Judge one capture: by its status, its kind, its address, the walls it may be, and its text."""

from __future__ import annotations

import re
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scraper.article import Outcome, fingerprint
from scraper.extraction.gate.standing import (
    FULL,
    SOME,
    asks_consent,
    is_dated,
    is_known,
    is_of_many,
    is_stated,
    was_of_many,
)
from scraper.extraction.gate.texts import ALIKE, headline_words, shared, size, titles
from scraper.extraction.gate.verdict import Copies, Fetched, Verdict
from scraper.extraction.gate.walls import (
    bot_wall,
    consent_place,
    headings,
    in_heading,
    is_heading,
    is_marked,
    page_text,
    wall,
)
from scraper.links import path_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scraper.article import Article

COLLAPSE, EXPLOSION = 0.4, 4.0  # times the last version's text
STUB = "subscription stub"
TRUNCATED = "truncated"
ENDLESS = "the page has no end"
FIRST = "what stood here stands at other addresses, too"
ALONE = Copies()
MUCH_LOST = 400  # characters
LONG = 1500  # characters of a text that should not grow many times over; a first report may
KINDS = ("bot wall", "too many requests", "soft 404", "error page", "consent wall")
_HOME = re.compile(r"^/?(?:index\.\w+|home|default\.\w+|[a-z]{2}(?:-[a-z]{2})?)?/?$", re.IGNORECASE)
_LOST = re.compile(
    r"/(?:error[-_]?)?(?:404|410|(?:page)?[-_]?not[-_]?found|error|nicht-gefunden|introuvable|no-encontrad[oa])"
    r"(?:\.\w+)?/?$",
    re.IGNORECASE,
)
_DOOR = re.compile(
    r"/(?:log-?in|sign-?in|sign-?up|sso|auth|subscribe|regist(?:er|ration)|anmeld(?:en|ung)|connexion|abonnez-vous"
    r"|iniciar-sesion|suscri(?:bete|pcion))(?:[/.]|$)",
    re.IGNORECASE,
)
_END = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_LISTING = re.compile(r'"@type"\s*:\s*"(?:collectionpage|itemlist|searchresultspage)"|og:type"[^>]*"website"')
_TEASER = re.compile(r"<article\b|class=\"[^\"]*\b(?:teaser|card|story-item)\b")
MANY_TEASERS = 8


def judge(fetch: Fetched, article: Article | None, last: Article | None, copies: Copies = ALONE) -> Verdict:
    """Return the verdict on a capture; `last` is the last version's article, `None` on the first visit.

    The first check that has something to say decides. Nothing here looks at the clock: a Retry-After that is
    a date is counted from the response's own Date.
    """
    if article and last and was_of_many(copies) and change(article, last):
        verdict = judge(fetch, article, None)
        return replace(verdict, reason=FIRST) if verdict.outcome is Outcome.READ else verdict
    return (
        by_status(fetch)
        or by_kind(fetch)
        or by_wall(fetch, article, last)
        or by_address(fetch, article)
        or by_copies(article, last, copies)
        or by_text(fetch, article, last)
        or Verdict(Outcome.READ, "live blog" if article and article.live_blog else "")
    )


def by_status(fetch: Fetched) -> Verdict | None:
    """Return what the HTTP status decides, with whose wall it is where a wall answers."""
    status = f"status {fetch.status}"
    if fetch.status == 304:
        return Verdict(Outcome.NOT_MODIFIED, status)
    if fetch.status in {404, 410}:
        return Verdict(Outcome.GONE, status)
    maker = bot_wall(fetch, page_text(fetch.body)) if fetch.status >= 400 else ""
    if fetch.status in {401, 402, 403, 405, 407, 418, 429, 451} or (fetch.status == 503 and maker):
        reason = f"{status}, bot wall: {maker}" if maker else status
        return Verdict(Outcome.BLOCKED, reason, retry_after(fetch.headers), lasting=False)
    if not 200 <= fetch.status < 300:
        return Verdict(Outcome.FAILED, status, retry_after(fetch.headers), lasting=False)
    return None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that Retry-After names, by number or by date; `None` where it names none."""
    said = headers.get("retry-after", "").strip()
    if said.isdigit():
        return float(said)
    try:
        until, since = (parsedate_to_datetime(each) for each in (said, headers.get("date", "")))
        return max(0.0, (until - since).total_seconds())
    except (ValueError, TypeError):
        return None


def by_kind(fetch: Fetched) -> Verdict | None:
    """Return what the media type and the mere bytes decide."""
    kind = fetch.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if not fetch.body.strip():
        return Verdict(Outcome.SUSPECT, "empty page", lasting=False)
    if kind and "html" not in kind and kind != "text/plain":
        return Verdict(Outcome.SUSPECT, f"not HTML but {kind}", lasting=False)
    if b"<" not in fetch.body[:4096]:
        return Verdict(Outcome.SUSPECT, "not HTML", lasting=False)
    return None


def by_wall(fetch: Fetched, article: Article | None, last: Article | None) -> Verdict | None:
    """Return whether a page that came with status 200 is a wall, an error or a "not found"."""
    if consent_place(fetch):
        return Verdict(Outcome.SUSPECT, "consent wall", lasting=False)
    kind = "" if is_known(article, last) else wall_kind(fetch, article)
    if kind in {"bot wall", "too many requests"}:
        maker = bot_wall(fetch, page_text(fetch.body)) if kind == "bot wall" else ""
        reason = f"{kind}: {maker}" if maker else kind
        return Verdict(Outcome.BLOCKED, reason, retry_after(fetch.headers), lasting=False)
    return Verdict(Outcome.SUSPECT, kind, lasting=kind == "soft 404") if kind else None


def wall_kind(fetch: Fetched, article: Article | None) -> str:
    """Return what kind of wall a page is, "" for none.

    A headline that says so and nothing else outweighs all but a full text on a page that states to be an
    article. Other words and marks stand on real pages, too: there a text is enough, or some text and its day.
    """
    text = page_text(fetch.body)
    some, much, stated = size(article) >= SOME, size(article) >= FULL, is_stated(article, text)
    if much and stated:
        return ""
    told = (*titles(article), *headings(text, "h1")[:1])
    named = next((kind for kind in KINDS if any(is_heading(kind, head) for head in told)), "")
    if named or much:
        return named
    if asks_consent(article):
        return "consent wall"
    if some and stated:
        return ""
    if some and is_dated(article):
        return first_kind((*told, *headings(text, "title")))
    return first_kind((*told, *headings(text, "title", "h1", "h2")), fetch, text)


def first_kind(heads: Sequence[str], fetch: Fetched | None = None, text: str = "") -> str:
    """Return the first kind of wall that headings speak of or, where a response is given, marks tell."""
    return next(
        (
            kind
            for kind in KINDS
            if any(in_heading(kind, head) for head in heads) or (fetch and is_marked(kind, fetch, text))
        ),
        "",
    )


def by_address(fetch: Fetched, article: Article | None) -> Verdict | None:
    """Return whether the request ended at a home page, a section above the article, an error or a login."""
    asked, got = path_of(fetch.url), path_of(fetch.final_url)
    if asked.rstrip("/") == got.rstrip("/"):
        return None
    if _HOME.match(got) and not _HOME.match(asked):
        return Verdict(Outcome.SUSPECT, "redirected to the home page")
    if _LOST.search(got) and not _LOST.search(asked):
        return Verdict(Outcome.SUSPECT, "soft 404: redirected to an error page")
    if _DOOR.search(got) and not _DOOR.search(asked):
        return Verdict(Outcome.SUSPECT, "redirected to a login page", lasting=False)
    above = asked.startswith(got.rstrip("/") + "/")
    if above and not is_dated(article):
        return Verdict(Outcome.SUSPECT, "redirected to a section page")
    return None


def by_copies(article: Article | None, last: Article | None, copies: Copies) -> Verdict | None:
    """Return whether a text is known from other addresses of the host: an unknown wall, or a "not found"."""
    if article is None or not is_of_many(article, last, copies):
        return None
    reason = f"the same text as at {copies.here} other address{'es' if copies.here > 1 else ''} of the host"
    return Verdict(Outcome.SUSPECT, reason, lasting=False)


def by_text(fetch: Fetched, article: Article | None, last: Article | None) -> Verdict | None:
    """Return what the text that was read decides, alone and against the last version."""
    if article is None or not (article.headline or article.paragraphs):
        return Verdict(Outcome.SUSPECT, "no article on the page")
    if last and fingerprint(last) == fingerprint(article):
        return None
    reason = (
        truncated(fetch, article, last)
        or stub(fetch, article, last)
        or listing(fetch, article)
        or (change(article, last) if last else "")
    )
    if reason:
        return Verdict(Outcome.SUSPECT, reason, lasting=reason != TRUNCATED)
    return None if article.paragraphs else Verdict(Outcome.SUSPECT, "no text")


def truncated(fetch: Fetched, article: Article, last: Article | None) -> str:
    """Return whether the page ends before its end; that it lacks the tags for it may be its manner."""
    said = fetch.headers.get("content-length", "")
    if said.isdigit() and "content-encoding" not in fetch.headers and int(said) > len(fetch.body):
        return TRUNCATED
    if _END.search(fetch.body[-20000:]) or (last and size(article) >= size(last)):
        return ""
    return ENDLESS


def stub(fetch: Fetched, article: Article, last: Article | None) -> str:
    """Return whether only the beginning of the article is shown, with an offer to buy the rest."""
    if last and size(article) >= 0.8 * size(last):
        return ""
    if size(article) >= (0.8 * size(last) if last else FULL):
        return ""
    marked = article.withheld or (last is not None and article.paywalled)
    return STUB if marked or wall("stub", page_text(fetch.body)) else ""


def listing(fetch: Fetched, article: Article) -> str:
    """Return whether the page lists articles and is none."""
    if is_dated(article) or article.authors:
        return ""
    text = page_text(fetch.body)
    many = len(_TEASER.findall(text)) >= MANY_TEASERS
    return "a listing page" if many and _LISTING.search(text) else ""


def change(article: Article, last: Article) -> str:
    """Return whether the text has changed more than editing explains."""
    now, before = size(article), size(last)
    if before and not now:
        return "the text is gone"
    if now < COLLAPSE * before and before - now > MUCH_LOST:
        return "the text collapsed"
    if before >= LONG and now > EXPLOSION * before:
        return "the text exploded"
    common, told = headline_words(article) & headline_words(last), headline_words(last)
    alike = shared(article, last)
    if (alike == 0 and not common) or (
        min(now, before) > MUCH_LOST and alike < ALIKE and len(common) <= len(told) // 2
    ):
        return "another article"
    return ""
