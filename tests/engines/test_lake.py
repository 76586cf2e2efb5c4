"""The lake points at what stands, survives a kill, removes only its own; rows come back from it as they went."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.contents import contents
from pipelines.warehouse.engines import exchange
from pipelines.warehouse.engines.lake import MANIFEST, EngineError, Lake, Part
from pipelines.warehouse.models import SqlFile

ROWS = """
    select * from (values
        ('a', date '2026-01-31', 1.5, [1.0, null], 3::hugeint, timestamptz '2026-01-31 23:59:59.123456+07'),
        ('a', date 'infinity', null, [], null, null),
        ('b', date '9999-12-31', 'inf'::double, null, -7::hugeint, timestamptz '1999-12-31 00:00:00+00'),
        (null, null, -0.1, [2.5], 0::hugeint, null)
    ) as row_of(round_id, "valid to", "value", parts, total, seen_at)
"""


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as opened:
        opened.execute("set timezone = 'UTC'")
        opened.execute("create schema core")
        opened.execute(f"create table core.sample as {ROWS}")
        yield opened


def sample(query: str, is_partitioned: bool = True) -> SqlFile:
    return SqlFile("core", "sample", query, "A sample; it's one.", "blocking", is_partitioned, ())


def laid(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[str]:
    """Every part of the sample as a file of its own."""
    columns, files = warehouse.columns_of(connection, "core.sample"), []
    for number, part in enumerate(contents(connection, "core.sample")):
        files.append(str(folder / f"{number}.parquet"))
        connection.execute(
            f"copy ({exchange.lake_rows('core.sample', columns, part)}) to '{files[-1]}' (format parquet)"
        )
    return files


def test_rows_come_back_from_parquet_as_they_went(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    before, columns = contents(connection, "core.sample"), warehouse.columns_of(connection, "core.sample")
    files = laid(connection, tmp_path)
    assert len(files) == 3  # two rounds, and the rows that name none
    assert exchange.bring(connection, sample(ROWS), columns, files, None) == 4
    assert contents(connection, "core.sample") == before
    assert exchange.columns_of_answer(connection, ROWS) == columns


def test_only_the_rounds_that_were_made_are_replaced(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    columns, before = warehouse.columns_of(connection, "core.sample"), contents(connection, "core.sample")
    one = str(tmp_path / "one.parquet")
    only = exchange.lake_rows("core.sample", columns, "a")
    connection.execute(f"copy (select * from ({only}) limit 1) to '{one}' (format parquet)")
    assert exchange.bring(connection, sample(ROWS), columns, [one], ["a"]) == 3
    after = contents(connection, "core.sample")
    assert (after["b"], after[""], after["a"][1]) == (before["b"], before[""], 1)


def test_a_round_that_is_made_empty_is_empty(connection: duckdb.DuckDBPyConnection) -> None:
    columns = warehouse.columns_of(connection, "core.sample")
    assert exchange.bring(connection, sample(ROWS), columns, [], ["a"]) == 2
    assert exchange.bring(connection, sample(ROWS), columns, [], None) == 0
    assert warehouse.columns_of(connection, "core.sample") == columns


def test_the_manifest_points_at_parts_for_whoever_opens_the_lake_next(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    lake.point("core.sample", {"a": Part("rows", "core.sample/1")})
    (lake.folder / f".{MANIFEST}").write_text("half of a mani")  # what a kill leaves
    assert Lake(lake.folder).parts("core.sample") == {"a": Part("rows", "core.sample/1")}
    assert lake.parts("core.other") == {}


def test_a_sweep_removes_what_nothing_points_at_and_nothing_that_is_not_the_lakes(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    kept, gone, file = lake.new_place("core.sample"), lake.new_place("core.sample"), lake.new_place("core.sample")
    foreign = tmp_path / "core.sample" / "notes of somebody.parquet"
    for place in (kept, gone):
        Path(lake.path(place)).mkdir()
    for path in (Path(lake.path(f"{file}.parquet")), foreign):
        path.touch()
    lake.point("core.sample", {"*": Part("rows", f"{kept}/part=1")})
    lake.sweep()
    assert {path.name for path in (tmp_path / "core.sample").iterdir()} == {kept.split("/")[1], foreign.name}


@pytest.mark.parametrize("broken", ["a file", "no manifest"])
def test_a_lake_that_cannot_be_used_is_one_sentence(tmp_path: Path, broken: str) -> None:
    folder = tmp_path / "lake"
    if broken == "a file":
        folder.write_text("x")
    else:
        folder.mkdir()
        (folder / MANIFEST).write_text(json.dumps({"tables": 3})[:-1])
    with pytest.raises(EngineError, match=r"SELARAS_LAKE .* cannot be used .*; give a folder that this machine and"):
        Lake(folder)
