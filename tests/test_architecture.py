"""The layering and the size budget of the design hold at every commit."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("scraper", "spiders", "storage", "newsroom")
MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [ROOT / "scheduler.py", *(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))]
)
# What all may know of, and what of Scraper's each pure room may import besides that and itself: no more.
WORDS = {"scraper.article", "scraper.errors"}
SHARED = {
    "scraper.links",
    "scraper.marking",
    "scraper.notes",
    "scraper.selectors",
    "scraper.sentences",
    "scraper.zones",
}
ALLOWED: dict[str, set[str]] = {
    "scraper/article": set(),
    "scraper/errors": set(),
    "scraper/links": WORDS,
    "scraper/marking": WORDS,
    "scraper/notes": WORDS,
    "scraper/selectors": WORDS,
    "scraper/sentences": WORDS,
    "scraper/zones": WORDS,
    "scraper/extraction": WORDS | SHARED,
    "scraper/edits": WORDS | SHARED,
    "scraper/announcements": WORDS | SHARED | {"scraper.edits"},  # for its tagger
    "scraper/recrawl": WORDS | {"scraper.announcements"},
    "scraper/reports": WORDS | SHARED | {"scraper.edits"},
    "scraper/furnishing": WORDS,
    "scraper/withheld": WORDS | {"scraper.extraction"},
}
# These rooms are not pure, but know as little of the program.
GLUE = {
    "storage": WORDS | {"scraper.visit", "scraper.recrawl.pace", "scraper.recrawl.pool"},
    "spiders": WORDS | {"scraper.visit", "scraper.address", "scraper.clock", "scraper.config",
                        "scraper.extraction", "scraper.links", "scraper.reach", "scraper.refusal"},
}  # fmt: skip
PURE = tuple(ALLOWED)
IMPURE = {
    "scrapy", "sqlite3", "sqlite_utils", "smtplib", "apscheduler", "os", "subprocess", "socket", "logging",
    "random", "time", "storage", "spiders", "scheduler",
}  # fmt: skip
FORBIDDEN = (
    (("storage/",), {"scrapy", "spiders", "scheduler"}),
    (("spiders/",), {"storage", "sqlite3", "sqlite_utils", "smtplib"}),
    (("scheduler",), {"storage", "spiders", "smtplib", "email", "sqlite3", "sqlite_utils"}),
)


def imported(path: str) -> set[str]:
    """Return the dotted names of everything that a module imports, at run time or for types."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def reaches(path: str, rooms: set[str]) -> set[str]:
    """Return what a module imports of some rooms, themselves or anything in them."""
    return {name for name in imported(path) if any(f"{name}.".startswith(f"{room}.") for room in rooms)}


@pytest.mark.parametrize(("room", "allowed"), (ALLOWED | GLUE).items(), ids=[*ALLOWED, *GLUE])
def test_a_room_imports_only_what_the_design_allows(room: str, allowed: set[str]) -> None:
    inside = [path for path in MODULES if path.startswith((f"{room}/", f"{room}.py"))]
    known = {*allowed, room.replace("/", ".")}
    assert inside
    assert {path: bad for path in inside if (bad := strange(path, known))} == {}


def strange(path: str, known: set[str]) -> set[str]:
    """Return what a module imports of the program that is not in the rooms it may know."""
    # `from scraper import x` names the package and its module x; only the module tells.
    return reaches(path, {"scraper"}) - reaches(path, known) - {"scraper"}


@pytest.mark.parametrize("path", [path for path in MODULES if path.startswith(PURE) and "send" not in path])
def test_a_pure_room_reaches_nothing_impure(path: str) -> None:
    assert not reaches(path, IMPURE)


@pytest.mark.parametrize("path", ["scraper/article.py", "scraper/errors.py", "scraper/visit.py"])
def test_the_shared_words_need_only_the_standard_library(path: str) -> None:
    standard = {
        "__future__",
        "dataclasses",
        "datetime",
        "enum",
        "hashlib",
        "re",
        "scraper",
        "typing",
        "unicodedata",
    }
    assert {name.split(".")[0] for name in imported(path)} <= standard


@pytest.mark.parametrize(("prefixes", "forbidden"), FORBIDDEN)
def test_arrows_only_point_down(prefixes: tuple[str, ...], forbidden: set[str]) -> None:
    assert {
        path: bad for path in MODULES if path.startswith(prefixes) and (bad := reaches(path, forbidden))
    } == {}


def test_only_settings_read_the_environment() -> None:
    readers = [path for path in MODULES if {"os.environ", "os.getenv"} & attributes(path)]
    assert set(readers) <= {"scraper/settings.py", "newsroom/demo.py"}


def attributes(path: str) -> set[str]:
    """Return `name.attribute` for every plain attribute access in a module, and what it imports."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    dotted = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    return dotted | imported(path)


@pytest.mark.parametrize("path", [path for path in MODULES if path.startswith(PURE) and "send" not in path])
def test_a_pure_room_does_not_look_at_the_clock(path: str) -> None:
    assert not {"datetime.now", "datetime.utcnow", "date.today", "datetime.today"} & attributes(path)


def test_no_module_is_longer_than_300_lines() -> None:
    lengths = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in MODULES}
    assert {path: length for path, length in lengths.items() if length > 300} == {}


def test_functions_are_short() -> None:
    lengths = {name: length for path in MODULES for name, length in functions(path)}
    assert {name: length for name, length in lengths.items() if length > 60} == {}
    ordered = sorted(lengths.values())
    assert statistics.median(ordered) <= 8
    assert ordered[int(len(ordered) * 0.9)] <= 25


def functions(path: str) -> list[tuple[str, int]]:
    """Return every function of a module with its length in lines, docstring and signature included."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        (f"{path}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, kinds)
    ]


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "models", "core", "manager", "common"}
    assert not [path for path in MODULES if empty & set(path.removesuffix(".py").split("/"))]
