"""Find the command that is asked for, understand its options, and run it; slips end in one line."""

from __future__ import annotations

import argparse
import pkgutil
from cProfile import Profile
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from scrapy import commands as of_scrapy
from scrapy.commands import ScrapyCommand, ScrapyHelpFormatter
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from scraper import commands, settings
from scraper.config import missing
from scraper.errors import ConfigError

if TYPE_CHECKING:
    from types import ModuleType


class Parser(argparse.ArgumentParser):
    """A parser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise misuse(self.prog, message)


class Help(ScrapyHelpFormatter):
    """Scrapy's form of help, which would underline each folded line that ends in a colon."""

    def format_part_strings(self, part_strings: list[str]) -> list[str]:
        """Return the parts of a section with its heading underlined, the lines of an option as they are."""
        of_an_option = bool(part_strings) and part_strings[0].startswith(" ")
        return part_strings if of_an_option else super().format_part_strings(part_strings)


def misuse(program: str, message: str) -> ConfigError:
    """Return the error of a command that was asked wrongly."""
    return ConfigError(message, at=program.removeprefix("afterword "), hint=f"see `{program} --help`")


def perform(name: str, arguments: list[str]) -> int:
    """Run a command with its arguments and return its exit code.

    Raises:
        AfterwordError: there is no such command, or it is asked wrongly.
    """
    command = found(name)
    command.settings = Settings()
    command.settings.setmodule(settings, priority="project")
    command.settings.setdict(command.default_settings, priority="command")
    program = f"afterword {name}"
    usage = f"{program} {command.syntax()}"
    parser = Parser(program, usage, command.long_desc(), formatter_class=Help, conflict_handler="resolve")
    command.add_options(parser)
    opts, rest = parser.parse_known_args(arguments)
    refuse_too_much(command, program, rest)
    try:
        command.process_options(rest, opts)
        run(command, rest, opts)
    except UsageError as error:
        raise misuse(program, str(error) or f"it is used as {usage}") from error
    return command.exitcode


def run(command: ScrapyCommand, rest: list[str], opts: argparse.Namespace) -> None:
    """Run a command, profiled if that is asked for."""
    if command.requires_crawler_process:
        command.crawler_process = AsyncCrawlerProcess(command.settings)
    if not opts.profile:
        command.run(rest, opts)
        return
    with Profile() as profile:
        command.run(rest, opts)
    profile.dump_stats(opts.profile)


def found(name: str) -> ScrapyCommand:
    """Return the command of a name: Afterword's, else Scrapy's.

    Raises:
        ConfigError: there is none.
    """
    for room in (commands, of_scrapy):
        if name in names(room):
            command: ScrapyCommand = import_module(f"{room.__name__}.{name}").Command()
            return command
    raise missing("command", name, names(commands), "`afterword --help` lists them")


def names(room: ModuleType) -> list[str]:
    """Return the names of the commands in a package."""
    return [module.name for module in pkgutil.iter_modules(room.__path__)]


def refuse_too_much(command: ScrapyCommand, program: str, rest: list[str]) -> None:
    """Refuse options that a command does not know, and more arguments than its syntax names.

    Raises:
        ConfigError: there are such.
    """
    unknown = [word for word in rest if word.startswith("-") and word != "-"]
    if unknown:
        raise misuse(program, f"there is no option {unknown[0]}")
    places = command.syntax().replace("[options]", "").split()
    if command.__module__.startswith(commands.__name__) and "..." not in " ".join(places):
        for word in rest[len(places) :]:
            raise misuse(program, f"{word!r} is one argument too many")
