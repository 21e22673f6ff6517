"""What is not an edit: furniture that comes and goes, and a page that a newer extractor reads otherwise."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from conftest import DESK, SITE, Afterword

from newsroom import Answer

if TYPE_CHECKING:
    from newsroom import Newsroom

PLEA = "Every evening at six we send out the harbour letter to all who asked for it by post or wire."


def page(number: int, *, plea: str = PLEA, word: str = "calm", end: str = "</p><p>") -> Answer:
    """Return an article of its own words, with the same plea below each."""
    texts = [
        f"Boat number {number} of the {name} line came in on a {word} morning with {number + 40} crates."
        for name in ("herring", "mussel", "plaice", "cockle", "mackerel")
    ]
    texts += [plea] if plea else []
    body = f"<p>{end.join(texts)}</p>"
    html = f"<html lang=en><body><article><h1>Boat {number} comes in</h1>{body}</article></body></html>"
    return Answer(body=html.encode())


def catch(afterword: Afterword, room: Newsroom, **how: object) -> str:
    """Put out ten articles and crawl them."""
    for number in range(10):
        room.put(f"/harbour/boat-{number}", page(number, **how))  # type: ignore[arg-type] # plea, word
    urls = " ".join(f"{room.url}/harbour/boat-{number}" for number in range(10))
    done = afterword("crawl", "article", "-a", f"url={urls}")
    assert done.code == 0, done.complained
    afterword.now += timedelta(hours=1)
    return done.said


def test_a_paragraph_of_many_articles_is_furniture_and_its_going_no_edit(
    watching: Afterword, room: Newsroom
) -> None:
    assert "10 new articles" in catch(watching, room)
    assert "furniture: 1 repeated paragraphs" in watching("upkeep").said
    assert "0 new versions" in catch(watching, room, plea="")
    assert "10 new versions with 50 edits" in catch(watching, room, plea="", word="stormy")


def test_an_operator_can_put_a_paragraph_back_into_the_text(watching: Afterword, room: Newsroom) -> None:
    catch(watching, room)
    watching("upkeep")
    listed = watching("furniture")
    named, _, rest = listed.said.partition("  ")
    assert "10 of 10" in rest
    assert PLEA in rest
    assert watching("furniture", "--keep", named).code == 0
    assert "10 new versions with 10 edits" in catch(watching, room, plea="")
    assert watching("furniture", "--keep", "nowhere:1").code == 2


def test_another_extractors_reading_raises_no_edit(watching: Afterword, room: Newsroom) -> None:
    """The archive is made to look as if an older extractor had read more into the headline."""
    url = room.article_url("fish-prices")
    watching.configure(f'{SITE}feeds = ["{room.feed_url}"]\n')
    watching("crawl", "article", "-a", f"url={url}")
    with sqlite3.connect(watching.folder / "afterword.db") as db:
        db.execute(
            "UPDATE version SET extractor = 'older/0', headline = headline || ' - and more', digest = 'old'"
        )
    shown = watching("reextract")
    assert "1 version read by another extractor or other rules, 1 differs" in shown.said
    assert "[-- and more-]" in shown.said.replace("\n", " ")
    watching.now += timedelta(hours=1)
    again = watching("crawl", "article", "-a", f"url={url}")
    assert "0 new versions" in again.said, again.said
    assert "1 renewed" in watching("reextract", "--write").said
    assert "0 versions read by another extractor" in watching("reextract").said
    with watching.store as store:
        known = store.known(url)
        assert known
        assert known.last
        assert known.last.number == 1
        assert "and more" not in str(known.last.article.headline)


PARAGRAPHS = (
    "The ferry company said that it would look into the matter before the end of the summer.",
    "Passengers who had waited on the quay for two hours were brought across by the pilot's launch.",
    "Tickets for the autumn are on sale at the office by the old crane from Monday to Friday.",
)


def ferry(*texts: str) -> Answer:
    """Return an article whose last paragraph has a class of its own."""
    *first, last = (f"<p>{text}</p>" for text in texts)
    body = f"<article><h1>Ferry talks</h1>{''.join(first)}{last.replace('<p', '<p class=x9')}</article>"
    return Answer(body=f"<html lang=en><body>{body}</body></html>".encode())


@pytest.mark.parametrize("rules", ["drop = '.x9'", "headline = '.x9'"])
def test_other_selectors_raise_no_edit(watching: Afterword, room: Newsroom, rules: str) -> None:
    """docs/add-a-site.md, step 5, tells to do exactly this."""
    feed, url = f'feeds = ["{room.feed_url}"]\n', f"{room.url}/harbour/ferry"
    command = ("crawl", "article", "-a", f"url={url}")
    room.put("/harbour/ferry", ferry(*PARAGRAPHS))
    watching.configure(SITE + feed)
    assert "1 new article," in watching(*command).said
    watching.configure(f"{SITE}{feed}[site.selectors]\n{rules}\n")
    watching.now += timedelta(hours=1)
    assert "0 new versions" in watching(*command).said
    assert "1 version read by another extractor or other rules, 1 differs" in watching("reextract").said
    assert "1 renewed" in watching("reextract", "--write").said
    assert "0 versions read by another extractor" in watching("reextract").said
    room.put("/harbour/ferry", ferry(PARAGRAPHS[0].replace("summer", "winter"), *PARAGRAPHS[1:]))
    watching.now += timedelta(hours=1)
    assert "1 new version with 1 edit," in watching(*command).said


def test_due_says_what_comes_next_and_why(watching: Afterword, room: Newsroom) -> None:
    watching("crawl", "courier")
    url = room.article_url("lindqvist-visit")
    assert "announced event at" in watching("due", "--url", url).said
    assert watching("due", "--limit", "3").said.count("P(changed)") == 3
    stats = watching("due", "--stats").said
    assert "12 visits (12 read)" in stats
    assert "control sample" in stats


def test_a_spent_budget_holds_the_recheck_back(watching: Afterword, room: Newsroom) -> None:
    watching.configure(
        f'{SITE}feeds = ["{room.feed_url}"]\n'.replace("timeout = 5.0", "visits_per_hour = 12")
    )
    watching("crawl", "courier")
    watching.now += timedelta(minutes=50)
    with sqlite3.connect(watching.folder / "afterword.db") as db:
        db.execute("UPDATE article SET next_due = ?", [watching.now.timestamp() - 60])
    assert "0 visits" in watching("crawl", "recheck").said
    watching.now += timedelta(minutes=20)
    assert "12 visits" in watching("crawl", "recheck").said


def test_a_host_that_asks_to_be_left_alone_is(watching: Afterword, room: Newsroom) -> None:
    url = room.article_url("fish-prices")
    watching("crawl", "courier")
    room.trouble("fish-prices", "429")
    watching("crawl", "article", "-a", f"url={url}")
    before = len(room.requests)
    watching.now += timedelta(seconds=30)
    assert "0 visits" in watching("crawl", "courier").said
    assert all(request.path == "/robots.txt" for request in room.requests[before:])
    watching.now += timedelta(hours=3)
    room.trouble("fish-prices", None)
    assert "12 visits" in watching("crawl", "courier").said


def test_paragraphs_that_are_joined_or_cut_make_no_version(watching: Afterword, room: Newsroom) -> None:
    catch(watching, room, plea="")
    for end in (" ", "</p><p>", "<br><br>"):
        said = catch(watching, room, plea="", end=end)
        assert "0 new versions" in said


def test_furniture_that_is_reworded_is_no_edit_and_no_cloak_for_one(
    watching: Afterword, room: Newsroom
) -> None:
    catch(watching, room)
    watching("upkeep")
    again = PLEA.replace("at six", "at seven").replace("by post or wire", "by post, wire or pigeon")
    assert "0 new versions" in catch(watching, room, plea=again)
    assert "10 new versions with 50 edits" in catch(watching, room, plea=again, word="stormy")


def test_a_new_plea_is_told_as_minor_once_it_is_known_for_one(watching: Afterword, room: Newsroom) -> None:
    watching.configure(SITE + DESK.replace('tell = "all"', ""))
    catch(watching, room)
    watching("upkeep")
    assert "5 new versions with 5 edits" in catch(watching, room, plea="Do you like to read us at home?")
    told = watching("report", "--dry-run").said
    assert "changed in small ways only: 5 minor edits" in " ".join(told.split())
    assert "Text was added" not in told
