"""The house rules a reader relies on: sizes, docstrings, words, and that every documented command exists."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from pipelines.contract.paths import CHECKOUT
from pipelines.warehouse.models import sql_checks, sql_tables

CODE = [*sorted((CHECKOUT / "pipelines").rglob("*.py")), *sorted((CHECKOUT / "dashboards").rglob("*.py"))]
TESTS = sorted((CHECKOUT / "tests").rglob("*.py"))
LONG_TESTS = {  # longer than a file of tests may be; split them, and add no third
    "tests/commands/test_compose.py",
    "tests/dashboards/test_region_and_round_pages.py",
}
VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|misc|manager|stuff|temp)(_|$)")
AVOIDED_COLUMN_WORDS = {
    "metric",
    "kpi",
    "delta",
    "diff",
    "goal",
    "polarity",
    "upload",
    "area",
    "location",
    "num",
    "den",
}
BARE = re.compile(
    r"[a-z]*[^aeou]ed|bound|broken|brought|chosen|drawn|found|frozen|given|heard|held|hidden|kept|known|left|lost|made|met"
    r"|proven|said|seen|sent|shown|spoken|taken|told|understood|whole|written"
)
VERBS = {"embed", "exceed", "feed", "need", "proceed", "seed", "speed"}
FUNCTIONS_THAT_MAY = {
    "pipelines/examples/defects.py": {"justified", "raised"},  # words of the schedule, by which the example is drawn
}
ERRORS = {"Refused"}  # an error is what has happened
FILE_LINES, FUNCTION_LINES, PAGE_LINES, SQL_LINES = 300, 50, 40, 90


def tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    return [CHECKOUT / line for line in listing.splitlines()]


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(CHECKOUT)))
def test_a_module_is_small_and_says_what_lives_in_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    limit = PAGE_LINES if file.name == "page.py" else FILE_LINES
    assert text.count("\n") <= limit
    assert not VAGUE.search(file.stem)
    if text.strip() and file.name != "__init__.py":
        assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < FUNCTION_LINES, node.name


def test_a_file_of_tests_is_small() -> None:
    lines = {str(file.relative_to(CHECKOUT)): file.read_text(encoding="utf-8").count("\n") for file in TESTS}
    assert {name for name, count in lines.items() if count > FILE_LINES} <= LONG_TESTS


def bare_names(file: Path) -> list[str]:
    """The module, its classes, functions and methods whose name says what was done, and not to what. A public property
    may: it is read behind its object (`target.shown`)."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef) and node.name not in ERRORS]
    behind_an_object = {
        id(node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and is_public_property(node)
    }
    functions = [
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and id(node) not in behind_an_object
    ]
    return [
        name
        for name in [file.stem, *classes, *functions]
        if BARE.fullmatch(name.lstrip("_").lower()) and name not in VERBS
    ]


def is_public_property(node: ast.FunctionDef) -> bool:
    marks = {ast.unparse(decorator).removeprefix("functools.") for decorator in node.decorator_list}
    return not node.name.startswith("_") and bool(marks & {"property", "cached_property"})


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(CHECKOUT)))
def test_a_module_a_class_and_a_function_are_named_by_a_noun(file: Path) -> None:
    allowed = FUNCTIONS_THAT_MAY.get(str(file.relative_to(CHECKOUT)), set())
    assert set(bare_names(file)) == allowed


def test_a_participle_alone_is_no_name(tmp_path: Path) -> None:
    file = tmp_path / "told.py"
    file.write_text(
        "class Asked:\n    @property\n    def shown(self): ...\n"
        "    @property\n    def _kept(self): ...\n    def hidden(self): ...\n"
        "class SpeedLimit: ...\nclass Offered: ...\n"
        "def told():\n    def carried(): ...\ndef _placed(): ...\ndef _placed_file(): ...\ndef seed(): ...\n"
    )
    assert sorted(bare_names(file)) == ["Asked", "Offered", "_kept", "_placed", "carried", "hidden", "told", "told"]


@pytest.mark.parametrize("table", [*sql_tables(), *sql_checks()], ids=lambda table: table.table)
def test_a_query_says_its_purpose_and_stays_short(table) -> None:
    assert table.description
    file = CHECKOUT / "sql" / table.schema / f"{table.name}.sql"
    assert file.read_text(encoding="utf-8").count("\n") <= SQL_LINES
    if table.schema != "checks":
        for word in ("grain:", "units:", "nulls:"):
            assert word in table.description, f"{table.table} does not say its {word}"


@pytest.mark.parametrize("table", sql_tables(), ids=lambda table: table.table)
def test_a_query_holds_no_year(table) -> None:
    body = "\n".join(line for line in table.query.splitlines() if not line.lstrip().startswith("--"))
    assert not re.search(r"\b(19|20)\d\d\b", body)


def test_column_names_use_the_words_of_the_glossary() -> None:
    texts = [table.query for table in sql_tables()]
    names = {name for text in texts for name in re.findall(r"\bas ([a-z_0-9]+)", text)}
    assert names
    assert {name for name in names if AVOIDED_COLUMN_WORDS & set(name.split("_"))} == set()


def test_no_machine_path_and_no_leftover_is_tracked() -> None:
    marks = re.compile(r"(?<![\w.])/(?:work|root|farm)/|\b(?:TO" + r"DO|FIX" + r"ME)\b")
    found = [
        str(file.relative_to(CHECKOUT))
        for file in tracked()
        if file.suffix in {".py", ".sql", ".md", ".toml", ".yaml", ".yml"}
        and file.name != "test_house.py"
        and marks.search(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_command_in_the_readme_exists() -> None:
    from pipelines.cli import app

    verbs = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    verbs |= {str(group.name) for group in app.registered_groups}
    named = set(re.findall(r"selaras ([a-z]+)", (CHECKOUT / "README.md").read_text(encoding="utf-8")))
    assert {"up", "refresh", "check", "template"} <= named
    assert named <= verbs
