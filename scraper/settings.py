"""Every Scrapy knob, set from afterword.toml; the only reader of the environment.

Importing this module reads the configuration; one that cannot be used ends the program with one line.
"""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from platformdirs import user_config_path

from scraper.clock import starting_at
from scraper.config import Config, load
from scraper.output import one_line

FILE_NAME = "afterword.toml"


def config_path() -> Path:
    """Return where the configuration is: AFTERWORD_CONFIG, the working directory or the user's own."""
    named = os.environ.get("AFTERWORD_CONFIG")  # empty is as good as unset
    here, home = Path(FILE_NAME), user_config_path("afterword") / FILE_NAME
    return Path(named) if named else here if here.exists() or not home.exists() else home


def configured(path: Path) -> Config:
    """Return the configuration of a file; without a file, one that watches nothing."""
    if not path.exists() and not os.environ.get("AFTERWORD_CONFIG"):
        return Config()
    with one_line():
        return load(path)


def smtp_password() -> str | None:
    """Return the password of the mail server's user, from AFTERWORD_SMTP_PASSWORD only."""
    return os.environ.get("AFTERWORD_SMTP_PASSWORD")


def release() -> str:
    """Return this program's version."""
    try:
        return version("afterword")
    except PackageNotFoundError:
        return "0"


def enter_project() -> None:
    """Make Scrapy find this project from any directory."""
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "scraper.settings")


def child_environment() -> dict[str, str]:
    """Return the environment for the scheduler's jobs: ours, in this project, with this configuration."""
    here = {"SCRAPY_SETTINGS_MODULE": "scraper.settings", "PYTHONUNBUFFERED": "1"}
    named = {"AFTERWORD_CONFIG": str(AFTERWORD_PATH.absolute())} if AFTERWORD_PATH.exists() else {}
    return {**os.environ, **here, **named}


AFTERWORD_PATH = config_path()
AFTERWORD = configured(AFTERWORD_PATH)
# For rehearsals only: AFTERWORD_CLOCK is the time at which the program believes to start.
with one_line():
    AFTERWORD_CLOCK = starting_at(os.environ.get("AFTERWORD_CLOCK"))
AFTERWORD_STORE = str(AFTERWORD_PATH.parent.absolute() / AFTERWORD.store.path)

BOT_NAME = "afterword"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
SPIDER_LOADER_CLASS = "spiders.loader.SiteLoader"
COMMANDS_MODULE = "scraper.commands"

# A good guest: who we are, how to reach us, what we were told, and no faster than is welcome.
CONTACT = AFTERWORD.crawl.contact
USER_AGENT = f"Afterword/{release()} (news archive{f'; {CONTACT}' if CONTACT else ''})"
ROBOTSTXT_OBEY = AFTERWORD.crawl.obey_robots
CONCURRENT_REQUESTS = AFTERWORD.crawl.concurrency
CONCURRENT_REQUESTS_PER_DOMAIN = AFTERWORD.crawl.concurrency_per_host
# No delay of Scrapy's own: each site's crawl_delay is the floor, kept by scraper.extensions.Courtesy.
DOWNLOAD_DELAY = 0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0
AUTOTHROTTLE_TARGET_CONCURRENCY = float(AFTERWORD.crawl.concurrency_per_host)
DOWNLOAD_TIMEOUT = AFTERWORD.crawl.timeout
DOWNLOAD_MAXSIZE = AFTERWORD.crawl.page_bytes
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
COMPRESSION_ENABLED = True
COOKIES_ENABLED = False
REDIRECT_MAX_TIMES = 8
RETRY_TIMES = 2
RETRY_HTTP_CODES = [408, 500, 502, 504, 522, 524]  # not 429 and 503: those ask us to go away for a while
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
REFERRER_POLICY = "no-referrer"
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}

# One pace for each host, also where two crawls run side by side; Scrapy's other schemes are off.
DOWNLOAD_HANDLERS = {
    "http": "scraper.turns.PoliteHandler",
    "https": "scraper.turns.PoliteHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
ITEM_PIPELINES = {"scraper.pipelines.Remember": 300}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scraper.middlewares.Robots": 100,
    "scraper.middlewares.Welcome": 110,
    "scraper.middlewares.Validators": 560,
}
SPIDER_MIDDLEWARES = {"scraper.middlewares.Agenda": 80}
EXTENSIONS = {
    "scraper.extensions.Courtesy": 10,
    "scraper.extensions.Progress": 20,
    "scraper.exports.Exports": 30,
    "scrapy.extensions.feedexport.FeedExporter": None,
}
FEED_EXPORTERS = {"csv": "scraper.exports.Table"}
FEED_EXPORT_ENCODING = "utf-8"

# What went wrong, a line each; the closing line of each crawl says the rest.
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(levelname)s %(message)s"
LOG_VERSIONS: list[str] = []
STATS_DUMP = False
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
