"""`python -m newsroom`: open the newsroom in a terminal and tell what its desk does."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from newsroom.room import Newsroom
from newsroom.story import VALIDATORS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsroom.desk import Issue

TEACHING = """\
The Courier's desk edits its own articles, by the script in the story files, on a clock of its own.

  at its own pace     python -m newsroom --speed 1000      (an hour passes in 3.6 seconds)
  on command          curl -X POST 'ADDRESS/_desk/advance'                (on to the next edit)
                      curl -X POST 'ADDRESS/_desk/advance?seconds=3600'   (an hour later)
                      curl -X POST 'ADDRESS/_desk/publish?name=storm-warning&version=2'
                      curl -X POST 'ADDRESS/_desk/trouble?name=fish-prices&kind=soft-404'
                      curl -X POST 'ADDRESS/_desk/trouble?name=fish-prices'      (all is well again)
                      curl -X POST 'ADDRESS/_desk/trouble?name=/feed.xml&kind=broken-feed.xml'
  how things stand    curl ADDRESS/_desk/

Listings: /feed.xml /atom.xml /feed.json /sitemap.xml, sections such as /world, and /robots.txt.
Bad pages of every kind, for trying out a crawler: /trouble
"""


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted, or until the time is over; print the address first and every edit after."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with Newsroom(
            now=asked.now,
            port=asked.port,
            speed=asked.speed,
            event_in=asked.event_in,
            stories=asked.stories,
            validators=asked.validators,
        ) as room:
            _greet(room)
            _watch(room, asked.until)
    except KeyboardInterrupt:
        print("The newsroom is closed.")
    except (OSError, OverflowError, ValueError) as fault:
        print(f"python -m newsroom: cannot open: {fault}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m newsroom",
        description="A small local news site that edits its own articles.",
        epilog=TEACHING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    option = parser.add_argument
    option("--port", type=int, default=0, help="the port on 127.0.0.1 (default: any free one)")
    option(
        "--speed",
        type=_speed,
        default=0.0,
        metavar="N",
        help="seconds of its clock in a second (default 0: stands)",
    )
    option("--until", type=float, metavar="SECONDS", help="close after so many seconds of real time")
    option(
        "--now",
        type=_instant,
        default=datetime.now(UTC),
        metavar="TIME",
        help="where its clock starts, ISO 8601, UTC if it does not say (default: now)",
    )
    option(
        "--event-in",
        type=_span,
        default=timedelta(hours=2),
        metavar="SECONDS",
        help="from the start to the event that the lead announces (default: 7200)",
    )
    option("--stories", type=Path, metavar="DIR", help="a folder of story files instead of the Courier's own")
    option("--validators", choices=VALIDATORS, help="what all articles answer to If-None-Match")
    return parser


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a time: {text!r} (write it like 2026-06-15T06:30Z)") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _span(text: str) -> timedelta:
    return timedelta(seconds=float(text))


def _speed(text: str) -> float:
    if (speed := float(text)) < 0:
        raise argparse.ArgumentTypeError("the clock does not run backwards")
    return speed


def _greet(room: Newsroom) -> None:
    print(f"The Harbour Courier is at {room.url}/ (feed: {room.feed_url})")
    print(f"Its clock says {room.now:%A %H:%M} UTC, its event is at {room.event:%A %H:%M} UTC.")
    print(TEACHING.replace("ADDRESS", room.url), flush=True)


def _watch(room: Newsroom, until: float | None) -> None:
    """Print each issue as it comes out, until `until` seconds have passed."""
    end = None if until is None else time.monotonic() + until
    coming = room.desk.coming()
    while end is None or time.monotonic() < end:
        time.sleep(0.2 if end is None else max(0.0, min(0.2, end - time.monotonic())))
        now, after = room.now, room.desk.coming()
        _tell(issue for issue in coming if issue.at <= now and issue not in after)
        coming = after


def _tell(issues: Iterable[Issue]) -> None:
    for issue in issues:
        print(f"{issue.at:%H:%M:%S}  {issue.name} version {issue.version}: {issue.what}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
