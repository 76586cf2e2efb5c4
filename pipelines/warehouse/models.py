"""What the folder sql/ holds: each query with what its header and its text say, in the order in which they can run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlglot
from sqlglot import exp

from pipelines.contract.paths import SQL
from pipelines.errors import SelarasError

SCHEMAS = ("register", "core", "analysis", "mart")


class SqlFileError(SelarasError):
    """One sentence for the developer: files that read each other in a circle, or a table of a schema nobody makes."""


@dataclass(frozen=True)
class SqlFile:
    """One file of sql/core, sql/mart or sql/checks, with what its header and its query say."""

    schema: str
    name: str
    query: str
    description: str
    severity: str
    is_partitioned: bool
    depends_on: tuple[str, ...]

    @property
    def table(self) -> str:
        return f"{self.schema}.{self.name}"


def _header(text: str) -> tuple[str, dict[str, str]]:
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    marks = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines) if value}
    return "\n".join(lines), marks


def _read(file: Path, schema: str) -> SqlFile:
    text = file.read_text(encoding="utf-8")
    description, marks = _header(text)
    named = [table for table in sqlglot.parse_one(text, dialect="duckdb").find_all(exp.Table) if table.db]
    for table in named:
        if table.db not in SCHEMAS:
            raise SqlFileError(
                f"sql/{schema}/{file.name} reads {table.db}.{table.name}, and no schema has that name; "
                f"choose one of {', '.join(SCHEMAS)}."
            )
    tables = {f"{table.db}.{table.name}" for table in named}
    if schema == "checks" and not tables:
        raise SqlFileError(f"sql/checks/{file.name} reads no table, so nothing could ask it; name what it is about.")
    return SqlFile(
        schema=schema,
        name=file.stem,
        query=text.strip().rstrip(";"),
        description=description,
        severity=marks.get("severity", "blocking"),
        is_partitioned=marks.get("partition") == "planning_round",
        depends_on=tuple(sorted(tables)),
    )


@cache
def sql_tables() -> tuple[SqlFile, ...]:
    """All tables made by one query, in an order in which each comes after what it reads."""
    files = {
        table.table: table
        for schema in ("core", "mart")
        for table in (_read(file, schema) for file in sorted((SQL / schema).glob("*.sql")))
    }
    ordered: dict[str, SqlFile] = {}

    def place(table: SqlFile, above: tuple[str, ...]) -> None:
        if table.table in above:
            raise SqlFileError(f"sql: {' -> '.join([*above, table.table])} is a circle; break it.")
        for name in table.depends_on:
            if name in files and name not in ordered:
                place(files[name], (*above, table.table))
        ordered[table.table] = table

    for table in files.values():
        if table.table not in ordered:
            place(table, ())
    return tuple(ordered.values())


def needed_for(table: str) -> list[SqlFile]:
    """The queries that lead to one table, itself last, each after what it reads."""
    files = {file.table: file for file in sql_tables()}
    wanted, open_names = set[str](), [table]
    while open_names:
        name = open_names.pop()
        if name in files and name not in wanted:
            wanted.add(name)
            open_names.extend(files[name].depends_on)
    return [file for file in sql_tables() if file.table in wanted]


@cache
def analysis_tables() -> tuple[str, ...]:
    """The tables that Python fills, as sql/schema/analysis.sql declares them."""
    declared = sqlglot.parse((SQL / "schema" / "analysis.sql").read_text(encoding="utf-8"), dialect="duckdb")
    return tuple(f"{table.db}.{table.name}" for each in declared if each for table in [each.find(exp.Table)] if table)


@cache
def sql_checks() -> tuple[SqlFile, ...]:
    """All questions whose answer must be empty."""
    return tuple(_read(file, "checks") for file in sorted((SQL / "checks").glob("*.sql")))
