"""Builds an edition under a new name and turns CURRENT to it; nothing else writes into data/editions."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.contract.edition_reader import current_edition, reading
from pipelines.contract.paths import Paths
from pipelines.errors import SelarasError
from pipelines.warehouse.columns import write_comments
from pipelines.warehouse.connection import CHECKPOINT_AFTER, define_as_of, define_methods, failures, single, transaction
from pipelines.warehouse.engines.engine import Engine
from pipelines.warehouse.models import SqlFile, sql_checks
from pipelines.warehouse.shapes import shapes

KEPT_EDITIONS = 3
ASKED_BY = ("round_id", "indicator_code", "region_id", "target_year")
PUBLISHED_SCHEMAS = ("core", "analysis", "mart")


class PublishingError(SelarasError):
    """One sentence: which check failed or what could not be written; the last edition stands."""


class FailedChecksError(PublishingError):
    """The sentence of failed checks, with the checks themselves."""

    def __init__(self, sentence: str, checks: Sequence[SqlFile]) -> None:
        super().__init__(sentence)
        self.checks = tuple(checks)


@dataclass(frozen=True)
class Standing:
    """An edition whose file may be built upon, and its tables whose rows are those of the warehouse."""

    file: Path
    tables: frozenset[str]


def publish(
    connection: duckdb.DuckDBPyConnection,
    paths: Paths,
    input_fingerprint: str,
    standing: Standing | None = None,
    engine: Engine | None = None,
) -> tuple[str, dict[str, pl.DataFrame]]:
    """Copy the published schemas into a new file, ask every check of that copy, and turn CURRENT.

    Returns the edition's name and the rows of checks that did not come back empty. Raises PublishingError and leaves
    the last edition current when a blocking check has rows or the disk refuses.
    """
    paths.editions.mkdir(parents=True, exist_ok=True)
    _sweep(paths)
    name = _new_name(paths)
    building = paths.editions / f".building-{name}.duckdb"
    try:
        if standing is not None:
            shutil.copyfile(standing.file, building)
        build(connection, building, name, input_fingerprint, standing.tables if standing else frozenset())
        found = _judge(connection, building, engine)
        with building.open("rb") as file:
            os.fsync(file.fileno())
        building.rename(paths.editions / f"{name}.duckdb")
        turn(paths, name)
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise PublishingError(
            f"The new edition could not be written ({_first_line(error)}); free disk space under "
            f"{paths.editions.name}/ and refresh again; the last edition stands."
        ) from error
    finally:
        building.unlink(missing_ok=True)
        building.with_name(building.name + ".wal").unlink(missing_ok=True)
    _prune(paths)
    return name, found


def turn(paths: Paths, name: str) -> None:
    """Point CURRENT at an edition in one atomic step that survives a power cut."""
    beside = paths.current.with_name("CURRENT.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(paths.current)
    folder = os.open(paths.editions, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _new_name(paths: Paths) -> str:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    taken = {file.stem for file in paths.editions.glob("edition-*.duckdb")}
    return next(name for number in range(1, 10_000) if (name := f"edition-{stamp}-{number}") not in taken)


def build(
    connection: duckdb.DuckDBPyConnection,
    building: Path,
    name: str,
    input_fingerprint: str,
    standing: frozenset[str] = frozenset(),
) -> None:
    """Bring the file to the warehouse's published tables; those of `standing` are in it already and stay."""
    home = single(connection, "select current_database()")
    connection.execute(f"attach '{str(building).replace(chr(39), chr(39) * 2)}' as edition")
    try:
        connection.execute("use edition")
        with _without_log(connection), transaction(connection):  # one commit for all tables and comments
            kept = _bring(connection, home, standing)
            connection.execute(
                "create table edition.core.edition_note as select $name as edition_name, "
                "$built_at::timestamptz as built_at, $fingerprint as input_fingerprint",
                {"name": name, "built_at": datetime.now(UTC), "fingerprint": input_fingerprint},
            )
            if not standing:
                define_methods(connection)
                define_as_of(connection)
            write_comments(connection, except_of=kept)
    finally:
        connection.execute(f"use {home}")
        connection.execute("detach edition")


@contextmanager
def _without_log(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let the commit write into the file itself: half a file is thrown away, so that nothing is redone from a log."""
    connection.execute("set checkpoint_threshold = '1KB'")
    try:
        yield
    finally:
        connection.execute(f"set checkpoint_threshold = '{CHECKPOINT_AFTER}'")


def _bring(connection: duckdb.DuckDBPyConnection, home: str, standing: frozenset[str]) -> frozenset[str]:
    """Make every published table that the edition does not hold as it is; give those whose comments stay.

    A table that stands with the same columns is filled anew, any other made.
    """
    held, wanted = _tables(connection, "edition"), _tables(connection, home)
    there, columns = shapes(connection, "edition"), shapes(connection, home)
    kept = held.keys() & wanted.keys() & standing
    filled = {table for table in held.keys() & wanted.keys() - standing if there[table] == columns[table]}
    for table in held.keys() - kept - filled:
        connection.execute(f"drop table edition.{table}")
    for schema in PUBLISHED_SCHEMAS:
        connection.execute(f"create schema if not exists edition.{schema}")
    for table in wanted.keys() - kept:
        keys = [column for column in ASKED_BY if column in dict(columns[table])]
        order = f" order by {', '.join(keys)}" if keys else ""  # what is asked for together lies together
        if table in filled:
            connection.execute(f"truncate edition.{table}")
            connection.execute(f"insert into edition.{table} from {home}.{table}{order}")
            continue
        connection.execute(f"create table edition.{table} as from {home}.{table}{order}")
        if wanted[table]:
            text = wanted[table].replace("'", "''")
            connection.execute(f"comment on table edition.{table} is '{text}'")
    return frozenset(kept | filled)


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, str]:
    """The published tables of a database, each with its comment."""
    rows = connection.execute(
        "select schema_name || '.' || table_name, coalesce(comment, '') from duckdb_tables() "
        "where database_name = $database and list_contains($schemas, schema_name) order by all",
        {"database": database, "schemas": list(PUBLISHED_SCHEMAS)},
    ).fetchall()
    return dict(rows)


def _judge(
    connection: duckdb.DuckDBPyConnection, building: Path, engine: Engine | None = None
) -> dict[str, pl.DataFrame]:
    """Ask the checks of the very file that readers will open; those about the register, of the warehouse.

    A second engine answers those it can, over the same rows.

    Gives the rows of those that did not come back empty; raises PublishingError when one of them is blocking.
    """
    elsewhere = [check for check in sql_checks() if engine is not None and engine.answers(check)]
    found = failures(engine.fetch, elsewhere) if engine is not None else {}
    here = [check for check in sql_checks() if check not in elsewhere]
    about_register = [check for check in here if any(name.startswith("register.") for name in check.depends_on)]
    found |= failures(connection, about_register)
    with reading(building) as edition:
        found |= failures(edition, [check for check in here if check not in about_register])
    blocking = [check for check in sql_checks() if check.severity == "blocking"]
    stopped = {check.name: found[check.name] for check in blocking if check.name in found}
    if stopped:
        failed = [check for check in blocking if check.name in stopped]
        raise FailedChecksError(explain(stopped, blocking), failed)
    return found


def explain(found: dict[str, pl.DataFrame], checks: list[SqlFile]) -> str:
    """One sentence for failed checks: the question, how many rows, and the first of them."""
    questions = {check.name: check.description.splitlines()[0] for check in checks}
    parts = [
        f"{name} ({questions[name]}) has {rows.height} row(s) or more, the first {rows.row(0, named=True)}"
        for name, rows in found.items()
    ]
    return (
        f"Checks that must come back empty did not: {'; '.join(parts)}. "
        "Correct the input these rows name and refresh again; the last edition stands."
    )


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0]


def _sweep(paths: Paths) -> None:
    """Remove what a killed build left behind; nobody can be reading it."""
    for left in paths.editions.glob(".building-*"):
        left.unlink(missing_ok=True)


def _prune(paths: Paths) -> None:
    standing = current_edition(paths)
    others = sorted((file for file in paths.editions.glob("edition-*.duckdb") if file != standing), reverse=True)
    for file in others[KEPT_EDITIONS - 1 :]:
        file.unlink(missing_ok=True)
