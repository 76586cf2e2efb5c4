"""The only module that opens the warehouse for writing: connect, run a file of sql/, load a frame, replace a round.

What the tables mean stands in sql/; when they are made, in pipelines/steps.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from filelock import FileLock, Timeout

from pipelines.contract.paths import SQL, Paths
from pipelines.errors import SelarasError
from pipelines.warehouse.models import SCHEMAS, SqlFile
from pipelines.warehouse.parts import parts_of
from pipelines.warehouse.shapes import drop_outgrown

AS_OF = {
    "submission_as_of": "core.submission",
    "target_as_of": "core.submitted_target",
    "observation_as_of": "core.observation",
}
MEMORY_LIMIT = "600MB"
# Each checkpoint writes the last 120,000 rows of a growing table anew: seldom, it costs a third of storing less.
CHECKPOINT_AFTER = "128MB"
_CALL = re.compile(r"\b([a-z_][a-z0-9_]*)\s*\(")


class WarehouseError(SelarasError):
    """One sentence for the operator: what stood in the way and what to do."""


@contextmanager
def write_lock(paths: Paths, wait_seconds: float = 0) -> Iterator[None]:
    """Be the only writer; the same process may take it again. Raise WarehouseError when somebody else is."""
    try:
        paths.data.mkdir(parents=True, exist_ok=True)
        lock = FileLock(paths.write_lock, is_singleton=True)
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise WarehouseError(
            f"Another refresh holds {paths.write_lock.name}; wait until it has finished and run this again."
        ) from None
    except OSError as error:
        raise WarehouseError(
            f"The data folder {paths.data} cannot be written ({error.strerror}); make it writable or set SELARAS_DATA."
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def writing(paths: Paths, wait_seconds: float = 0) -> Iterator[duckdb.DuckDBPyConnection]:
    """Hold the write lock and an open, prepared warehouse."""
    with write_lock(paths, wait_seconds), connect(paths) as connection:
        prepare(connection)
        yield connection


def connect(paths: Paths) -> duckdb.DuckDBPyConnection:
    """Open the warehouse; raise WarehouseError in one sentence when the file is locked or broken."""
    try:
        connection = duckdb.connect(paths.warehouse)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise WarehouseError(
            f"The warehouse {paths.warehouse.name} cannot be opened ({reason}); close what uses it, or restore it."
        ) from error
    connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
    connection.execute(f"set checkpoint_threshold = '{CHECKPOINT_AFTER}'")
    connection.execute("set timezone = 'UTC'")
    connection.execute("set preserve_insertion_order = true")
    return connection


@contextmanager
def reading(paths: Paths) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Open the warehouse for questions only; None before the first refresh. WarehouseError while somebody writes."""
    if not paths.warehouse.exists():
        yield None
        return
    try:
        connection = duckdb.connect(paths.warehouse, read_only=True)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise WarehouseError(
            f"The warehouse {paths.warehouse.name} cannot be opened ({reason}); wait until a refresh has ended, or "
            "restore a backup."
        ) from error
    with connection:
        yield connection


def copy_to(paths: Paths, place: Path) -> bool:
    """Copy the warehouse as one whole file; call it only while holding the write lock. False before the first one."""
    if not paths.warehouse.exists():
        return False
    with connect(paths) as connection:
        connection.execute("force checkpoint")
    shutil.copyfile(paths.warehouse, place)
    return True


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the schemas, the append-only register, empty analysis tables and the methods."""
    with transaction(connection):
        for schema in SCHEMAS:
            connection.execute(f"create schema if not exists {schema}")
        drop_outgrown(connection)
        for file in sorted((SQL / "schema").glob("*.sql")):
            connection.execute(file.read_text(encoding="utf-8"))
    define_methods(connection)


def define_methods(connection: duckdb.DuckDBPyConnection) -> None:
    """Define every macro of sql/methods in the current database, each after those it uses."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in sorted((SQL / "methods").glob("*.sql"))}
    with transaction(connection):
        for name in _callees_first(texts):
            try:
                connection.execute(texts[name])
            except duckdb.CatalogException as error:
                raise WarehouseError(f"sql/methods/{name}.sql names something no method defines: {error}") from error


def _callees_first(texts: Mapping[str, str]) -> list[str]:
    """Put methods so that each comes after those it calls."""
    calls = {name: set(_CALL.findall(text)) & texts.keys() - {name} for name, text in texts.items()}
    ordered: dict[str, None] = {}

    def place(name: str, above: tuple[str, ...]) -> None:
        for callee in sorted(calls[name] - ordered.keys()):
            if callee not in above:  # a circle shows itself as a method that is not defined
                place(callee, (*above, callee))
        ordered[name] = None

    for name in texts:
        place(name, (name,))
    return list(ordered)


def define_as_of(connection: duckdb.DuckDBPyConnection) -> None:
    """Define the table macros of sql/as_of, each once the tables of core it reads stand."""
    for name, table in AS_OF.items():
        if exists(connection, table):
            connection.execute((SQL / "as_of" / f"{name}.sql").read_text(encoding="utf-8"))


def create(connection: duckdb.DuckDBPyConnection, table: SqlFile, rounds: Sequence[str] | None = None) -> int:
    """Make one table from its query in one transaction and return its row count; `rounds` None means all of them."""
    with transaction(connection):
        is_kept = table.is_partitioned and rounds is not None and exists(connection, table.table)
        parts = parts_of(connection, table, rounds if is_kept else None)
        if is_kept:
            _delete_rounds(connection, table.table, rounds or ())
        else:
            none_yet = " with no data" if parts else ""
            connection.execute(f"create or replace table {table.table} as {table.query}{none_yet}")
            comment = table.description.replace("'", "''")
            connection.execute(f"comment on table {table.table} is '{comment}'")
        for part in parts:
            chosen = f"select * from ({table.query}\n) where {part.condition}"
            connection.execute(f"insert into {table.table} by name {chosen}", part.values)
    return count(connection, table.table)


def replace_rounds(
    connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame, rounds: Sequence[str] | None
) -> int:
    """Replace the rows of the rounds named, or of all, in an existing table by the frame's; return its row count."""
    with transaction(connection):
        if rounds is None:
            connection.execute(f"delete from {table}")
        else:
            _delete_rounds(connection, table, rounds)
        append(connection, table, frame)
    return count(connection, table)


def _delete_rounds(connection: duckdb.DuckDBPyConnection, table: str, rounds: Sequence[str]) -> None:
    connection.execute(f"delete from {table} where round_id in (select unnest($rounds))", {"rounds": list(rounds)})


def load(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> int:
    """Replace a table by a frame in one transaction; return its row count."""
    with transaction(connection):
        _pour(connection, f"create or replace table {table} as select * from incoming_frame", frame)
    return frame.height


def append(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Add the frame's rows to an existing table, columns matched by name."""
    if not frame.is_empty():
        _pour(connection, f"insert into {table} by name select * from incoming_frame", frame)


def _pour(connection: duckdb.DuckDBPyConnection, statement: str, frame: pl.DataFrame) -> None:
    connection.register("incoming_frame", frame.to_arrow())
    connection.execute(statement)
    connection.unregister("incoming_frame")  # after an error the transaction is aborted and would hide it


_in_transaction: set[int] = set()  # by id of the connection; one inside another is part of it


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing: commit at the end, roll back on any error. Inside another one it belongs to that."""
    key = id(connection)
    if key in _in_transaction:
        yield
        return
    connection.execute("begin")
    _in_transaction.add(key)
    try:
        yield
    except BaseException:
        _in_transaction.discard(key)
        connection.execute("rollback")
        raise
    _in_transaction.discard(key)
    connection.execute("commit")


@contextmanager
def one_thread(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Keep the warehouse to one thread while other processes use the machine: waiting for work, its threads spin."""
    connection.execute("set threads = 1")
    try:
        yield
    finally:
        connection.execute("reset threads")


def exists(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    schema, name = table.split(".")
    found = connection.execute(
        "select 1 from information_schema.tables where table_schema = $schema and table_name = $name",
        {"schema": schema, "name": name},
    ).fetchall()
    return found != []


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    """The columns of a table in their order, each with its type; none outside a transaction when there is no table.

    Inside one, asking for a table that is not there ends the transaction: the error is raised.
    """
    try:
        return connection.execute("select name, type from pragma_table_info($table)", {"table": table}).fetchall()
    except duckdb.CatalogException:
        if id(connection) in _in_transaction:
            raise
        return []


def single(connection: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, object] | None = None) -> Any:
    """The one value of a query that gives one; every row is fetched, since DuckDB refuses to go on before that."""
    return connection.execute(query, parameters or {}).fetchall()[0][0]


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(single(connection, f"select count(*) from {table}"))


def failures(
    asked: duckdb.DuckDBPyConnection | Callable[[str], pl.DataFrame], checks: Iterable[SqlFile]
) -> dict[str, pl.DataFrame]:
    """Ask checks of a connection or another engine; give the offending rows (at most 20) of those that have some."""
    fetch = asked if callable(asked) else lambda query: asked.sql(query).pl()
    found = {}
    for check in checks:
        rows = fetch(f"select * from ({check.query}\n) limit 20")
        if rows.height:
            found[check.name] = rows
    return found
