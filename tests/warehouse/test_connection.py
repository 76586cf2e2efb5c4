"""The warehouse runner: order of tables, replacement by round, one writer, all or nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.connection import WarehouseError
from pipelines.warehouse.models import SqlFile, sql_checks, sql_tables


def table(query: str, is_partitioned: bool = False) -> SqlFile:
    return SqlFile("core", "sample", query, "a sample's table", "blocking", is_partitioned, ())


@pytest.fixture
def connection(tmp_path: Path):
    with warehouse.writing(Paths(tmp_path)) as opened:
        yield opened


def test_each_table_comes_after_everything_it_reads() -> None:
    seen: set[str] = set()
    made_by_query = {item.table for item in sql_tables()}
    for item in sql_tables():
        assert {name for name in item.depends_on if name in made_by_query} <= seen
        seen.add(item.table)


def test_a_partitioned_table_replaces_only_the_rounds_named(connection: duckdb.DuckDBPyConnection) -> None:
    first = table("select * from (values ('a', 1), ('b', 1)) t(round_id, number)", is_partitioned=True)
    second = table("select * from (values ('a', 2), ('b', 2)) t(round_id, number)", is_partitioned=True)
    warehouse.create(connection, first)
    warehouse.create(connection, second, rounds=["b"])
    assert connection.execute("from core.sample order by all").fetchall() == [("a", 1), ("b", 2)]


def test_a_partitioned_table_without_rounds_is_made_anew(connection: duckdb.DuckDBPyConnection) -> None:
    warehouse.create(connection, table("select 'gone' as round_id", is_partitioned=True))
    warehouse.create(connection, table("select 'here' as round_id", is_partitioned=True))
    assert connection.execute("from core.sample").fetchall() == [("here",)]


def test_a_query_that_fails_leaves_the_table_as_it_was(connection: duckdb.DuckDBPyConnection) -> None:
    warehouse.create(connection, table("select 1 as number"))
    with pytest.raises(duckdb.Error):
        warehouse.create(connection, table("select error('stop') as number"))
    assert connection.execute("from core.sample").fetchall() == [(1,)]


def test_an_interrupted_transaction_leaves_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    warehouse.create(connection, table("select 1 as number"))
    with pytest.raises(KeyboardInterrupt), warehouse.transaction(connection):
        warehouse.append(connection, "core.sample", pl.DataFrame({"number": [2]}))
        raise KeyboardInterrupt
    assert warehouse.count(connection, "core.sample") == 1


def test_the_description_stays_with_the_table(connection: duckdb.DuckDBPyConnection) -> None:
    warehouse.create(connection, table("select 1 as number"))
    found = connection.execute("select comment from duckdb_tables() where table_name = 'sample'").fetchone()
    assert found == ("a sample's table",)


def test_a_second_writer_gets_one_sentence(tmp_path: Path) -> None:
    other = (
        "from pathlib import Path\nfrom pipelines.warehouse import connection as warehouse\n"
        "from pipelines.contract.paths import Paths\n"
        f"with warehouse.writing(Paths(Path({str(tmp_path)!r}))): pass"
    )
    with warehouse.writing(Paths(tmp_path)):
        done = subprocess.run([sys.executable, "-c", other], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .endswith("Another refresh holds refresh.lock; wait until it has finished and run this again.")
    )


def test_a_broken_warehouse_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "warehouse.duckdb").write_bytes(b"this is no database" * 400)
    with (
        pytest.raises(
            WarehouseError, match=r"^The warehouse warehouse\.duckdb cannot be opened \(.*\); close what uses"
        ),
        warehouse.writing(Paths(tmp_path)),
    ):
        pass


def test_every_check_reads_at_least_one_table() -> None:
    assert sql_checks()
    assert all(check.depends_on for check in sql_checks())


def test_one_thread_lasts_as_long_as_other_processes_use_the_machine() -> None:
    with duckdb.connect() as connection:
        usual = warehouse.single(connection, "select current_setting('threads')")
        with pytest.raises(ValueError, match="fault"), warehouse.one_thread(connection):
            assert warehouse.single(connection, "select current_setting('threads')") == 1
            raise ValueError("fault")
        assert warehouse.single(connection, "select current_setting('threads')") == usual


def test_an_analysis_table_of_an_earlier_release_is_dropped_and_those_of_this_one_keep_their_rows(tmp_path) -> None:
    with warehouse.writing(Paths(tmp_path)) as opened:
        columns = warehouse.columns_of(opened, "analysis.prospect")
        opened.execute("insert into analysis.feasibility by name select 'a' as round_id")
        opened.execute("alter table analysis.prospect add column outgrown varchar")
        opened.execute("insert into analysis.prospect by name select 'a' as round_id")
    with warehouse.writing(Paths(tmp_path)) as opened:
        assert warehouse.columns_of(opened, "analysis.prospect") == columns
        assert warehouse.count(opened, "analysis.prospect") == 0
        assert warehouse.count(opened, "analysis.feasibility") == 1
        assert opened.execute("select current_schema()").fetchone() == ("main",)
