"""Tables made in parts: the parts share no row and leave none out, and give what the whole gives."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.warehouse import connection as warehouse
from pipelines.warehouse import parts
from pipelines.warehouse.models import SqlFile, sql_tables
from tests.sql.small_tables import empty_warehouse, make, put

CHAIN = (
    "core.standing_figure",
    "core.round_series",
    "core.baseline",
    "core.latest_observation",
    "core.due_observation",
)
MARKED = [table for table in sql_tables() if table.is_by_indicator]
VALUES = {"BOOLEAN": "true", "DATE": "date '2020-01-01'", "TIMESTAMP WITH TIME ZONE": "now()"}
CODE = st.text(max_size=3).filter(lambda text: "\x00" not in text)


def scans(plan: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The tables a plan reads, each with what is left out as it is read."""
    if plan["name"].strip() == "SEQ_SCAN":
        held = plan["extra_info"].get("Filters", [])
        yield plan["extra_info"]["Table"].replace('"', "").split(".", 1)[1], [held] if isinstance(held, str) else held
    for below in plan["children"]:
        yield from scans(below)


def sample(source: str, is_partitioned: bool, is_by_indicator: bool) -> SqlFile:
    return SqlFile("core", "sample", f"from {source}", "", "blocking", is_partitioned, (source,), is_by_indicator)


@settings(max_examples=40)
@given(
    known=st.tuples(st.sets(CODE, max_size=4), st.sets(CODE, max_size=4)),
    unknown=st.tuples(st.sets(CODE, max_size=2), st.sets(CODE, max_size=2)),
    rows_of_a_part=st.integers(1, 6),
    is_divided=st.tuples(st.booleans(), st.booleans()),
)
def test_each_row_is_in_one_part_whatever_round_and_indicator_it_bears(
    known: tuple[set[str], set[str]],
    unknown: tuple[set[str], set[str]],
    rows_of_a_part: int,
    is_divided: tuple[bool, bool],
) -> None:
    rounds, indicators = ([None, *sorted(there | strange)] for there, strange in zip(known, unknown, strict=True))
    with duckdb.connect() as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "PART_ROWS", rows_of_a_part)
        patch.setattr(parts, "ROUND_ROWS", rows_of_a_part)
        connection.execute("create schema core; create table core.given (round_id text, indicator_code text)")
        connection.execute("create table core.planning_round (round_id text)")
        connection.execute("create table core.indicator (indicator_code text)")
        for name, codes in zip(("planning_round", "indicator"), known, strict=True):
            for code in codes:
                connection.execute(f"insert into core.{name} values ($code)", {"code": code})
        for round_id, code in product(rounds, indicators):
            connection.execute("insert into core.given values ($round, $code)", {"round": round_id, "code": code})
        warehouse.create(connection, sample("core.given", *is_divided))
        made = connection.execute("from core.sample order by all").fetchall()
        assert made == connection.execute("from core.given order by all").fetchall()


@pytest.fixture
def figures():
    """Three indicators, one of them in no catalogue, of two regions: several years, vintages, a tie and a break."""
    with empty_warehouse() as connection:
        for code in ("a", "b"):
            put(connection, "core.indicator", [{"indicator_code": code, "good_direction": "up", "kind": "ikur"}])
        for number in (1, 2, 3):
            plan = {"round_id": f"r{number}", "plan_year": 2020 + number, "baseline_year": 2018 + number}
            put(connection, "core.planning_round", [plan | {"opens_at": "2020-01-01", "closes_at": "2999-01-01"}])
        for code, region, year in product("abc", ("11", "12"), range(2010, 2022)):
            key = {"indicator_code": code, "region_id": region, "observation_year": year, "period": str(year)}
            mark = "boundary_break" if (code, region, year) == ("b", "12", 2015) else None
            put(connection, "core.observation", [key | {"observed_value": year % 5 + len(region), "mark": mark}])
            if year % 3 == 0:
                put(connection, "core.observation", [key | {"observed_value": None, "vintage": "2021-06-01"}])
            for number in (1, 2) if year >= 2020 else ():
                asked = {"round_id": f"r{number}", "indicator_code": code, "region_id": region, "target_year": year}
                put(connection, "core.owed_target", [asked | {"unit_code": "unit"}])
        make(connection, *CHAIN)
        yield connection


@pytest.mark.parametrize("name", CHAIN)
def test_a_table_made_in_parts_has_the_rows_of_the_whole(
    figures: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    table = next(each for each in sql_tables() if each.table == name)
    whole = figures.execute(f"from {name} order by all").fetchall()
    comment = "select comment, column_count from duckdb_tables() where schema_name || '.' || table_name = $name"
    said = figures.execute(comment, {"name": name}).fetchall()
    monkeypatch.setattr(parts, "PART_ROWS", 1)
    monkeypatch.setattr(parts, "ROUND_ROWS", 1)
    assert len(parts.parts_of(figures, table)) >= 3
    assert warehouse.create(figures, table) == len(whole) > 0
    assert figures.execute(f"from {name} order by all").fetchall() == whole
    assert figures.execute(comment, {"name": name}).fetchall() == said


def test_rounds_made_anew_leave_the_others_in_parts_too(
    figures: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = next(each for each in sql_tables() if each.table == "core.latest_observation")
    whole = figures.execute(f"from {table.table} order by all").fetchall()
    figures.execute(f"update {table.table} set point_count = -1")
    monkeypatch.setattr(parts, "PART_ROWS", 1)
    warehouse.create(figures, table, ["r1", "r3"])
    made = figures.execute(f"from {table.table} where round_id <> 'r2' order by all").fetchall()
    assert made == [row for row in whole if row[0] != "r2"]
    left = figures.execute(f"select distinct point_count from {table.table} where round_id = 'r2'").fetchall()
    assert left == [(-1,)]


def test_little_is_made_at_once(figures: duckdb.DuckDBPyConnection) -> None:
    assert {tuple(parts.parts_of(figures, table)) for table in sql_tables() if table.table in CHAIN} == {()}


@pytest.fixture(scope="module")
def filled():
    """Two rows in each table that a query made in parts reads, so that no plan is empty."""
    with empty_warehouse() as connection:
        names = sorted({name for table in MARKED for name in table.depends_on})
        make(connection, *(table.table for table in MARKED))
        for code, name in product("ac", names):
            columns = warehouse.columns_of(connection, name)
            values = ", ".join(f"'{code}'" if kind == "VARCHAR" else VALUES.get(kind, "1") for _, kind in columns)
            connection.execute(f"insert into {name} values ({values})")
        yield connection


@pytest.mark.parametrize("table", MARKED, ids=lambda table: table.table)
def test_a_condition_on_the_indicator_reaches_every_table_that_has_one(
    filled: duckdb.DuckDBPyConnection, table: SqlFile
) -> None:
    """Else each part would compute the whole."""
    asked = f"explain (format json) select * from ({table.query}\n) where indicator_code < 'b'"
    plan = json.loads(filled.execute(asked).fetchall()[0][1])[0]
    whole = {name for name, filters in scans(plan) if "(indicator_code < 'b')" not in filters}
    assert {name for name in whole if "indicator_code" in dict(warehouse.columns_of(filled, name))} == set()


def test_a_state_that_no_disk_can_hold_fits_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """latest_observation keeps lists for each series: as one part they need more than this machine is given here."""
    table = next(each for each in sql_tables() if each.table == "core.latest_observation")
    with empty_warehouse() as connection:
        connection.execute("set threads = 1")
        connection.execute("insert into core.indicator (indicator_code) select 'i' || n from range(40) as t(n)")
        connection.execute(
            "create or replace table core.round_series as select 'r' as round_id, 'i' || n % 40 as indicator_code,"
            " 'x' || n as region_id, 2000 + y::int as observation_year, n * 1.0 as observed_value, '2000' as period,"
            " date '2020-01-01' as vintage, 's' as source_id, 'A' as trust, 1.0 as latest_vintage_value,"
            " date '2020-01-01' as latest_vintage from range(60000) as t(n), range(3) as u(y)"
        )
        connection.execute("set memory_limit = '60MB'")
        with pytest.raises(duckdb.OutOfMemoryException):
            warehouse.create(connection, dataclasses.replace(table, is_by_indicator=False))
        monkeypatch.setattr(parts, "PART_ROWS", 20_000)
        assert warehouse.create(connection, table) == 60_000
