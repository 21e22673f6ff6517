"""Whatever an operator can set, type or meet is documented, and what the documents say is there."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from scraper import errors, settings
from scraper.config import Config, parse

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = sorted(
    path.stem for path in (ROOT / "scraper/commands").glob("*.py") if not path.stem.startswith("_")
)
SCRAPY_COMMANDS = ["list"]
SETTINGS = sorted(name for name in vars(settings) if name.isupper())
CODES = sorted({0, 2, *(found.exit_code for found in vars(errors).values() if hasattr(found, "exit_code"))})
EXAMPLE = (ROOT / "scraper/example.toml").read_text("utf-8")


@cache
def page(name: str) -> str:
    """Return a document's text."""
    return (ROOT / name).read_text("utf-8")


def named(word: str, text: str) -> bool:
    """Say whether a word stands between backticks, alone or among others."""
    return any(word in re.split(r"[^\w]+", code) for code in re.findall(r"`([^`\n]+)`", text))


def keys(kind: Any, above: str = "") -> dict[str, msgspec.structs.FieldInfo]:
    """Return each key of a table of the configuration and of the tables in it, by its path."""
    found: dict[str, msgspec.structs.FieldInfo] = {}
    for field in msgspec.structs.fields(kind):
        tables = [each for each in (field.type, *get_args(field.type)) if hasattr(each, "__struct_fields__")]
        path = f"{above}{field.name}"
        found |= keys(tables[0], f"{path}.") if tables else {path: field}
    return found


KEYS = keys(Config)


def section(path: str) -> str:
    """Return the section of docs/configuration.md about the table of a key."""
    table = path.rpartition(".")[0]
    return next(part for part in re.split(r"^##+ ", page("docs/configuration.md"), flags=re.MULTILINE)
                if re.match(rf"`\[+{re.escape(table)}\]+`", part))  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS + SCRAPY_COMMANDS)
def test_every_command_has_a_section(command: str) -> None:
    assert f"\n## afterword {command}\n" in page("docs/commands.md")


def test_no_section_is_about_a_command_that_is_not_there() -> None:
    described = re.findall(r"^## afterword (\w+)$", page("docs/commands.md"), flags=re.MULTILINE)
    assert set(described) == {*COMMANDS, *SCRAPY_COMMANDS}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_in_its_section(command: str) -> None:
    source = (ROOT / f"scraper/commands/{command}.py").read_text("utf-8")
    about = page("docs/commands.md").split(f"\n## afterword {command}\n")[1].partition("\n## ")[0]
    options = re.findall(r"add_argument\(\s*[^)]*?\"(--[a-z-]+)\"", source)
    assert not [option for option in options if option not in about]


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_explained(name: str) -> None:
    assert named(name, page("docs/settings.md"))


def test_no_setting_is_explained_that_is_not_there() -> None:
    first_cells = re.findall(r"^\| (`[^|]+) \|", page("docs/settings.md"), flags=re.MULTILINE)
    assert {name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)} == set(SETTINGS)


@pytest.mark.parametrize("path", KEYS)
def test_every_key_has_a_row_with_its_default(path: str) -> None:
    row = re.search(rf"^\| `{path.rpartition('.')[2]}` \| .* \|$", section(path), flags=re.MULTILINE)
    assert row
    default = KEYS[path].default
    if isinstance(default, str) and default:
        assert f'`"{default}"`' in row[0]
    elif isinstance(default, (bool, float, int)):
        assert as_toml(default) in re.findall(r"`([^`]+)`", row[0].replace("_", ""))


def as_toml(value: object) -> str:
    """Return a default as it stands in the tables, without `_` among digits."""
    return str(value).lower() if isinstance(value, bool) else f"{value:.2f}" if value == 0.1 else str(value)


def test_no_row_is_about_a_key_that_is_not_there() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \|", page("docs/configuration.md"), flags=re.MULTILINE)
    assert set(rows) == {path.rpartition(".")[2] for path in KEYS}


@pytest.mark.parametrize("path", KEYS)
def test_every_key_is_in_the_example(path: str) -> None:
    assert re.search(rf"^(# )?{path.rpartition('.')[2]} = ", EXAMPLE, flags=re.MULTILINE)


def test_the_example_is_a_configuration_also_with_its_optional_lines() -> None:
    assert parse(tomllib.loads(EXAMPLE)).site
    optional = re.sub(r"^# (?=\[|\w+ = )", "", EXAMPLE, flags=re.MULTILINE)
    assert parse(tomllib.loads(optional)).site[0].selectors.headline == "h1"


EXAMPLES = re.findall(r"^```toml\n(.*?)^```", page("docs/configuration.md"), flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_documented_examples_are_configurations(text: str) -> None:
    assert parse(tomllib.loads(text)) != Config()


def test_every_environment_variable_is_documented() -> None:
    source = page("scraper/settings.py")
    variables = set(re.findall(r"(?:environ\.get\(|environ\[)\"(AFTERWORD\w+)\"", source))
    assert variables
    assert {name for name in variables if f"| `{name}` |" not in page("docs/configuration.md")} == set()


def test_what_each_language_gets_is_told() -> None:
    rows = page("docs/configuration.md").partition("### Languages")[2].partition("| any other")[0]
    told = re.findall(r"^\| \w+, `(\w+)` \| [^|]+ \| ([^|]+) \|", rows, flags=re.MULTILINE)
    labels, words = ROOT / "scraper" / "edits" / "data", ROOT / "scraper" / "announcements" / "words"
    assert {code for code, _ in told} == {path.stem for path in labels.glob("??.toml")}
    assert {code for code, said in told if said != "none"} == {path.stem for path in words.glob("??.json")}


@pytest.mark.parametrize("code", CODES)
def test_every_exit_code_is_documented(code: int) -> None:
    assert re.search(rf"^\| {code} \| \w+", page("docs/commands.md"), flags=re.MULTILINE)
    assert re.search(rf"Exit codes[^\n]*:(.|\n)*\b{code} \w+", page("README.md"))


def test_every_table_of_the_database_is_described() -> None:
    tables = re.findall(r"CREATE TABLE (\w+)", page("storage/first.py") + page("storage/schema.py"))
    part = page("docs/architecture.md").partition("## The tables")[2]
    assert re.findall(r"^\| `(\w+)` \|", part, flags=re.MULTILINE) == list(dict.fromkeys(tables))


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(page("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[^\w-]", line)[0] for line in asked}
    part = page("docs/decisions.md").partition("## Libraries")[2].partition("\n## ")[0]
    told = set(re.findall(r"^\| ([\w-]+) \| \S", part, flags=re.MULTILINE)) - {"library"}
    assert told == names


def test_the_make_targets_that_the_readme_names_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", page("Makefile"), flags=re.MULTILINE))
    asked = set(re.findall(r"(?:^|`)make ([a-z]+)", page("README.md"), flags=re.MULTILINE))
    assert {"demo", "test", "check", "lock"} <= asked <= targets


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "make test" in page(".ci/run").splitlines()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)", path.read_text("utf-8")):
        there = (path.parent / target) if target else path
        assert there.exists(), target
        if anchor:
            assert anchor in anchors(there.read_text("utf-8")), f"{target}#{anchor}"


def anchors(text: str) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    "place", ["scraper", "spiders", "storage", "newsroom", "tests", "benchmarks", "docs"]
)
def test_the_readme_says_where_things_are(place: str) -> None:
    assert f"`{place}/`" in page("README.md")
