"""The main job from end to end: crawl, version, notice the edit, tell by e-mail; real parts throughout."""

from __future__ import annotations

import email
import json
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from conftest import DESK, SITE, Afterword

from newsroom import Answer
from scraper.article import Outcome

if TYPE_CHECKING:
    from newsroom import Newsroom
    from newsroom.postbox import Postbox

LEAD = "lindqvist-visit"


def advance(afterword: Afterword, room: Newsroom, by: timedelta) -> None:
    room.advance(by)
    afterword.now = room.now


def test_a_changed_wording_is_found_by_a_crawl_and_told_by_mail(
    watching: Afterword, room: Newsroom, postbox: Postbox
) -> None:
    watching.configure(f'{SITE}feeds = ["{room.feed_url}"]\n{DESK}port = {postbox.port}\n')
    first = watching("crawl", "courier")
    assert (first.code, first.complained) == (0, "")
    assert "12 new articles" in first.said
    advance(watching, room, timedelta(hours=2, minutes=30))
    assert watching("crawl", "courier").code == 0
    told = watching("report")
    assert told.code == 0, told.complained
    assert len(postbox.mails) == 2
    mail = email.message_from_bytes(postbox.mails[0], policy=default)
    assert isinstance(mail, EmailMessage)
    plain, rich = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain
    assert rich
    assert "[-is scheduled to meet-]" in " ".join(plain.get_content().split())
    assert "tense" in rich.get_content()
    again = watching("report")
    assert (again.code, len(postbox.mails)) == (0, 2), "nothing is told twice"


def test_pages_whose_furniture_alone_changes_make_no_version(watching: Afterword, room: Newsroom) -> None:
    watching("crawl", "courier")
    again = watching("crawl", "courier")
    assert "12 visits" in again.said
    assert "0 new versions" in again.said
    with watching.store as store:
        assert {len(store.versions(room.article_url(name))) for name in ("budget-vote", LEAD)} == {1}


def test_recheck_visits_what_is_due_and_finds_the_edit(watching: Afterword, room: Newsroom) -> None:
    watching("crawl", "courier")
    advance(watching, room, timedelta(days=1))
    done = watching("crawl", "recheck")
    assert done.code == 0, done.complained
    with watching.store as store:
        versions = store.versions(room.article_url(LEAD))
        assert [version.number for version in versions] == [1, 2]
        assert "met with President" in " ".join(versions[1].article.paragraphs)
        edits = store.revisions(room.article_url(LEAD))[0].edits
    assert any("tense" in edit.labels for edit in edits)


def test_one_article_is_visited_on_demand(afterword: Afterword, room: Newsroom) -> None:
    url = room.article_url(LEAD)
    done = afterword("crawl", "article", "-a", f"url={url}?utm_source=x")
    assert (done.code, done.complained) == (0, "")
    with afterword.store as store:
        known = store.known(url)
        assert known
        assert known.last
        assert known.last.article.headline == "Lindqvist scheduled to meet President Avelar in Port Selene"


def test_a_withdrawn_article_is_an_event_once_confirmed(watching: Afterword, room: Newsroom) -> None:
    url = room.article_url("councillor-mooring")
    watching("crawl", "article", "-a", f"url={url}")
    advance(watching, room, timedelta(hours=5))
    for _ in range(2):
        assert watching("crawl", "article", "-a", f"url={url}").code == 0
        advance(watching, room, timedelta(minutes=20))
    with watching.store as store:
        assert [revision.flags for revision in store.revisions(url)] == [("withdrawn",)]
        assert len(store.versions(url)) == 1


def test_a_correction_that_comes_and_goes_while_the_text_stands_is_told(
    watching: Afterword, room: Newsroom
) -> None:
    url = f"{room.url}/harbour/sea-wall"
    met = "<p>The harbour board met on day {} and heard what the new sea wall will cost.</p>"
    text = "".join(map(met.format, range(6)))
    note = "<p>Correction: the wall is 23 metres long, not 32.</p>"
    said = []
    for more in ("", note, note, ""):
        page = f"<html><body><article><h1>Sea wall</h1>{text}{more}</article></body></html>"
        room.put("/harbour/sea-wall", Answer(body=page.encode()))
        said.append(watching("crawl", "article", "-a", f"url={url}").said)
        advance(watching, room, timedelta(hours=1))
    assert ["1 new version with 0 edits" in line for line in said] == [False, True, False, True], said
    told = " ".join(watching("history", url).said.split())
    assert "The page carries a note: “the wall is 23 metres long, not 32.”" in told
    assert "The page's correction was removed: “the wall is 23 metres long, not 32.”" in told
    report = watching("report", "--dry-run").said
    assert "The page's correction was removed" in report
    assert "small ways" not in report


def test_an_article_that_moved_to_a_new_address_stays_one_article(
    watching: Afterword, room: Newsroom
) -> None:
    old = room.article_url("library-hours")
    watching("crawl", "article", "-a", f"url={old}")
    advance(watching, room, timedelta(hours=3))
    new = room.article_url("library-hours")
    assert old != new
    watching("crawl", "article", "-a", f"url={new}")
    watching("crawl", "article", "-a", f"url={old}")
    with watching.store as store:
        one, other = store.known(old), store.known(new)
        assert one
        assert other
        assert one.ident == other.ident
        assert len(store.versions(new)) == 2


def test_conditional_requests_end_as_not_modified_once_the_host_is_trusted(
    watching: Afterword, room: Newsroom
) -> None:
    for _ in range(3):
        watching("crawl", "courier")
        watching.now += timedelta(hours=1)
    assert any(request.conditional and request.status == 304 for request in room.requests)
    with watching.store as store:
        outcomes = {row["outcome"] for row in store.db.query("SELECT outcome FROM visit")}
    assert Outcome.NOT_MODIFIED in outcomes


def test_every_site_is_a_spider(watching: Afterword) -> None:
    assert watching("list", module="scrapy").said.split() == ["article", "courier", "recheck"]


def test_a_listing_of_each_kind_leads_to_the_articles(afterword: Afterword, room: Newsroom) -> None:
    kinds = (
        ("feeds", "/feed.xml"),
        ("feeds", "/atom.xml"),
        ("feeds", "/feed.json"),
        ("sitemaps", "/sitemap.xml"),
        (
            "sections",
            "/world",
        ),
    )
    for kind, path in kinds:
        afterword.configure(f'{SITE}{kind} = ["{room.url}{path}"]\n')
        done = afterword("crawl", "courier")
        assert done.code == 0, done.complained
        visits = int(done.said.split(" visit")[0].split()[-1])
        assert visits >= (1 if kind == "sections" else 12), path


def test_history_prints_plainly_and_as_json(watching: Afterword, room: Newsroom) -> None:
    url = room.article_url(LEAD)
    watching("crawl", "article", "-a", f"url={url}")
    advance(watching, room, timedelta(hours=3))
    watching("crawl", "article", "-a", f"url={url}")
    plain = watching("history", url)
    assert "[-scheduled to meet-]" in plain.said
    assert "\x1b[" not in plain.said
    found = json.loads(watching("history", url, "--json").said)
    assert found["url"] == url


def test_two_tries_and_a_refusal_lose_no_letter(watching: Afterword, room: Newsroom) -> None:
    watching("crawl", "courier")
    advance(watching, room, timedelta(hours=3))
    watching("crawl", "courier")
    unreachable = watching("report")
    assert unreachable.code == 4
    assert "127.0.0.1:25" in unreachable.complained
    from newsroom.postbox import Postbox  # noqa: PLC0415 - with answers of its own

    with Postbox(answers=("451 try later",)) as moody:
        watching.configure(f'{SITE}feeds = ["{room.feed_url}"]\n{DESK}port = {moody.port}\n')
        watching.now += timedelta(minutes=1)
        assert watching("report", "--resend").code == 4
        watching.now += timedelta(hours=1)
        assert watching("report", "--resend").code == 0
        assert len(moody.mails) == 2
        recipients = sorted(
            email.message_from_bytes(mail, policy=default)["To"].addresses[0].addr_spec
            for mail in moody.mails
        )
    assert recipients == ["a@reader.example", "b@reader.example"]


@pytest.mark.parametrize("options", [("--dry-run",), ("--out", "reports", "--dry-run")])
def test_a_dry_run_sends_and_marks_nothing(
    watching: Afterword, room: Newsroom, options: tuple[str, ...]
) -> None:
    watching("crawl", "courier")
    advance(watching, room, timedelta(hours=3))
    watching("crawl", "courier")
    said = [watching("report", *options) for _ in range(2)]
    assert [done.code for done in said] == [0, 0]
    assert said[0].said.count("[-") == said[1].said.count("[-") > 0
    written = {path.suffix for path in (watching.folder / "reports").glob("*")}
    assert written == ({".eml", ".html"} if "--out" in options else set())


def test_history_tells_what_was_announced_and_what_became_of_it(watching: Afterword, room: Newsroom) -> None:
    lead, vote = room.article_url(LEAD), room.article_url("budget-vote")
    for _ in range(2):
        watching("crawl", "article", "-a", f"url={lead} {vote}")
        advance(watching, room, timedelta(hours=16))
    told = watching("history", lead).said
    assert "Announced for Mon 15 Jun 2026, 10:00 UTC (fulfilled in version 2)" in told
    assert "Says     Lindqvist scheduled to meet President Avelar in Port Selene" in told
    assert told.index("Version 1") < told.index("Announced") < told.index("Version 2")
    waiting = watching("history", vote).said
    assert "Announced for Mon 15 Jun 2026, 18:30 UTC (overdue, seen Tue 16 Jun 2026, 00:00 UTC)" in " ".join(
        waiting.split()
    )
    found = json.loads(watching("history", vote, "--json").said)["announcements"]
    late = [promise["said"]["sentence"] for promise in found if promise["fate"] == "overdue"]
    assert [sentence.partition(" on ")[0] for sentence in late] == ["The council is due to vote"]
