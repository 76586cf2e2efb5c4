"""The folders keep their directions: who may import whom, and what each may open."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pipelines.contract.paths import CHECKOUT

FORBIDDEN = {
    "pipelines/submissions/readers": ("dagster", "duckdb", "streamlit", "dashboards"),
    "pipelines/submissions/rules": ("dagster", "duckdb", "openpyxl", "streamlit", "dashboards"),
    "pipelines/analysis": (
        "dagster",
        "duckdb",
        "streamlit",
        "dashboards",
        "pipelines.warehouse",
        "pipelines.reference",
    ),
    "pipelines/reference": ("dagster", "duckdb", "streamlit", "dashboards"),
    "pipelines/history": ("dagster", "duckdb", "streamlit", "dashboards"),
    "pipelines/exports": ("dagster", "streamlit", "dashboards"),
    "pipelines": ("dashboards", "streamlit"),
    "dashboards": ("dagster",),
    "dashboards/queries": ("streamlit",),
    "dashboards/charts": ("streamlit", "duckdb"),
}
SHARED = ("pipelines.analysis", "pipelines.contract")


def python_files(folder: str) -> list[Path]:
    return sorted((CHECKOUT / folder).rglob("*.py"))


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def begins(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_a_layer_imports_nothing_from_above_it(folder: str) -> None:
    files = python_files(folder)
    assert files, f"{folder} is guarded here and holds no module"
    crossings = [
        f"{file.relative_to(CHECKOUT)} imports {name}"
        for file in files
        for name in imports(file)
        if any(begins(name, package) for package in FORBIDDEN[folder])
    ]
    assert crossings == []


def test_the_dashboard_takes_nothing_from_pipelines_but_analysis_and_contract() -> None:
    crossings = [
        f"{file.relative_to(CHECKOUT)} imports {name}"
        for file in python_files("dashboards")
        for name in imports(file)
        if begins(name, "pipelines") and name != "pipelines" and not any(begins(name, shared) for shared in SHARED)
    ]
    assert crossings == []


def test_the_arrays_of_analysis_know_no_frames() -> None:
    files = sorted((CHECKOUT / "pipelines" / "analysis").glob("*.py"))
    assert len(files) > 5
    assert [file.name for file in files if any(begins(name, "polars") for name in imports(file))] == []


def test_only_the_warehouse_module_opens_the_warehouse() -> None:
    openers = [
        str(file.relative_to(CHECKOUT))
        for file in python_files("pipelines")
        if "paths.warehouse" in file.read_text(encoding="utf-8")
    ]
    assert openers == ["pipelines/warehouse/connection.py"]


def test_nothing_of_the_tables_reads_a_check() -> None:
    for folder in ("core", "mart", "methods"):
        for file in sorted((CHECKOUT / "sql" / folder).glob("*.sql")):
            assert "checks." not in file.read_text(encoding="utf-8"), file


def test_core_reads_nothing_of_the_marts() -> None:
    from pipelines.warehouse.models import sql_tables

    tables = sql_tables()
    assert tables
    crossings = [
        f"{table.table} reads {name}"
        for table in tables
        for name in table.depends_on
        if table.schema == "core" and name.startswith("mart.")
    ]
    assert crossings == []


def test_what_both_sides_share_stands_on_the_ground() -> None:
    allowed = ("pipelines.contract", "pipelines.settings", "pipelines.errors")
    crossings = [
        f"{file.relative_to(CHECKOUT)} imports {name}"
        for file in python_files("pipelines/contract")
        for name in imports(file)
        if begins(name, "pipelines") and not any(begins(name, ground) for ground in allowed)
    ]
    assert crossings == []
