"""What the documents name exists: files, folders, modules run by command, verbs and their options, other documents."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import typer

from pipelines.cli import app
from pipelines.contract.paths import CHECKOUT
from tests.architecture.test_house import tracked

DOCUMENTS = [file for file in tracked() if file.suffix == ".md" and file.is_file()]
CITING = [
    file
    for file in tracked()
    if file.is_file()
    and file.suffix in {".md", ".py", ".sql", ".yml"}
    and file.relative_to(CHECKOUT).parts[0] in {"pipelines", "dashboards", "sql", "docs", "data"}
]
TOP = ("pipelines", "dashboards", "data", "sql", "tests", "docs", "deploy", ".ci", ".streamlit")
PATH = re.compile(r"`((?:" + "|".join(re.escape(name) for name in TOP) + r")/[\w./-]*\w/?)(?=[` ])")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
COMMAND = re.compile(r"selaras ([a-z][a-z-]*)((?: +(?:--[a-z-]+|[^`\s|]+))*)")
MADE = {  # made by a run, so a clean checkout has none of them
    "data/editions",
    "data/store",
    "data/history/published",
    "data/warehouse.duckdb",
    "data/decisions.sqlite",
    "data/dagster",
    "data/returns",
    "data/logs",
}


def named(file: Path) -> str:
    return str(file.relative_to(CHECKOUT))


@cache
def verbs() -> dict[str, set[str]]:
    """Every verb with the options it knows; a verb in two words ("round new") under its first."""
    group = typer.main.get_command(app)
    found: dict[str, set[str]] = {}
    for name, command in group.commands.items():
        options = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
        for below in getattr(command, "commands", {}).values():
            options |= {option for each in below.params for option in each.opts}
        found[name] = options | {"--help"}
    return found


@pytest.mark.parametrize("file", DOCUMENTS, ids=named)
def test_every_path_a_document_names_exists(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    absent = {
        path
        for path in PATH.findall(text)
        if not (CHECKOUT / path).exists() and not any(path.startswith(made) for made in MADE)
    }
    absent |= {link for link in LINK.findall(text) if not (file.parent / link).exists()}
    if file.name != "CHANGELOG.md" and file.name != "DECISIONS.md":  # those two speak of what was
        assert absent == set()


@pytest.mark.parametrize("file", DOCUMENTS, ids=named)
def test_every_command_and_option_a_document_names_exists(file: Path) -> None:
    for verb, rest in COMMAND.findall(
        "\n".join(re.findall(r"`[^`\n]+`|^ *(?:uv run )?selaras .+$", file.read_text(encoding="utf-8"), re.MULTILINE))
    ):
        assert verb in verbs(), f"{named(file)} names `selaras {verb}`"
        unknown = set(re.findall(r"--[a-z][a-z-]*", rest)) - verbs()[verb]
        assert unknown == set(), f"{named(file)}: selaras {verb} does not know {sorted(unknown)}"


def test_no_document_is_cited_that_does_not_exist() -> None:
    names = {file.name for file in DOCUMENTS}
    absent = {
        f"{named(file)} cites {cited}"
        for file in CITING
        for cited in re.findall(r"[\w-]+\.md\b(?!\()", file.read_text(encoding="utf-8"))
        if cited not in names and cited != "readme.md"  # a file name the inbox passes over
    }
    assert absent == set()


def test_the_guides_a_newcomer_looks_for_are_there() -> None:
    guides = {file.stem for file in (CHECKOUT / "docs" / "how-to").glob("*.md")}
    assert {"indicator", "rule", "table", "page", "source-form", "command"} <= guides


def test_every_decision_has_its_day_its_status_and_what_holds_it() -> None:
    text = (CHECKOUT / "DECISIONS.md").read_text(encoding="utf-8")
    titles = re.findall(r"^## (\d+)\. .+$", text, re.MULTILINE)
    marks = re.findall(
        r"^## (\d+)\. .+\n\*(\d{4}-\d\d-\d\d) · (stands|replaced by \d+) · held by `([^`]+)`\*$", text, re.MULTILINE
    )
    assert [int(number) for number in titles] == list(range(1, len(titles) + 1))
    assert [number for number, *_ in marks] == titles
    assert [path for *_, path in marks if not (CHECKOUT / path).exists()] == []


WAY = re.compile(
    r"^\|.*\| `(dashboards/queries/[\w/]+\.py)` \| `(sql/mart/\w+\.sql)` \| `(sql/methods/\w+\.sql)` \|$", re.MULTILINE
)


def test_from_a_number_of_the_first_screen_to_its_formula_are_three_files() -> None:
    ways = WAY.findall((CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8"))
    assert len(ways) == 5  # the distance, and the four answers
    for query, table, formula in ways:
        name = Path(table).stem
        handed_on = (CHECKOUT / "sql/mart/alignment.sql").read_text(encoding="utf-8")  # passes the verdict on
        asked = (CHECKOUT / query).read_text(encoding="utf-8")
        assert f"mart.{name}" in asked or (f"mart.{name} " in handed_on and "mart.alignment " in asked), query
        assert f"{Path(formula).stem}(" in (CHECKOUT / table).read_text(encoding="utf-8"), table
