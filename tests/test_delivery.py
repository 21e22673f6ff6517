"""Each letter once and surely: whatever fails between the outbox and the mail server."""

from __future__ import annotations

import signal
import time
from datetime import timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from conftest import DESK, MONDAY, SITE, begin
from test_store import URL, noticed

from newsroom.postbox import Postbox
from scraper.article import Edit, Kind, Part
from scraper.errors import StoreError
from scraper.reports.message import POLICY
from scraper.reports.send import MailServer, Verdict
from scraper.telling import deliver
from storage import Store
from storage.outbox import Letter, Told

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Afterword


def letter(local: str) -> Letter:
    mail = EmailMessage(policy=POLICY)
    mail["From"], mail["To"] = "afterword@x.test", f"{local}@y.test"
    mail["Subject"], mail["Message-ID"] = "Edits", f"<{local}@x.test>"
    mail.set_content("It sails.")
    return Letter("desk", f"{local}@y.test", f"<{local}@x.test>", "Edits", mail.as_bytes(), MONDAY)


def waiting(path: Path, *locals_: str) -> Store:
    """Return an archive with letters in its outbox."""
    store = Store(str(path / "afterword.db"))
    store.queue([letter(local) for local in locals_], "desk", Told(), MONDAY)
    return store


def test_a_letter_that_is_put_off_for_weeks_does_not_hold_up_the_others(tmp_path: Path) -> None:
    with waiting(tmp_path, "full", "ann") as store, Postbox(("452 mailbox full",)) as postbox:
        store.db.execute("UPDATE report SET attempts = 60 WHERE message_id = '<full@x.test>'")
        store.db.conn.commit()
        answers = [told.verdict for _, told in deliver(store, MailServer("127.0.0.1", postbox.port), MONDAY)]
        assert answers == [Verdict.DEFERRED, Verdict.ACCEPTED]
        assert store.next_letter() == MONDAY + timedelta(hours=12)


def test_what_could_not_be_noted_as_sent_is_not_sent(tmp_path: Path) -> None:
    with waiting(tmp_path, "ann") as store, Postbox() as postbox:
        store.db.execute("PRAGMA query_only = ON")  # as a full disk does, or a folder that lost its rights
        with pytest.raises(StoreError):
            list(deliver(store, MailServer("127.0.0.1", postbox.port), MONDAY))
        assert postbox.mails == []


def test_what_is_due_next_names_the_letters_that_wait(afterword: Afterword) -> None:
    afterword.configure("")
    with waiting(afterword.folder, "ann", "bob") as store:
        store.mark_refused("<ann@x.test>", MONDAY, "451 later", MONDAY + timedelta(minutes=20))
        store.mark_sent("<bob@x.test>", MONDAY, "250 taken")
    assert afterword("due", "--next").said == "2026-06-15T08:20:00+00:00 report --resend\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_report_that_is_asked_to_stop_notes_the_letter_at_hand_as_sent(
    afterword: Afterword, number: signal.Signals
) -> None:
    with Postbox(delay=0.5) as postbox:
        afterword.configure(f"{SITE}{DESK}port = {postbox.port}\n")
        with waiting(afterword.folder, "ann", "bob") as store:
            process = begin(afterword, "report", "--resend")
            while not store.db.execute("SELECT 1 FROM report WHERE answer <> ''").fetchone():
                time.sleep(0.02)
            time.sleep(0.2)  # it waits for the answer
            process.send_signal(number)
            assert process.wait(timeout=60) == 130
            assert [one.recipient for one in store.unsent(MONDAY)] == ["bob@y.test"]
        assert len(postbox.mails) == 1


def reworded(text: str, rank: float) -> Edit:
    return Edit(Part.BODY, Kind.REWORDED, "It sails.", text, rank=rank)


def test_each_revision_is_told_once_however_late_it_is_recorded_and_whatever_fails_on_the_way(
    afterword: Afterword, postbox: Postbox
) -> None:
    """What is not worth a letter is counted in the next one; what was seen earlier may be recorded later."""
    desk = SITE + DESK.replace('tell = "all"', "least_rank = 0.5")
    afterword.configure(f"{desk}port = 1\n")
    afterword.now = MONDAY + timedelta(hours=1)
    with Store(str(afterword.folder / "afterword.db")) as store:
        for minutes, url, rank in ((5, URL, 0.1), (3, f"{URL}/2", 0.9)):
            text = "It sails late."
            store.record(noticed("It sails.", url=url))
            assert afterword("report").code == 0
            edits = (reworded(text, rank),)
            store.record(noticed(text, url=url, minutes=minutes, edits=edits, rank=rank))
            if rank < 0.5:
                assert "nothing to tell (1 minor edit)" in afterword("report").said
        assert afterword("report").code == 4  # nobody listens: written, not sent
    afterword.configure(f"{desk}port = {postbox.port}\n")
    afterword.now += timedelta(minutes=1)
    again = afterword("report")
    assert "nothing to tell (0 minor edits)" in again.said
    assert again.said.count("accepted: ") == 2
    assert "nothing to tell (0 minor edits)" in afterword("report").said
    assert len(postbox.mails) == 2
    assert all(b"1 minor edit not shown" in mail for mail in postbox.mails)
