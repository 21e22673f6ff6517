from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from rich.console import Console

from scraper.article import Announcement, Article, Edit, Evidence, Kind, Overdue, Part, Revision, Run, Version
from scraper.outlook import statistics
from scraper.reports.digest import Digest, digest
from scraper.reports.facts import notable, remarks, several
from scraper.reports.history import Shown, as_json, history
from scraper.reports.marks import gist
from scraper.reports.markup import mail_html, page
from scraper.reports.message import message, message_id
from scraper.reports.text import in_full, subject, text
from scraper.reports.wording import Style, labels, link, plain, shortened

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
URL = "https://courier.example/mayor"


def version(number: int, headline: str = "Mayor visits the harbour") -> Version:
    article = Article(headline=headline, paragraphs=("It rains.",), language="en", site_name="Courier")
    return Version(number, article, NOON + timedelta(hours=number), "t1", f"d{number}")


def reworded(before: str, after: str, **more: Any) -> Edit:
    runs = (Run("removed", before), Run("added", after))
    return replace(Edit(Part.BODY, Kind.REWORDED, before, after, runs, rank=0.5), **more)


def revision(number: int, *edits: Edit, **more: Any) -> Revision:
    old, new = version(number), version(number + 1)
    step = Revision("courier", URL, old, new, edits, new.seen_at, old.seen_at, ident=number)
    return replace(step, **more)


def digested(*revisions: Revision, **worth: Any) -> Digest:
    return digest(revisions, "desk", None, NOON + timedelta(days=1), **worth)


def mailed(found: Digest, style: Style | None = None) -> EmailMessage:
    mail = message(
        found, sender="a@x.test", recipient="b@y.test", message_id="<1@x.test>", date=NOON, style=style
    )
    parsed = message_from_bytes(mail.as_bytes(), policy=default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_sentence_that_changed_twice_is_told_as_one_change_in_order() -> None:
    steps = [revision(number, reworded(*pair)) for number, pair in enumerate(pairwise("abc"), 1)]
    (story,) = digested(*reversed(steps)).stories
    (change,) = story.told
    assert (change.before, change.after, len(change.links)) == ("a", "c", 2)


def test_a_sentence_that_came_and_was_then_reworded_is_one_addition() -> None:
    came = Edit(Part.BODY, Kind.ADDED, None, "It rains.")
    (story,) = digested(revision(1, came), revision(2, reworded("It rains.", "It pours."))).stories
    (change,) = story.told
    assert (change.before, change.after, change.undone) == (None, "It pours.", False)


@pytest.mark.parametrize(("edits", "shown"), [("ab", 1), ("abc", 2), ("abcd", 3), ("abcde", 2)])
def test_of_many_edits_of_one_sentence_the_first_and_the_last_are_shown(edits: str, shown: int) -> None:
    steps = [revision(number, reworded(*pair)) for number, pair in enumerate(pairwise(edits), 1)]
    change = digested(*steps).stories[0].told[0]
    assert (len(change.shown), change.between) == (shown, len(edits) - 1 - shown)
    assert (change.shown[0].edit.before, change.shown[-1].edit.after) == (edits[0], edits[-1])


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (reworded("is due", "came"), "is due -> came"),
        (reworded("is due", "came", summary="due -> came"), "due -> came"),
        (reworded("w " * 40, "x " * 40), f"{'w ' * 16}… -> {'x ' * 16}…"),
        (reworded("", "more"), "added: more"),
        (reworded("less", ""), "dropped: less"),
        (Edit(Part.BODY, Kind.ADDED, None, "It rains."), "added: It rains."),
        (Edit(Part.BODY, Kind.REMOVED, "It rains.", None), "dropped: It rains."),
        (Edit(Part.BODY, Kind.MOVED, "It rains.", "It rains."), "moved: It rains."),
    ],
)
def test_an_edit_has_a_gist(edit: Edit, words: str) -> None:
    assert gist(edit) == words


@pytest.mark.parametrize(
    ("width", "cut"),
    [(11, "harbour row"), (10, "harbour …"), (9, "harbour …"), (8, "harbour…"), (4, "har…")],
)
def test_text_is_cut_between_words_where_that_keeps_most_of_it(width: int, cut: str) -> None:
    assert shortened("harbour row", width) == cut


def test_a_mail_previews_its_first_three_changes() -> None:
    steps = [
        revision(n, reworded("is due", f"came {n}"), url=f"https://x.test/{n}", rank=1 - n / 10)
        for n in range(1, 5)
    ]
    tree = html.document_fromstring(mail_html(digested(*steps)))
    (preview,) = tree.xpath("//div[contains(@style, 'display:none')]")
    assert preview.text_content() == "; ".join(
        f"Mayor visits the harbour: is due -> came {n}" for n in (1, 2, 3)
    )


def test_edits_of_one_revision_are_never_chained_to_each_other() -> None:
    (story,) = digested(revision(1, reworded("a", "b"), reworded("b", "c"))).stories
    assert [(change.before, change.after) for change in story.told] == [("a", "b"), ("b", "c")]


def test_a_change_is_told_whole_when_one_of_its_edits_is_worth_telling() -> None:
    steps = [revision(1, reworded("a", "b", substantive=False)), revision(2, reworded("b", "c"))]
    (story,) = digested(*steps).stories
    assert [len(change.links) for change in story.told] == [2]
    assert story.minor_edits == 0


def test_everything_is_told_where_the_subscription_asks_for_all() -> None:
    step = revision(1, reworded("a", "b", substantive=False))
    assert digested(step).quiet
    assert digested(step, substantive_only=False).stories


@pytest.mark.parametrize(("least_rank", "told"), [(0.49, 1), (0.5, 1), (0.51, 0)])
def test_an_edit_is_told_from_the_least_rank_on(least_rank: float, told: int) -> None:
    assert len(digested(revision(1, reworded("a", "b")), least_rank=least_rank).stories) == told


@pytest.mark.parametrize(("room", "whole"), [(1, 1), (3, 1), (4, 2), (5, 2), (6, 3)])
def test_articles_are_shown_in_full_as_long_as_there_is_room(room: int, whole: int) -> None:
    steps = [
        revision(n, reworded("a", f"b{n}"), reworded("c", f"d{n}"), url=f"https://x.test/{n}")
        for n in (1, 2, 3)
    ]
    assert len(in_full(digested(*steps), Style(changes=room))) == whole


@pytest.mark.parametrize(("steps", "told"), [(3, 3), (4, 2)])
def test_of_many_revisions_only_those_that_say_more_are_spoken_of(steps: int, told: int) -> None:
    flags: list[tuple[str, ...]] = [("withdrawn",), (), (), ("revert",)]
    given_ = [revision(n, reworded(str(n), str(n + 1)), flags=flags[n - 1]) for n in range(1, steps + 1)]
    story = digested(*given_).stories[0]
    assert len(notable(story)) == told
    assert set(story.events) <= set(notable(story))
    assert bool(several(story, Style())) is (steps > 3)


def test_of_many_revisions_the_weightiest_and_the_silent_are_spoken_of() -> None:
    weights = [(0.2, ("unacknowledged",)), (0.9, ()), (0.4, ()), (0.8, ()), (0.1, ())]
    given_ = [
        revision(n, reworded(str(n), str(n + 1)), flags=flags, rank=rank, reason="it rains")
        for n, (rank, flags) in enumerate(weights, 1)
    ]
    assert [each.ident for each in notable(digested(*given_).stories[0])] == [1, 2, 4]


def test_a_report_of_withdrawals_alone_counts_them_and_explains_no_marks() -> None:
    withdrawn = revision(1, flags=("withdrawn",), reason="the article was withdrawn")
    found = text(digested(replace(withdrawn, new=withdrawn.old)))
    assert "1 article, 1 change." in found
    assert "Words marked" not in found


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("soft\u200bware", "software"),
        ("one\u2028two", "one two"),
        ("a\u200b\nb", "a b"),
        ("\u202etxt.exe", "txt.exe"),
        ("می\u200cآید", "می\u200cآید"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("\ud83d", ""),
    ],
)
def test_what_cannot_be_seen_is_left_out_and_what_joins_letters_stays(said: str, shown: str) -> None:
    assert plain(said) == shown


def test_an_article_withdrawn_without_an_edit_is_told_before_lesser_changes() -> None:
    gone = revision(1, url="https://courier.example/gone", flags=("withdrawn",))
    found = digested(revision(2, reworded("a", "b")), gone)
    assert [story.url for story in found.stories] == ["https://courier.example/gone", URL]


@pytest.mark.parametrize("flags", [("correction",), ("correction", "unacknowledged")])
def test_a_correction_that_comes_or_goes_beside_a_minor_edit_is_told(flags: tuple[str, ...]) -> None:
    minor, weighty = reworded("grey", "gray", substantive=False), reworded("32", "47")
    (story,) = digested(revision(1, minor, flags=flags)).stories
    assert [event.ident for event in story.events] == [1]
    (story,) = digested(revision(1, minor, weighty, flags=flags)).stories
    assert story.events == ()


def test_a_revision_without_edits_or_events_is_counted_not_dropped() -> None:
    found = digested(revision(7))
    assert (found.stories, len(found.quiet), found.idents) == ((), 1, (7,))


def test_a_site_has_one_name_in_a_report() -> None:
    bare = replace(version(2).article, site_name=None)
    step = revision(2, reworded("a", "b"), url=f"{URL}/2", rank=1.0)
    unnamed = replace(step, new=replace(step.new, article=bare))
    late = Overdue("courier", URL, bare, Announcement("A visit is due.", "is due"), NOON, NOON, NOON)
    found = replace(digested(unnamed, revision(1, reworded("a", "b"))), overdue=(late,))
    for style, name in ((Style(), "Courier"), (Style(titles={"courier": "The Courier"}), "The Courier")):
        lines = [line.strip() for line in text(found, style).splitlines()]
        assert (lines.count(name), lines.count("courier")) == (3, 0)
        assert subject(found, style).endswith(f"({name})")
        assert html.document_fromstring(mail_html(found, style)).text_content().count(f"\n{name}\n") == 3


@pytest.mark.parametrize(
    ("before", "after", "fate"),
    [
        ((), ("It is 47.",), "added"),
        (("It is 47.",), (), "removed"),
        (("It is 32.",), ("It is 47.",), "changed"),
    ],
)
def test_a_badge_says_what_became_of_a_correction(
    before: tuple[str, ...], after: tuple[str, ...], fate: str
) -> None:
    step = revision(1, flags=("correction",))
    old, new = (
        replace(one, article=replace(one.article, notes=notes))
        for one, notes in ((step.old, before), (step.new, after))
    )
    found = digested(replace(step, old=old, new=new))
    assert f"Correction note {fate}" in html.document_fromstring(mail_html(found)).text_content()
    assert f"correction note {fate}: Mayor" in subject(found)


@pytest.mark.parametrize(
    ("note", "shown"), [("future > past", "tense: future > past"), ("past > past", "tense: another aspect")]
)
def test_a_tense_has_a_direction_only_where_the_time_is_another(note: str, shown: str) -> None:
    edit = reworded("went", "had gone", labels=("tense",), evidence=(Evidence("tense", "test", note=note),))
    assert labels(edit) == (shown,)


def test_one_is_told_as_one() -> None:
    one = dict.fromkeys(("tracked", "due_now", "visits", "found"), 1)
    control = {"articles": 1, "edits": 1, "captured": 1, "visits": 1, "median_delay_hours": None}
    bins = [{"predicted": 0.5, "observed": 1.0, "visits": 1}]
    told = statistics(
        {**one, "threshold": 0.1, "hours": 24, "outcomes": {"read": 1}, "bytes": 1, "calibration": bins,
         "control": control}
    )  # fmt: skip
    lines = "\n".join(told)
    assert re.findall(r"\b1 (?:new )?(\w+)", lines) == [
        "article", "due", "visit", "read", "version", "visit", "article", "edit", "visit",
    ]  # fmt: skip
    (minor,) = [revision(1, reworded("grey", "gray", substantive=False))]
    assert "1 minor edit not shown" in text(digested(minor))


def test_a_period_without_beginning_begins_with_what_was_last_known() -> None:
    assert digested(revision(3, reworded("a", "b"))).since == NOON + timedelta(hours=3)
    assert digested(revision(3, known_at=None)).since == NOON + timedelta(hours=4)


EDITS = st.builds(
    reworded,
    st.sampled_from("abc"),
    st.sampled_from("abc"),
    rank=st.floats(0, 1),
    substantive=st.booleans(),
)
STEPS = st.lists(
    st.builds(
        lambda edits, url, flags: (edits, url, flags),
        st.lists(EDITS, max_size=4),
        st.sampled_from(["https://x.test/1", "https://x.test/2"]),
        st.sampled_from([(), ("withdrawn",), ("revert",)]),
    ),
    max_size=8,
)


@given(STEPS, st.floats(0, 1), st.booleans())
def test_no_revision_and_no_edit_is_lost(
    steps: list[tuple[list[Edit], str, tuple[str, ...]]],
    least_rank: float,
    only: bool,  # noqa: FBT001 -- hypothesis draws it by position
) -> None:
    given_ = [revision(n, *edits, url=url, flags=flags) for n, (edits, url, flags) in enumerate(steps, 1)]
    found = digested(*given_, least_rank=least_rank, substantive_only=only)
    stories = (*found.stories, *found.quiet)
    assert found.idents == tuple(range(1, len(given_) + 1))
    for story in stories:
        links = [each for change in (*story.told, *story.minor) for each in change.links]
        edits = [edit for step in given_ if step.url == story.url for edit in step.edits]
        assert sorted(map(id, edits)) == sorted(id(each.edit) for each in links)
    assert [story.rank for story in found.stories] == sorted(
        (story.rank for story in found.stories), reverse=True
    )


def test_a_message_has_text_and_html_and_the_headers_of_a_machine() -> None:
    mail = mailed(
        digested(revision(1, reworded("It is due.", "It came."))), Style(contact="desk@courier.example")
    )
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    assert "[-It is due.-]" in body(mail, "plain")
    assert {name: mail[name] for name in ("Auto-Submitted", "List-Id", "List-Unsubscribe", "To")} == {
        "Auto-Submitted": "auto-generated",
        "List-Id": "<desk.afterword.x.test>",
        "List-Unsubscribe": "<mailto:desk@courier.example?subject=unsubscribe>",
        "To": "b@y.test",
    }


def test_the_same_report_is_the_same_bytes() -> None:
    found = digested(revision(1, reworded("It is due.", "Zażółć gęślą jaźń.")))
    assert mailed(found).as_bytes() == mailed(found).as_bytes()


def test_no_line_of_a_message_is_longer_than_a_mail_server_takes() -> None:
    mail = message(
        digested(revision(1, reworded("w" * 2000, "日本" * 2000))),
        sender="a@x.test",
        recipient="b@y.test",
        message_id="<1@x.test>",
        date=NOON,
    )
    raw = mail.as_bytes()
    assert max(map(len, raw.splitlines())) <= 998
    assert raw.isascii()


def late(ident: int) -> Overdue:
    said = Announcement("It will sail at noon.", "will sail at noon", NOON, NOON, "hour")
    return Overdue("courier", URL, Article(), said, NOON, NOON, NOON + timedelta(hours=5), (ident,))


def test_a_message_id_differs_by_subscription_recipient_revisions_and_what_is_overdue() -> None:
    one = digested(revision(1, reworded("a", "b")))
    two = digested(*(revision(number, reworded("a", "b")) for number in (1, 2)))
    told = [one, two, replace(one, subscription="news"), replace(one, overdue=(late(1),))]
    told += [replace(digested(), overdue=(late(number),)) for number in (1, 2)]
    ids = {message_id(each, recipient, "x.test") for each in told for recipient in ("a@x.test", "b@x.test")}
    assert len(ids) == 2 * len(told)
    assert message_id(one, "a@x.test", "x.test") == message_id(replace(one, until=NOON), "a@x.test", "x.test")


def test_of_many_overdue_announcements_the_first_are_shown_and_the_rest_is_counted() -> None:
    found = replace(digested(), overdue=tuple(late(number) for number in range(10)))
    for told in (text(found), html.document_fromstring(mail_html(found)).text_content()):
        assert (
            told.count("It will sail at noon.") + told.count("It *will sail at noon*.")
            == Style().overdue
            == 8
        )
        assert "2 more announcements overdue. To see all:" in told
        assert "afterword overdue" in told
    assert subject(found).startswith("Afterword: 10 announcements overdue - ")


HOSTILE = st.text() | st.sampled_from(
    [
        "x\r\nBcc: all@victim.example\r\n\r\n<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)><a href="javascript:alert(1)">',
        "\ud800 \x00 \x1b]0;title\x07 \u202e \u2028",
        "{{ 7 * 7 }}{% include '/etc/passwd' %}",
        "=?utf-8?b?QmNj?=",
    ]
)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_what_a_page_says_stays_text(said: str, name: str, url: str) -> None:
    article = Article(headline=said, site_name=name, language=said, notes=(said,))
    new = replace(version(2), article=article)
    edit = reworded(said, name, labels=(said,), summary=url)
    found = digested(revision(1, edit, url=url, new=new, flags=(said,), reason=said))
    mail = mailed(found)
    assert "Bcc" not in mail
    assert mail["To"] == "b@y.test"
    for markup in (body(mail, "html"), mail_html(found), page(found)):
        tree = html.document_fromstring(markup)
        assert not tree.xpath("//script | //img | //iframe | //form | //@onerror | //@onload")
        assert all(str(address).startswith(("http://", "https://")) for address in tree.xpath("//a/@href"))
    written = body(mail, "plain") + str(mail["Subject"])
    assert not set(written) & set("\x00\x1b\x07\u202e\u2028")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://x.test/a?b=1#c", "https://x.test/a?b=1#c"),
        ("HTTP://x.test/", "http://x.test/"),
        ("https://x.test/ä", "https://x.test/%C3%A4"),
        ('https://x.test/"onclick=', "https://x.test/%22onclick="),
        ("javascript:alert(1)", None),
        (" java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://", None),
        ("//x.test/", None),
        ("https://[::1", None),
        ("", None),
    ],
)
def test_only_web_addresses_become_links(address: str, shown: str | None) -> None:
    assert link(address) == shown


@pytest.mark.parametrize("render", [mail_html, page])
def test_marks_are_elements_with_a_language_and_not_colour_alone(render: Any) -> None:
    edit = reworded("is due", "came", runs=(Run("removed", "is due"), Run("added", "came")))
    tree = html.document_fromstring(render(digested(revision(1, edit))))
    assert [item.text_content() for item in tree.xpath("//del")] == ["is due"]
    assert [item.text_content() for item in tree.xpath("//ins")] == ["came"]
    assert tree.xpath("//del/../@lang") == ["en"]
    assert "line-through" in tree.xpath("string(//del/@style)")
    assert [cell.text_content() for cell in tree.xpath("//td[@width='64']")] == ["Was", "Now"]


def test_html_loads_nothing_from_elsewhere() -> None:
    markup = mail_html(digested(revision(1, reworded("a", "b"))))
    tree = html.document_fromstring(markup)
    assert not tree.xpath("//link | //@src | //@background")
    assert "url(" not in markup
    assert "@import" not in markup


def test_a_mail_of_many_articles_stays_under_what_gmail_shows() -> None:
    words = "The harbour board said on Monday that the quay would stay closed for at least another week. "
    steps = [
        revision(n, *(reworded(words + str(i), words + "x") for i in range(3)), url=f"https://x.test/{n}")
        for n in range(1, 101)
    ]
    markup = mail_html(digested(*steps))
    assert len(markup.encode()) < 102_000
    assert all(f'"https://x.test/{n}"' in markup for n in range(1, 101))


def past() -> Any:
    steps = [revision(1, reworded("a [b]", "c :smile:")), revision(2, reworded("\x1b[2Jd", "e"))]
    return history("courier", URL, [version(1), version(2), version(3)], steps)


def printed(**settings: Any) -> str:
    paper = StringIO()
    Console(file=paper, width=60, legacy_windows=False, **settings).print(Shown(past(), Style()))
    return paper.getvalue()


def test_a_history_is_coloured_on_a_terminal_and_marked_elsewhere() -> None:
    coloured = printed(force_terminal=True, color_system="standard", no_color=False)
    assert "\x1b[9;31ma [b]\x1b[0m" in coloured
    assert "[-" not in coloured
    assert "\x1b[2J" not in coloured
    plain = printed(force_terminal=False, color_system=None)
    assert "[-a [b]-]" in plain
    assert "{+c :smile:+}" in plain
    assert "\x1b" not in plain
    assert "[-a [b]-]" in printed(force_terminal=True, color_system="standard", no_color=True)


def test_a_history_is_json_with_every_version_and_edit() -> None:
    known = json.loads(json.dumps(as_json(past())))
    assert [item["number"] for item in known["versions"]] == [1, 2, 3]
    assert known["versions"][0]["article"]["paragraphs"] == ["It rains."]
    assert [(item["old"], item["new"]) for item in known["revisions"]] == [(1, 2), (2, 3)]
    assert known["revisions"][0]["edits"][0]["runs"][0] == {"fate": "removed", "text": "a [b]"}
    assert known["revisions"][0]["seen_at"] == "2026-03-02T14:00:00+00:00"


def test_an_empty_digest_says_so() -> None:
    found = digested()
    assert subject(found) == "Afterword: no article changed in a way that matters"
    assert "Nothing to tell" in text(found)
    assert text(found).splitlines()[1] == "Tue 3 Mar 2026, 12:00 UTC", "no period from noon to noon"
    assert "Nothing to tell" in body(mailed(found), "html")


def test_what_was_undone_ranks_below_what_stands() -> None:
    there, back = (
        reworded("Gale expected", "Violent storm", rank=0.9),
        reworded("Violent storm", "Gale expected"),
    )
    undone = [revision(1, there, rank=0.9), revision(2, back)]
    standing = [replace(revision(1, reworded("32 hurt", "47 hurt", rank=0.6), rank=0.6), url=f"{URL}/2")]
    assert [story.url for story in digested(*undone, *standing).stories] == [f"{URL}/2", URL]
    assert [story.url for story in digested(undone[0], *standing).stories] == [URL, f"{URL}/2"]


@pytest.mark.parametrize(("quoted", "again"), [("It is 47.", 0), ("It is …", 1)])
def test_a_note_that_the_reason_quotes_in_full_is_said_once(quoted: str, again: int) -> None:
    noted = replace(version(2).article, notes=("Correction: It is 47.",))
    said = f"a number changed, and the page says so: “{quoted}”"
    step = revision(1, reworded("32 hurt", "47 hurt"), reason=said)
    told = list(remarks(replace(step, new=replace(step.new, article=noted)), Style()))
    assert len(told) == 1 + again
