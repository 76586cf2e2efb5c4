"""What the folder sql/ holds: each query with what its header and its text say, in the order in which they can run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.contract.paths import SQL
from pipelines.errors import SelarasError

SCHEMAS = ("register", "core", "analysis", "mart")


_NO_CODE = re.compile(r"--[^\n]*|'(?:[^']|'')*'|\bextract\s*\([^()]*\)")
INLINE = re.compile(r"\b(from|join)\s+inline\.([a-z_]\w*)(?:\s+as\s+(\w+))?")
_TABLE = re.compile(r"(?<!\bdistinct )\b(?:from|join)\s+([a-z_]\w*)\.([a-z_]\w*)")


class SqlFileError(SelarasError):
    """One sentence for the developer: files that read each other in a circle, or a table of a schema nobody makes."""


@dataclass(frozen=True)
class SqlFile:
    """One file of sql/core, sql/mart or sql/checks, with what its header and its query say, sql/inline written out."""

    schema: str
    name: str
    query: str
    description: str
    severity: str
    is_partitioned: bool
    depends_on: tuple[str, ...]
    is_by_indicator: bool = False

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


def tables_read(text: str) -> set[str]:
    """The tables a query reads, as schema.table: what stands behind `from` and `join`.

    The house's style (a table is named with its schema, right behind one of these two words) makes that enough; a test
    compares it with a parser for every file, and importing the parser here would cost each command 0.4 s.
    """
    return {f"{schema}.{name}" for schema, name in _TABLE.findall(_NO_CODE.sub(" ", text))}


def written_out(text: str, above: tuple[str, ...] = ()) -> str:
    """Put the queries of sql/inline in the places where a text reads them: they are no tables, and nobody keeps them.

    Kept as tables they cost the gap mart three times its time at whole-meeting size. Raises SqlFileError when a file
    is not there or reads itself.
    """

    def body(read: re.Match[str]) -> str:
        word, name, alias = read.groups()
        file = SQL / "inline" / f"{name}.sql"
        if name in above:
            raise SqlFileError(f"sql/inline: {' -> '.join([*above, name])} is a circle; break it.")
        if not file.is_file():
            raise SqlFileError(f"A query reads inline.{name}, and sql/inline/{name}.sql is not there; write it.")
        query = file.read_text(encoding="utf-8").strip().rstrip(";")
        return f"{word} (\n{written_out(query, (*above, name))}\n) as {alias or name}"

    return INLINE.sub(body, text)


def _read(file: Path, schema: str) -> SqlFile:
    text = file.read_text(encoding="utf-8")
    description, marks = _header(text)
    text = written_out(text)
    tables = tables_read(text)
    for name in tables:
        if name.split(".")[0] not in SCHEMAS:
            raise SqlFileError(
                f"sql/{schema}/{file.name} reads {name}, and no schema has that name; "
                f"choose one of {', '.join(SCHEMAS)}."
            )
    if schema == "checks" and not tables:
        raise SqlFileError(f"sql/checks/{file.name} reads no table, so nothing could ask it; name what it is about.")
    partition = marks.get("partition", "").split(", ")
    return SqlFile(
        schema=schema,
        name=file.stem,
        query=text.strip().rstrip(";"),
        description=description,
        severity=marks.get("severity", "blocking"),
        is_partitioned="planning_round" in partition,
        depends_on=tuple(sorted(tables)),
        is_by_indicator="indicator" in partition,
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
def sql_checks() -> tuple[SqlFile, ...]:
    """All questions whose answer must be empty."""
    return tuple(_read(file, "checks") for file in sorted((SQL / "checks").glob("*.sql")))
