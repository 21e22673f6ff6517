"""A longer script for the newsroom: stories spread over days, most of which announce an event by the hour."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

HOUSE = ZoneInfo("Europe/London")
SPREAD = timedelta(days=12)
ANNOUNCING = 0.7

# What is announced: the sentence, the words that look forward, and those that look back.
EVENTS = (
    ("The committee will vote on the plan at {when}.", "will vote", "voted"),
    ("Mayor Edda Quill is due to open the new slipway at {when}.", "is due to open", "opened"),
    ("The hearing is scheduled to begin at {when}.", "is scheduled to begin", "began"),
    ("The rescued trawler is expected to reach the harbour at {when}.", "is expected to reach", "reached"),
    ("Residents are to meet the water company at {when}.", "are to meet", "met"),
)
SUBJECTS = ("slipway", "harbour wall", "ferry fares", "herring quota", "tide mill", "swing bridge")
STORY = """\
slug = "{slug}"
section = "harbour"
authors = ["Joan Mistry"]
at = "base +{out}m"
headline = "Questions over the {subject} in ward {number}"
standfirst = "The council has {number} weeks to settle the matter of the {subject}."
text = '''
The matter of the {subject} in ward {number} came before the council again, with a bill of {number}40 pounds.

{sentence}

Nobody at the quay expected the {subject} to become the talk of the year, but it has filled the hall twice.

The clerk, who has kept the papers since the spring, said that every letter had been answered.
'''
"""
EDIT = """
[[edit]]
at = "base +{at}m"
what = "{what}"
{change}
"""


def write_stories(folder: Path, base: datetime, count: int, draw: Random) -> int:
    """Write a script of so many stories as TOML files; return how many announce an event for an hour."""
    announced = 0
    for number in range(1, count + 1):
        out = int(draw.random() * SPREAD / timedelta(minutes=1))
        event = None
        if draw.random() < ANNOUNCING:
            event = 5 * (out // 5 + draw.randint(40, 400))
            announced += 1
        (folder / f"story-{number:02}.toml").write_text(story(number, base, out, event, draw), "utf-8")
    return announced


def story(number: int, base: datetime, out: int, event: int | None, draw: Random) -> str:
    """Return a story that comes out, and whose event takes place, so many minutes after the base time.

    Half of its other edits come within three hours; the event's own follows it within a quarter or two.
    """
    subject = draw.choice(SUBJECTS)
    sentence, forward, back = "No date has been named for a decision.", "", ""
    edits = {
        out + int(180 * draw.paretovariate(0.8)) - 150: "" for _ in range(draw.choice((0, 0, 1, 1, 2, 4)))
    }
    if event is not None:
        at = (base + timedelta(minutes=event)).astimezone(HOUSE)
        event_at = (
            f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'} on {at:%A}, {at.day} {at:%B}"
        )
        pattern, forward, back = draw.choice(EVENTS)
        sentence = pattern.format(when=event_at)
        edits[event + draw.randint(5, 60)] = f'replace = [["{forward}", "{back}"]]'
    first = STORY.format(slug=f"ward-{number}-{subject.replace(' ', '-')}", out=out, subject=subject,
                         number=number, sentence=sentence)  # fmt: skip
    return first + "".join(
        EDIT.format(at=at, what="edited", change=change or f'add = [[2, "{added(number, at)}"]]')
        for at, change in sorted(edits.items())
    )


def added(number: int, at: int) -> str:
    """Return a paragraph that no other edit adds."""
    return f"A further {number * 7 + at} pounds were found, the treasurer of ward {number} said."
