"""Tables of the bundled figures without a run: for what must answer before the first edition."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from pipelines.contract.paths import Paths
from pipelines.history.bundle import read_history
from pipelines.reference.frames import frames
from pipelines.reference.model import Catalogue
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import needed_for


def make_tables(connection: duckdb.DuckDBPyConnection, paths: Paths, catalogue: Catalogue, *tables: str) -> None:
    """Load the catalogue and the statistics, and make the tables named with everything that leads to them."""
    for name, frame in frames(catalogue).items():
        warehouse.load(connection, f"core.{name}", frame)
    history = read_history(paths.history, catalogue)
    warehouse.load(connection, "core.published_figure", history.figures)
    warehouse.load(connection, "core.source", history.sources)
    warehouse.load(connection, "core.published_error", history.sampling_errors)
    warehouse.load(connection, "core.history_fault", history.faults)
    wanted = {file.table: file for table in tables for file in needed_for(table)}
    for file in wanted.values():
        warehouse.create(connection, file)


@contextmanager
def in_memory(paths: Paths, catalogue: Catalogue, *tables: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of its own in memory, with an empty register."""
    with duckdb.connect(":memory:") as connection:
        warehouse.prepare(connection)
        make_tables(connection, paths, catalogue, *tables)
        yield connection
