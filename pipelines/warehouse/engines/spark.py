"""A cluster as a second engine, by Spark Connect: the same queries over the Parquet of a lake that both sides see.

Register, judging, analysis and editions stay with DuckDB; what Spark makes comes back into the warehouse, so that they
find it there. Needs `selaras[spark]`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.contents import WHOLE, contents, has_rounds, known_contents
from pipelines.warehouse.engines import exchange
from pipelines.warehouse.engines.lake import EngineError, Lake, Part, part_name
from pipelines.warehouse.engines.spark_session import ADDRESS, check_lake, open_session, spark_errors
from pipelines.warehouse.engines.spark_sql import for_spark, stays_home, view_name
from pipelines.warehouse.models import SqlFile, tables_read

FEWEST_ROWS = "SELARAS_SPARK_ROWS"
_CODE = ("spark.py", "spark_sql.py", "exchange.py")


def engine_of_settings(connection: duckdb.DuckDBPyConnection) -> SparkEngine:
    """The engine at SELARAS_SPARK over the lake at SELARAS_LAKE; raises EngineError in one sentence."""
    lake, address = Lake.from_environment(), os.environ.get(ADDRESS, "")
    fewest = os.environ.get(FEWEST_ROWS, "").strip() or "0"
    if not fewest.isdecimal():
        raise EngineError(f"{FEWEST_ROWS} is {fewest!r}; write a whole number of rows, for example 1000000.")
    session = open_session(address)
    check_lake(session, lake, address)
    return SparkEngine(connection, session, lake, address, int(fewest))


class SparkEngine:
    """Answers queries of sql/ over Parquet, which it is given from the warehouse as far as it does not hold it."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        session: Any,
        lake: Lake,
        address: str = "local",
        fewest_rows: int = 0,
    ) -> None:
        self._connection, self._session, self._lake, self._address = connection, session, lake, address
        self._fewest_rows = fewest_rows  # tables read with fewer rows in all are made at home
        self._open: dict[str, dict[str, Part]] = {}  # tables Spark knows as views, with the parts they show
        code = b"".join((Path(__file__).parent / name).read_bytes() for name in _CODE)
        self.fingerprint = hashlib.sha256(code + version("pyspark").encode()).hexdigest()

    def has(self, table: str) -> bool:
        return self._lying(table).keys() == known_contents(self._connection, table).keys()

    def _lying(self, table: str) -> dict[str, Part]:
        """The parts of a table that lie in the lake as they stand in the warehouse."""
        standing = known_contents(self._connection, table)
        return {
            name: part
            for name, part in self._lake.parts(table).items()
            if name in standing and part.content == standing[name][0]
        }

    def put(self, table: str) -> None:
        """Send the parts of a table that changed, and open the whole of it to queries."""
        columns = warehouse.columns_of(self._connection, table)
        parts = self._lying(table)
        for name, (content, _) in known_contents(self._connection, table).items():
            if name not in parts:
                place = f"{self._lake.new_place(table)}.parquet"
                query, file = exchange.lake_rows(table, columns, name), exchange.text(self._lake.path(place))
                self._connection.execute(f"copy ({query}) to {file} (format parquet)")
                parts[name] = Part(content, place)
        self._lake.point(table, parts)
        if self._open.get(table) != parts:
            self._show(table, columns, parts)

    def _show(self, table: str, columns: exchange.Columns, parts: dict[str, Part]) -> None:
        with spark_errors(self._address, f"opening {table}"):
            places = [self._lake.path(part.place) for part in parts.values()]
            reader = self._session.read.schema(exchange.spark_schema(columns))
            frame = reader.parquet(*places) if places else self._session.sql(exchange.no_rows(columns))
            frame.createOrReplaceTempView(view_name(table))
        self._open[table] = parts

    def create(self, table: SqlFile, rounds: Sequence[str] | None = None) -> int:
        """Make one table, or these rounds of it, by Spark, and bring it into the warehouse; returns its row count."""
        if not self.answers(table):
            return warehouse.create(self._connection, table, rounds)
        if not table.is_partitioned or not warehouse.exists(self._connection, table.table):
            rounds = None
        for name in table.depends_on:
            self.put(name)
        columns = exchange.columns_of_answer(self._connection, table.query)
        place = self._lake.new_place(table.table)
        with spark_errors(self._address, f"making {table.table}"):
            answer = self._session.sql(exchange.lake_query(columns, for_spark(table.query), rounds)).write
            (answer.partitionBy(exchange.PART) if has_rounds(columns) else answer).parquet(self._lake.path(place))
        files = sorted(str(file) for file in Path(self._lake.path(place)).rglob("*.parquet"))
        count = exchange.bring(self._connection, table, columns, files, rounds)
        self._point(table.table, place)
        return count

    def _point(self, table: str, place: str) -> None:
        """Let the manifest point at what was just made, each part with the fingerprint of its rows as brought."""
        parts = self._lake.parts(table)
        for name, (content, _) in contents(self._connection, table).items():
            made = place if name == WHOLE else f"{place}/{exchange.PART}={part_name(name)}"
            if Path(self._lake.path(made)).is_dir():
                parts[name] = Part(content, made)
        self._lake.point(table, parts)

    def count(self, table: str) -> int:
        self.put(table)
        with spark_errors(self._address, f"counting {table}"):
            return int(self._session.table(view_name(table)).count())

    def fetch(self, query: str) -> pl.DataFrame:
        """Answer a query in the words of sql/."""
        for table in sorted(tables_read(query)):
            self.put(table)
        with spark_errors(self._address, "answering a query"):
            return pl.DataFrame(pl.from_arrow(self._session.sql(for_spark(query)).toArrow()))

    def answers(self, query: SqlFile) -> bool:
        """Tell whether Spark is asked: not about the documents of the book, nor about a few rows."""
        if stays_home(query.query):
            return False
        return not self._fewest_rows or self._rows_read(query) >= self._fewest_rows

    def _rows_read(self, query: SqlFile) -> int:
        read = [known_contents(self._connection, name) for name in query.depends_on]
        return sum(rows for parts in read for _, rows in parts.values())

    def keep(self) -> None:
        """Remove what the manifest points at no more."""
        self._lake.sweep()

    def close(self) -> None:
        self._session.stop()
