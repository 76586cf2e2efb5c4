"""A cluster as a second engine, by Spark Connect: the same queries over Parquet in a folder that the cluster sees.

Register, judging, analysis and editions stay with DuckDB; what stands between is Parquet. Needs `selaras[spark]`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.errors import SelarasError
from pipelines.warehouse.engines.spark_sql import for_spark, view_name
from pipelines.warehouse.models import SqlFile

ADDRESS = "SELARAS_SPARK"


class EngineError(SelarasError):
    """One sentence: what of the second engine is missing, and what to do."""


def connected(address: str | None = None) -> Any:
    """A session at an address such as sc://host:15002; raises EngineError when the extra or the address is missing."""
    address = address or os.environ.get(ADDRESS, "")
    if not address:
        raise EngineError(f"{ADDRESS} is not set; write the address of Spark Connect, sc://host:15002.")
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineError("Spark Connect is not installed; install selaras[spark].") from None
    session = SparkSession.builder.remote(address).getOrCreate()
    session.conf.set("spark.sql.ansi.enabled", "true")  # a wrong index or cast is an error, never a silent null
    session.conf.set("spark.sql.session.timeZone", "UTC")
    return session


class SparkEngine:
    """Answers queries of sql/ over Parquet files of the lake, which are its tables."""

    def __init__(self, session: Any, lake: Path) -> None:
        self._session, self._lake = session, lake
        self._views: set[str] = set()

    def _file(self, table: str) -> Path:
        return self._lake / f"{view_name(table)}.parquet"

    def has(self, table: str) -> bool:
        return table in self._views

    def put(self, table: str, frame: pl.DataFrame) -> None:
        """Lay a table into the lake and open it to queries."""
        self._lake.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(self._file(table))
        self._open(table)

    def _open(self, table: str) -> None:
        self._session.read.parquet(str(self._file(table))).createOrReplaceTempView(view_name(table))
        self._views.add(table)

    def create(self, table: SqlFile) -> int:
        """Make one table from its query, in the lake; returns its row count."""
        answer = self._session.sql(for_spark(table.query))
        answer.write.mode("overwrite").parquet(str(self._file(table.table)))
        self._open(table.table)
        return self.count(table.table)

    def count(self, table: str) -> int:
        return int(self._session.table(view_name(table)).count())

    def fetch(self, query: str) -> pl.DataFrame:
        """The answer of a query in this engine's own words."""
        return pl.DataFrame(pl.from_arrow(self._session.sql(query).toArrow()))
