"""What a visit means: a new version, nothing new, a doubt, or a take-down; and when to look again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.address import aliases, identity
from scraper.article import Article, Outcome, fingerprint
from scraper.checking import zone as zone_of
from scraper.edits import Earlier, Review, compare, corrections, review
from scraper.expecting import Expected, first_expected, still_expected
from scraper.extraction.gate import (
    ENDLESS,
    FIRST,
    STUB,
    Action,
    Copies,
    Fetched,
    Suspicion,
    Verdict,
    confirm,
    judge,
)
from scraper.furnishing import without
from scraper.recrawl import (
    Due,
    Pace,
    Policy,
    Pool,
    after_failure,
    after_gone,
    after_suspect,
    in_control,
    learn,
    next_due,
    probability,
    rest_of_host,
    verified,
)
from scraper.visit import Noticed
from scraper.withheld import apart, limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from scraper.recrawl import PoolDelta
    from scraper.visit import Known, Visit

UNWELCOME = {HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}  # from these a whole host is left alone
AT_FIRST = {STUB, ENDLESS}  # of an article not yet known these, seen twice, are what there is to see


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a visit is judged by: what was known, how articles change, and what the operator wants.

    `last` is the text of the last version as today's extractor reads it; `zone` is the site's; `again` tells
    that an address not yet known to have an article showed the same doubtful text before.
    """

    visit: Visit
    known: Known | None
    last: Article | None
    pool: Pool
    policy: Policy
    zone: str = "UTC"
    control_share: float = 0.0
    strikes: int = 0
    copies: Copies = field(default_factory=Copies)
    again: bool = False
    furniture: Mapping[str, float] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """When the visit took place."""
        return self.visit.at

    @property
    def before(self) -> Outcome:
        """How the article stood before the visit: read, or gone."""
        return Outcome.GONE if self.known and self.known.gone_at else Outcome.READ

    @property
    def history(self) -> tuple[Earlier, ...]:
        """The versions before the last one, oldest first."""
        return tuple(Earlier(*each) for each in self.known.earlier[:-1]) if self.known else ()

    @property
    def predicted(self) -> float | None:
        """How probable a change was by now; `None` for an article that is seen for the first time."""
        known = self.known.pace if self.known and self.known.last else None
        return probability(known, self.pool, self.now) if known else None

    @property
    def suspicion(self) -> Suspicion | None:
        """What the visits before this one raised, if anything."""
        known = self.known
        return Suspicion(known.doubt, known.doubt_count) if known and known.doubt else None

    @property
    def pace(self) -> Pace:
        """How the article has been changing, from nothing for a new one."""
        if self.known and self.known.pace:
            return by_local_clock(self.known.pace, self.zone, self.now)
        url = identity(self.visit)
        published = self.visit.article.published if self.visit.article else None
        control = in_control(url, self.control_share)
        new = Pace(self.now, self.visit.site, urlsplit(url).netloc, published, control=control)
        return by_local_clock(new, self.zone, self.now)


def by_local_clock(pace: Pace, zone: str, now: datetime) -> Pace:
    """Return a pace that counts its hours by its site's clock, as it is set at that time of the year."""
    ahead = now.astimezone(zone_of(zone)).utcoffset() or timedelta()
    return replace(pace, utc_offset=ahead / timedelta(hours=1))


def notice(scene: Scene) -> Noticed:
    """Return what a visit means, ready to be recorded."""
    verdict = verdict_on(scene)
    visit = replace(scene.visit, outcome=verdict.outcome, reason=verdict.reason or scene.visit.reason)
    scene = replace(scene, visit=visit)
    known = scene.known
    last = known.last if known else None
    follows = last.number if last else 0, known.last_visit if known else None
    return replace(MEANINGS[verdict.outcome](scene, verdict), follows=follows)


def verdict_on(scene: Scene) -> Verdict:
    """Return the gate's verdict; a request without an answer brings its own."""
    visit = scene.visit
    if visit.status is None:
        return Verdict(visit.outcome, visit.reason)
    fetched = Fetched(visit.url, visit.final_url or visit.url, visit.status, dict(visit.headers), visit.body)
    return judge(fetched, visit.article, scene.last, scene.copies)


def read(scene: Scene, _verdict: Verdict) -> Noticed:
    """Return what a good capture means: the first version, a new one, or the same words."""
    article = scene.visit.article or Article()
    if scene.known is None or scene.known.last is None:
        expected = first_expected(article, scene.now, scene.zone)
        return replace(settled(scene, expected, changed=False), wording=article)
    old, new = compared(scene, article)
    same = scene.last is not None and fingerprint(new) == fingerprint(old) and not corrections(old, new)
    return unchanged(scene, _verdict) if same else revised(scene, article)


def compared(scene: Scene, article: Article) -> tuple[Article, Article]:
    """Return the last version and a new one as they are compared: without the host's furniture."""
    old = scene.last or Article()
    return without(old, article, scene.furniture), without(article, old, scene.furniture)


def revised(scene: Scene, article: Article) -> Noticed:
    """Return a new version with its edits; trivial ones and returns to known words do not raise the pace."""
    old = scene.last or Article()
    limit = "first" if scene.visit.reason == FIRST else ""
    limit = limit or limits(old, article, stub=scene.visit.reason == f"confirmed: {STUB}")
    edits, own = apart(compare(*compared(scene, article)), limit)
    found = review(old, article, own, scene.history, outcomes=(scene.before, Outcome.READ))
    found = replace(found, flags=(*filter(None, [limit]), *found.flags))
    changed = any(edit.substantive for edit in own) and "revert" not in found.flags
    expected = expected_of(scene, old, old if limit == "stub" else article)
    noticed = settled(scene, expected, changed=changed)
    return judged(replace(noticed, wording=article, edits=edits), found)


def unchanged(scene: Scene, _verdict: Verdict) -> Noticed:
    """Return that the words are the same; an article that was withdrawn is back."""
    old = scene.last or Article()
    noticed = settled(scene, expected_of(scene, old, old), changed=False)
    return event(scene, noticed, Outcome.READ) if scene.before is Outcome.GONE else noticed


def event(scene: Scene, noticed: Noticed, outcome: Outcome) -> Noticed:
    """Return a withdrawal or a return without new words, as an event of the article's history."""
    old = scene.last or Article()
    found = review(old, old, (), scene.history, outcomes=(scene.before, outcome))
    return judged(noticed, found)


def judged(noticed: Noticed, found: Review) -> Noticed:
    """Return a step of the article's history with its flags, its rank and the reason for it."""
    return replace(noticed, revised=True, flags=found.flags, rank=found.rank, reason=found.reason)


def expected_of(scene: Scene, old: Article, new: Article) -> Expected:
    """Return what became of the announcements that were waited for, and what there is to wait for now."""
    awaited = scene.known.awaited if scene.known else ()
    return still_expected(awaited, old, new, scene.now, scene.zone)


def settled(scene: Scene, expected: Expected, *, changed: bool) -> Noticed:
    """Return a visit that taught something, with the next one planned."""
    pace, lesson = learned(scene, changed=changed)
    pace = expected.pace(pace, scene.now, scene.zone)
    return Noticed(
        scene.visit,
        url_of(scene),
        aliases(scene.visit),
        pace=pace,
        due=next_due(pace, scene.pool.plus(lesson), scene.policy, scene.now),
        learned=lesson,
        announced=expected.announced,
        fates=expected.fates,
        predicted=scene.predicted,
    )


def learned(scene: Scene, *, changed: bool) -> tuple[Pace, PoolDelta]:
    """Return what the visit taught about the article, about all of them, and about the host's validators."""
    hinted = scene.visit.cause == "hint"
    pace, lesson = learn(scene.pace, scene.pool, scene.now, changed=changed, hinted=hinted)
    known = scene.known.validator if scene.known else None
    if known and scene.visit.status == HTTPStatus.OK and scene.visit.validator == known:
        lesson += verified(pace.host, changed=changed)
    return pace, lesson


def url_of(scene: Scene) -> str:
    """Return the address under which the article is kept."""
    return scene.known.url if scene.known else identity(scene.visit)


def doubtful(scene: Scene, verdict: Verdict) -> Noticed:
    """Return a doubt that waits for a second look, or what it has become by this one (decision 4)."""
    if verdict.outcome is Outcome.GONE is scene.before:
        return withdrawn(scene)
    decision = confirm(scene.suspicion or first_suspicion(scene, verdict), verdict, scene.visit.article)
    if decision.action is Action.GONE:
        return withdrawn(scene)
    if decision.action is Action.VERSION:
        sure = replace(scene.visit, outcome=Outcome.READ, reason=f"confirmed: {verdict.reason}")
        return read(replace(scene, visit=sure), verdict)
    pending = decision.pending
    mark, count = (pending.mark, pending.count) if pending else (None, 0)
    failures = 0 if verdict.lasting else 1 + (scene.known.failures if scene.known else 0)
    due = after_suspect(max(count, failures), scene.now)
    return replace(waiting(scene, due), doubt=mark, doubt_count=count, failures=failures)


def first_suspicion(scene: Scene, verdict: Verdict) -> Suspicion | None:
    """Return the doubt about a text that an address showed before there was an article to keep it with."""
    article = scene.visit.article if scene.again and verdict.reason in AT_FIRST else None
    return Suspicion(fingerprint(article)) if article else None


def withdrawn(scene: Scene) -> Noticed:
    """Return a confirmed take-down: an event of the article's history when it is news (decision 6)."""
    known = scene.known
    since = (known.gone_at if known else None) or scene.now
    noticed = replace(waiting(scene, after_gone(since, scene.now)), gone_at=since)
    news = known is not None and known.last is not None and known.gone_at is None
    return event(scene, noticed, Outcome.GONE) if news else noticed


def missed(scene: Scene, verdict: Verdict) -> Noticed:
    """Return a visit that saw nothing of the article; it teaches nothing and is tried again later."""
    failures = 1 + (scene.known.failures if scene.known else 0)
    due = after_failure(failures, verdict.retry_after, scene.now)
    asked = verdict.retry_after if scene.visit.status in UNWELCOME else None
    rest = rest_of_host(asked, scene.strikes) if scene.visit.status in UNWELCOME else None
    return replace(waiting(scene, due), failures=failures, rest=rest)


def waiting(scene: Scene, due: Due) -> Noticed:
    """Return a visit that changes nothing that is known of the article but the next one's time."""
    known = scene.known
    return Noticed(
        scene.visit,
        url_of(scene),
        gone_at=known.gone_at if known else None,
        doubt=known.doubt if known else None,
        doubt_count=known.doubt_count if known else 0,
        pace=known.pace if known else None,
        due=due,
    )


MEANINGS: dict[Outcome, Callable[[Scene, Verdict], Noticed]] = {
    Outcome.READ: read,
    Outcome.NOT_MODIFIED: unchanged,
    Outcome.SUSPECT: doubtful,
    Outcome.GONE: doubtful,
    Outcome.BLOCKED: missed,
    Outcome.FAILED: missed,
}
