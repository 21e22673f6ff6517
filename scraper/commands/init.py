"""`init`: write a commented configuration to start from."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.command import AfterwordCommand
from scraper.errors import ConfigError

if TYPE_CHECKING:
    import argparse
    from typing import TextIO


class Command(AfterwordCommand):
    """Write the example configuration; never over one that is there."""

    def syntax(self) -> str:
        """Return the shape of the command line."""
        return "[PATH]"

    def short_desc(self) -> str:
        """Return the line for the list of commands."""
        return "Write a commented afterword.toml to start from"

    def work(self, args: list[str], opts: argparse.Namespace) -> int:  # noqa: ARG002 - Scrapy calls it so
        """Write the example to PATH, ./afterword.toml by default."""
        path = Path(args[0] if args else "afterword.toml")
        try:
            with path.open("x", encoding="utf-8") as file:
                fill(path, file)
        except FileExistsError as error:
            raise ConfigError("is there already; it was left as it is", at=str(path)) from error
        except OSError as error:
            raise ConfigError(f"cannot be written: {error.strerror}", at=str(path)) from error
        sys.stdout.write(f"wrote {path}: name your sites in it, then run `afterword sites`\n")
        return 0


def fill(path: Path, file: TextIO) -> None:
    """Write the example, or leave no file: half a configuration would be believed."""
    try:
        file.write(files("scraper").joinpath("example.toml").read_text("utf-8"))
        file.flush()
    except OSError:
        path.unlink()
        raise
