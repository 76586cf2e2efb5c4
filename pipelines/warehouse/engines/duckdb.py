"""The engine every machine has: queries run on a connection of the warehouse."""

from __future__ import annotations

import duckdb
import polars as pl

from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import SqlFile


class DuckDbEngine:
    """Answers queries of sql/ over the tables of one connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def has(self, table: str) -> bool:
        return warehouse.exists(self._connection, table)

    def put(self, table: str, frame: pl.DataFrame) -> None:
        warehouse.load(self._connection, table, frame)

    def create(self, table: SqlFile) -> int:
        """Make one table from its query; returns its row count."""
        return warehouse.create(self._connection, table)

    def count(self, table: str) -> int:
        return warehouse.count(self._connection, table)

    def fetch(self, query: str) -> pl.DataFrame:
        """The answer of a query in this engine's own words."""
        found: pl.DataFrame = self._connection.sql(query).pl()
        return found
