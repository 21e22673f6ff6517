"""`afterword`: Scrapy with our settings, from any directory."""

from __future__ import annotations

import sys

from scrapy import cmdline
from scrapy.settings import Settings

from scraper import settings
from scraper.command import complain
from scraper.errors import AfterwordError

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
  afterword schedule             do all of this at the right times until stopped

`afterword COMMAND --help` explains each. The configuration is {path}{made}.
Exit codes: 0 done, 1 something failed, 2 wrong use or configuration, 3 database, 4 mail server.
"""


def main() -> None:
    """Run a command of Afterword's or of Scrapy's."""
    asked = sys.argv[1] if len(sys.argv) > 1 else "--help"
    if asked in {"-h", "--help", "help"}:
        path = settings.AFTERWORD_PATH.absolute()
        sys.stdout.write(HELP.format(path=path, made="" if path.exists() else " (not there yet)"))
    elif asked in {"-V", "--version"}:
        sys.stdout.write(f"afterword {settings.release()}\n")
    else:
        run()


def run() -> None:
    """Hand the command line to Scrapy, with our settings."""
    settings.enter_project()
    chosen = Settings()
    chosen.setmodule(settings, priority="project")
    try:
        cmdline.execute(settings=chosen)
    except AfterwordError as error:
        complain(error)
        raise SystemExit(error.exit_code) from error
