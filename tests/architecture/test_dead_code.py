"""What nothing but tests calls is no part of the product: names in pipelines/ and dashboards/, macros of sql/methods.

A name counts as used when it stands a second time anywhere in the product's code: whatever this finds is dead.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

from pipelines.contract.paths import CHECKOUT, SQL

CODE = [file for folder in ("pipelines", "dashboards") for file in sorted((CHECKOUT / folder).rglob("*.py"))]
FRAMEWORK_NAMES = {
    "defs",  # dagster loads it
    "do_GET",  # http.server calls these two
    "log_message",
    "handleError",  # logging calls it
    "yield_for_execution",  # dagster calls it
    "branch_labels",  # alembic reads these three
    "down_revision",
    "downgrade",
}
COLLECTED = CHECKOUT / "pipelines" / "orchestration"  # jobs, schedules and sensors are collected from its modules
OTHER_ENGINES = SQL.parent / "pipelines" / "warehouse" / "engines"  # chosen where the warehouse is not DuckDB
OFFERED = "## Formulas for readers of an edition"


def names_of(tree: ast.Module) -> set[str]:
    """Functions, methods and classes of a module, its constants, and the fields of its classes."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            found |= {target.id for target in statement.targets if isinstance(target, ast.Name)}
    return {name for name in found if not name.startswith("__")}


def words_of(files: list[Path]) -> Counter[str]:
    return Counter(word for file in files for word in re.findall(r"\w+", file.read_text(encoding="utf-8")))


def test_every_name_of_the_product_is_used_by_the_product() -> None:
    counts = words_of(CODE)
    dead = {
        f"{file.relative_to(CHECKOUT)}: {name}"
        for file in CODE
        if COLLECTED not in file.parents and OTHER_ENGINES not in file.parents
        for name in names_of(ast.parse(file.read_text(encoding="utf-8")))
        if counts[name] == 1 and name not in FRAMEWORK_NAMES
    }
    assert dead == set()


def test_every_formula_is_called_by_a_query_or_offered_to_readers_of_an_edition() -> None:
    text = (SQL / "README.md").read_text(encoding="utf-8")
    offered = set(re.findall(r"`(\w+)`", text.partition(OFFERED)[2].partition("\n## ")[0]))
    files = list(SQL.rglob("*.sql"))
    called = Counter(name for file in files for name in set(re.findall(r"\b(\w+)\s*\(", file.read_text("utf-8"))))
    methods = {file.stem for file in sorted((SQL / "methods").glob("*.sql"))}
    alone = {name for name in methods if called[name] < 2 and not words_of(CODE)[name]}
    assert alone == offered
