"""What a capped child loads before it judges: the rules and their arrays, and nothing that opens a store or draws."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from pipelines.contract.paths import CHECKOUT
from pipelines.submissions.judge import JUDGES_WITH
from pipelines.submissions.judged_columns import judge_columns

HEAVY = {
    "dagster",
    "duckdb",
    "openpyxl",
    "pandas",
    "polars",
    "pyarrow",
    "scipy",
    "sqlalchemy",
    "streamlit",
    "xlsxwriter",
}


def loaded_at_once(file: Path) -> Iterator[str]:
    """The modules that a module imports as it is loaded: none inside a function or for type checks alone."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def files_of(module: str) -> list[Path]:
    """The files run for a module of ours: its own and those of the packages around it."""
    parts = module.split(".")
    own = CHECKOUT.joinpath(*parts).with_suffix(".py")
    packages = [CHECKOUT.joinpath(*parts[:depth], "__init__.py") for depth in range(1, len(parts) + 1)]
    return [file for file in (own, *packages) if file.is_file()]


def test_a_judging_child_loads_no_store_and_nothing_that_draws() -> None:
    waiting, seen = [*JUDGES_WITH, judge_columns.__module__, "pipelines.sandbox.process_pool"], set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += [found for file in files_of(name) for found in loaded_at_once(file)]
    assert {"pipelines.submissions.readers.read_file", "numpy"} <= seen
    assert {name.partition(".")[0] for name in seen} & HEAVY == set()
