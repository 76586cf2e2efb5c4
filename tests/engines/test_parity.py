"""Spark, by Spark Connect, gives what DuckDB gives: an edition refreshed by it, table by table, every check, and each
rewrite on nulls, ties and empty lists. Values agree within 1e-10."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.commands.refresh import refresh
from pipelines.contract.edition_reader import current_edition
from pipelines.contract.paths import Paths
from pipelines.edition.publish import PUBLISHED_SCHEMAS, reading
from pipelines.steps.step_list import all_steps
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.engines.lake import MANIFEST, Lake
from pipelines.warehouse.engines.spark import SparkEngine, engine_of_settings
from pipelines.warehouse.engines.spark_session import open_session
from pipelines.warehouse.engines.spark_sql import stays_home
from pipelines.warehouse.models import sql_checks, sql_tables
from tests.engines.conftest import HERE, settings_of

pytestmark = pytest.mark.spark
TOLERANCE = 1e-10
TABLES = sorted(name for step in all_steps() for name in step.makes if name.split(".")[0] in PUBLISHED_SCHEMAS)
ASKED = [check for check in sql_checks() if not stays_home(check.query)]
SENT = {table.table for table in sql_tables() if not stays_home(table.query)}


@pytest.fixture(scope="module")
def theirs(on_spark: Paths) -> Iterator[duckdb.DuckDBPyConnection]:
    """The edition that Spark made."""
    yield from edition(on_spark)


@pytest.fixture(scope="module")
def ours(refreshed: Paths) -> Iterator[duckdb.DuckDBPyConnection]:
    """The edition that DuckDB made."""
    yield from edition(refreshed)


def edition(paths: Paths) -> Iterator[duckdb.DuckDBPyConnection]:
    file = current_edition(paths)
    assert file is not None
    with reading(file) as connection:
        yield connection


@pytest.fixture(scope="module")
def spark(on_spark: Paths) -> Iterator[SparkEngine]:
    """The engine once more, over the warehouse and the lake which that refresh has left."""
    with duckdb.connect(on_spark.warehouse, read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        engine = engine_of_settings(connection)
        yield engine
        engine.close()


def plain(value: Any) -> Any:
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def rows(frame: pl.DataFrame, columns: list[str]) -> list[tuple[Any, ...]]:
    """Rows in one order, decided by what is no float first."""
    as_seen = frame.select(columns).with_columns(
        pl.col(pl.Date).cast(pl.Int32),
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


def first_difference(ours: pl.DataFrame, theirs: pl.DataFrame) -> tuple[Any, Any] | None:
    assert set(theirs.columns) == set(ours.columns)
    assert theirs.height == ours.height
    pairs = zip(rows(ours, ours.columns), rows(theirs, ours.columns), strict=True)
    return next(((a, b) for a, b in pairs if any(map(differs, a, b))), None)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_the_edition_is_the_same(
    ours: duckdb.DuckDBPyConnection, theirs: duckdb.DuckDBPyConnection, table: str
) -> None:
    assert warehouse.columns_of(theirs, table) == warehouse.columns_of(ours, table)
    assert first_difference(ours.sql(f"from {table}").pl(), theirs.sql(f"from {table}").pl()) is None


@pytest.mark.parametrize("check", ASKED, ids=lambda check: check.name)
def test_a_check_gives_the_same_rows(spark: SparkEngine, on_spark: Paths, check) -> None:
    with duckdb.connect(on_spark.warehouse, read_only=True) as connection:
        assert spark.answers(check)
        assert first_difference(connection.sql(check.query).pl(), spark.fetch(check.query)) is None


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
    "last day": "select k, date '9999-12-31' < date 'infinity' as x from core.sample",
}


@pytest.fixture(scope="module")
def samples(java: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkEngine]:
    with duckdb.connect(":memory:") as connection:
        warehouse.prepare(connection)
        warehouse.load(connection, "core.sample", LISTS)
        engine = SparkEngine(connection, open_session(HERE), Lake(tmp_path_factory.mktemp("samples")))
        yield engine
        engine.close()


@pytest.mark.parametrize("text", SMALL.values(), ids=SMALL)
def test_a_rewrite_gives_the_same_on_nulls_ties_and_empty_lists(samples: SparkEngine, text: str) -> None:
    with duckdb.connect(":memory:") as connection:
        warehouse.prepare(connection)
        warehouse.load(connection, "core.sample", LISTS)
        ours = connection.sql(text).pl()
    assert first_difference(ours, samples.fetch(text)) is None
    assert samples.has("core.sample") and samples.count("core.sample") == LISTS.height


def places(paths: Paths) -> dict[tuple[str, str], str]:
    """Where each part of each table lies in the lake."""
    tables = json.loads((paths.data.parent / "lake" / MANIFEST).read_text())["tables"]
    return {(table, part): at for table, parts in tables.items() for part, (_, at) in parts.items()}


def test_every_query_has_gone_to_spark_and_lies_in_the_lake(on_spark: Paths) -> None:
    with duckdb.connect(on_spark.warehouse, read_only=True) as connection:
        filled = {name for name in SENT if warehouse.count(connection, name)}
    lying = {table: at for (table, _), at in places(on_spark).items()}
    assert filled - lying.keys() == set()
    assert {name for name in filled if lying[name].endswith(".parquet")} == set()  # Spark writes folders, we send files
    lake = on_spark.data.parent / "lake"
    assert {f"{place.parent.name}/{place.name}" for place in lake.glob("*.*/*")} == {
        "/".join(at.split("/")[:2]) for at in places(on_spark).values()
    }


def test_one_more_file_sends_and_makes_only_what_it_changes(
    more_on_spark: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths, before = more_on_spark, places(more_on_spark)
    for name, value in settings_of(paths).items():
        monkeypatch.setenv(name, value)
    (paths.inbox / "one.csv").write_text(
        "putaran,unit_kerja,kode_indikator,kode_wilayah,skema_kode,tahun_target,target\n"
        "contoh-2027-1,pusdatin-kesos,outcome_records_matched,11,kemendagri,2028,81\n"
    )
    outcome = refresh(paths)
    assert outcome.is_new and outcome.entry is not None
    after, made = places(paths), {visit.step for visit in outcome.entry.visits if visit.is_made}
    left = {name for (name, _), at in before.items() if name in SENT - made}
    assert "mart.target_gap" in made and "core.standing_figure" in left
    assert {key: at for key, at in before.items() if key[0] in left} == {
        key: at for key, at in after.items() if key[0] in left
    }
    older = {key: at for key, at in before.items() if key == ("mart.target_gap", "contoh-2026-1")}
    assert older and older.items() <= after.items()  # the round nobody touched
    changed = places(paths).keys() - {key for key in before if before[key] == after.get(key)}
    assert ("mart.target_gap", "contoh-2027-1") in changed
