"""The engine every machine has: queries run on a connection of the warehouse."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import polars as pl

from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import SqlFile


class DuckDbEngine:
    """Answers queries of sql/ over the tables of one connection, where they already are."""

    fingerprint = ""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def has(self, table: str) -> bool:
        return warehouse.exists(self._connection, table)

    def put(self, table: str) -> None:
        """Do nothing: the warehouse is where the tables are."""

    def create(self, table: SqlFile, rounds: Sequence[str] | None = None) -> int:
        return warehouse.create(self._connection, table, rounds)

    def count(self, table: str) -> int:
        return warehouse.count(self._connection, table)

    def fetch(self, query: str) -> pl.DataFrame:
        found: pl.DataFrame = self._connection.sql(query).pl()
        return found

    def answers(self, query: SqlFile) -> bool:
        return False  # checks are asked of the edition's own file

    def keep(self) -> None:
        """Do nothing: the warehouse keeps itself."""

    def close(self) -> None:
        """Do nothing: whoever opened the connection closes it."""
