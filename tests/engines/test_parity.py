"""Spark, by Spark Connect, gives what DuckDB gives: every query over the tables of the bundled figures, and each
rewrite on nulls, ties and empty lists. Values agree within 1e-10."""

from __future__ import annotations

import importlib.util
import math
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.contract.paths import Paths
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.engines.spark import SparkEngine, connected
from pipelines.warehouse.engines.spark_sql import for_spark, stays_home
from pipelines.warehouse.models import sql_checks, sql_tables

pytestmark = pytest.mark.spark
TOLERANCE = 1e-10
LAST_DAY = 2_932_896  # 9999-12-31, in days since 1970
ASKED = [query for query in [*sql_tables(), *sql_checks()] if not stays_home(query.query)]
ABSENT = "needs a Java 17 and selaras[spark]: apt-get install openjdk-17-jre-headless; uv sync --extra spark"


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A session on two cores of this machine; a skip without Java or the extra, a failure in CI."""
    if shutil.which("java") is None or importlib.util.find_spec("pyspark") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(ABSENT)
    made = connected("local[2]")
    made.conf.set("spark.sql.shuffle.partitions", "2")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def house(refreshed: Paths) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(refreshed.warehouse, read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        yield connection


@pytest.fixture(scope="module")
def spark(session: Any, house: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> SparkEngine:
    engine = SparkEngine(session, Path(tmp_path_factory.mktemp("lake")))
    for table in sorted({name for query in ASKED for name in query.depends_on}):
        engine.put(table, house.sql(f"from {table}").pl())
    return engine


def plain(value: Any) -> Any:
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def rows(frame: pl.DataFrame, columns: list[str]) -> list[tuple[Any, ...]]:
    """Rows in one order, decided by what is no float first."""
    as_seen = frame.select(columns).with_columns(
        pl.col(pl.Date).cast(pl.Int32).clip(upper_bound=LAST_DAY),  # DuckDB's infinity is Spark's last day
        pl.col(pl.Datetime).cast(pl.Datetime("us")).dt.replace_time_zone(None),
        pl.col(pl.Decimal).cast(pl.Float64),
    )
    names = sorted(columns, key=lambda name: as_seen[name].dtype.is_float())
    is_list = {name: as_seen[name].dtype.is_nested() for name in names}
    keys = [pl.col(name).hash() if is_list[name] else pl.col(name).cast(pl.String) for name in names]
    return [tuple(plain(value) for value in row) for row in as_seen.sort(keys, nulls_last=True).iter_rows()]


def differs(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) != len(other) or any(differs(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, float) or isinstance(other, float):
        if one is None or other is None:
            return one is not other
        return one != other and abs(one - other) > TOLERANCE * max(1.0, abs(one), abs(other))
    return bool(one != other)


@pytest.mark.parametrize("query", ASKED, ids=lambda query: query.table)
def test_a_query_gives_the_same_rows(spark: SparkEngine, house: duckdb.DuckDBPyConnection, query) -> None:
    theirs = spark.fetch(for_spark(query.query))
    ours: pl.DataFrame = house.sql(query.query if query.schema == "checks" else f"from {query.table}").pl()
    assert set(theirs.columns) == set(ours.columns)
    assert theirs.height == ours.height
    pairs = zip(rows(ours, ours.columns), rows(theirs, ours.columns), strict=True)
    assert next(((a, b) for a, b in pairs if any(map(differs, a, b))), None) is None


LISTS = pl.DataFrame(
    {
        "k": ["ties", "ties", "ties", "nulls", "nulls", "one"],
        "y": [2020, 2021, 2021, 2020, None, 2022],
        "v": [1.5, 2.5, 2.5, None, 3.0, 4.0],
        "l": [[1.0, 2.0], [3.0, None, 1.0], [], [None], None, [7.0]],
        "i": [1, 2, 1, 1, 1, 1],
    },
    schema_overrides={"l": pl.List(pl.Float64)},
)
SMALL = {
    "several largest": "select k, max(y, 2) as x from core.sample group by k",
    "values of the largest": "select k, arg_max(v, y, 1) as x from core.sample where k <> 'nulls' group by k",
    "middle of a list": "select k, i, list_median(l) as x from core.sample",
    "sum of a list": "select k, i, list_sum(l) as x, list_avg(l) as m from core.sample",
    "place in a list": "select k, l[i] as x from core.sample where k in ('one')",
    "finite": "select k, isfinite(v) as x from core.sample",
    "far date": "select k, date '2026-01-01' < date 'infinity' as x from core.sample",
}


@pytest.mark.parametrize("text", SMALL.values(), ids=SMALL)
def test_a_rewrite_gives_the_same_on_nulls_ties_and_empty_lists(session: Any, tmp_path: Path, text: str) -> None:
    engine = SparkEngine(session, tmp_path)
    engine.put("core.sample", LISTS)
    with duckdb.connect(":memory:") as connection:
        warehouse.prepare(connection)
        warehouse.load(connection, "core.sample", LISTS)
        ours = connection.sql(text).pl()
    theirs = engine.fetch(for_spark(text))
    pairs = zip(rows(ours, ours.columns), rows(theirs, ours.columns), strict=True)
    assert [(a, b) for a, b in pairs if any(map(differs, a, b))] == []
