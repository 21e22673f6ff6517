"""`afterword`: Scrapy with our settings, from any directory."""

from __future__ import annotations

import sys

from scraper import settings
from scraper.asking import perform
from scraper.errors import AfterwordError
from scraper.output import complain, outlast_readers

INTERRUPTED = 130  # as shells say it: 128 and the number of SIGINT
HELP = """\
Afterword watches news sites and tells people when the words of a published article change.

  afterword init                 write a commented afterword.toml to start from
  afterword sites                list the configured sites and ask whether their feeds answer
  afterword crawl SITE           visit the articles that a site lists now
  afterword crawl article -a url=URL
                                 visit one address
  afterword crawl recheck        visit everything that is due, of every site
  afterword history URL          show an article's versions and edits
  afterword diff URL [A B]       set two versions side by side
  afterword due                  list what is visited next, and why
  afterword overdue              list articles that still look forward to what should have happened
  afterword article URL|FILE     show what is read off a page, and where it was found
  afterword fixture URL|FILE     save a page with its reading as a golden case
  afterword reextract            show how stored pages read today, after an upgrade
  afterword furniture            list the repeated paragraphs that are left out
  afterword report               send what has changed to the subscribers, by e-mail
  afterword upkeep               check and tidy the database, once a day
  afterword verify               prove that the archive is what was recorded
  afterword schedule             do all of this at the right times until stopped

`afterword COMMAND --help` explains each. The configuration is {path}{made}.
Exit codes: 0 done, 1 something failed, 2 wrong use or configuration, 3 database, 4 mail server.
"""


def main() -> None:
    """Run a command of Afterword's or of Scrapy's, and end the program with its exit code."""
    outlast_readers()
    sys.exit(outcome(sys.argv[1:]))


def outcome(arguments: list[str]) -> int:
    """Do what is asked and return the exit code; what goes wrong is one line on the error stream."""
    try:
        code = answer(arguments)
        sys.stdout.flush()
    except AfterwordError as error:
        complain(error)
        return error.exit_code
    except OSError as error:
        complain(AfterwordError(error.strerror or str(error), at=str(error.filename or "standard output")))
        return AfterwordError.exit_code
    except KeyboardInterrupt:
        complain(AfterwordError("interrupted", hint="what was recorded until now is kept"))
        return INTERRUPTED
    return code


def answer(arguments: list[str]) -> int:
    """Do what is asked and return the exit code."""
    asked, *rest = arguments or ["--help"]
    if asked in {"-h", "--help", "help"}:
        path = settings.AFTERWORD_PATH.absolute()
        sys.stdout.write(HELP.format(path=path, made="" if path.exists() else " (not there yet)"))
        return 0
    if asked in {"-V", "--version"}:
        sys.stdout.write(f"afterword {settings.release()}\n")
        return 0
    settings.enter_project()
    return perform(asked, rest)
