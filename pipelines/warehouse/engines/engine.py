"""The seam between a refresh and what answers its queries: DuckDB, or a cluster when the settings say so."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Protocol

import duckdb
import polars as pl

from pipelines.warehouse.engines.lake import EngineError
from pipelines.warehouse.models import SqlFile

ENGINE = "SELARAS_ENGINE"
DUCKDB, SPARK = "duckdb", "spark"


class Engine(Protocol):
    """Makes the tables of sql/ and answers its checks; whatever it makes stands in the warehouse as well."""

    fingerprint: str  # what its answers depend on besides the query; empty for DuckDB

    def has(self, table: str) -> bool:
        """Tell whether it holds the rows of a table as they stand in the warehouse."""

    def put(self, table: str) -> None:
        """Give it what it does not hold of a table."""

    def create(self, table: SqlFile, rounds: Sequence[str] | None = None) -> int:
        """Make one table, or these rounds of it, in the warehouse from its query; returns the table's row count."""

    def count(self, table: str) -> int:
        """Count the rows it holds of a table."""

    def fetch(self, query: str) -> pl.DataFrame:
        """Answer a query in the words of sql/."""

    def answers(self, query: SqlFile) -> bool:
        """Tell whether it is the one to be asked; otherwise the edition and the register are, in DuckDB."""

    def keep(self) -> None:
        """Remove what no later refresh will ask for; called when this one has ended well."""

    def close(self) -> None:
        """Let go of whatever it holds open."""


def chosen_engine(connection: duckdb.DuckDBPyConnection) -> Engine:
    """The engine of the settings over the tables of a warehouse; raises EngineError in one sentence."""
    name = os.environ.get(ENGINE, "").strip().lower() or DUCKDB
    if name == DUCKDB:
        from pipelines.warehouse.engines.duckdb import DuckDbEngine

        return DuckDbEngine(connection)
    if name == SPARK:
        from pipelines.warehouse.engines.spark import engine_of_settings

        return engine_of_settings(connection)
    raise EngineError(f"{ENGINE} is {name!r}; choose {DUCKDB} or {SPARK}.")
