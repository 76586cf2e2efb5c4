"""DuckDB answers unless the settings say otherwise; whatever is wrong with them is one sentence with its remedy."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.commands.refresh import refresh
from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.errors import sentence
from pipelines.warehouse.engines import spark_session
from pipelines.warehouse.engines.duckdb import DuckDbEngine
from pipelines.warehouse.engines.engine import chosen_engine
from pipelines.warehouse.engines.lake import EngineError, Lake
from pipelines.warehouse.engines.spark import engine_of_settings
from pipelines.warehouse.models import sql_checks

SETTINGS = ("SELARAS_ENGINE", "SELARAS_SPARK", "SELARAS_LAKE", "SELARAS_SPARK_ROWS", "SELARAS_SPARK_MEMORY")


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse, and settings that are right as far as they can be without a cluster."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SELARAS_LAKE", str(tmp_path / "lake"))
    with duckdb.connect(":memory:") as opened:
        yield opened


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("value", ["", " ", "duckdb", "DuckDB"])
def test_duckdb_answers_unless_told_otherwise(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SELARAS_ENGINE", value)
    engine = chosen_engine(connection)
    assert isinstance(engine, DuckDbEngine) and engine.fingerprint == ""
    assert not any(engine.answers(check) for check in sql_checks())
    connection.execute("create schema core; create table core.sample as select 1 as a")
    engine.put("core.sample")
    assert engine.has("core.sample") and not engine.has("core.other") and engine.count("core.sample") == 1
    assert engine.fetch("select a from core.sample").rows() == [(1,)]


def test_a_refresh_by_duckdb_loads_nothing_of_spark() -> None:
    code = (
        "import sys, duckdb, pipelines.commands.refresh; from pipelines.warehouse.engines.engine import chosen_engine; "
        "chosen_engine(duckdb.connect()); print({'pyspark', 'sqlglot', 'grpc'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


WRONG = {
    "an unknown engine": ({"SELARAS_ENGINE": "sprak"}, "SELARAS_ENGINE is 'sprak'; choose duckdb or spark."),
    "no lake": ({"SELARAS_LAKE": ""}, "SELARAS_LAKE is not set; name the folder"),
    "no address": ({}, "SELARAS_SPARK is not set; write the address of Spark Connect, sc://host:15002."),
    "another address": ({"SELARAS_SPARK": "spark://host:7077"}, "SELARAS_SPARK is 'spark://host:7077'; write the"),
    "rows in words": ({"SELARAS_SPARK_ROWS": "many"}, "SELARAS_SPARK_ROWS is 'many'; write a whole number of rows"),
    "memory in words": (
        {"SELARAS_SPARK": "local[2]", "SELARAS_SPARK_MEMORY": "much"},
        "SELARAS_SPARK_MEMORY is 'much'; write a whole number of gigabytes or megabytes",
    ),
    "a closed port": ({"SELARAS_SPARK": "sc://127.0.0.1:{port}"}, "Nothing answers at SELARAS_SPARK sc://127.0.0.1:"),
    "no such host": ({"SELARAS_SPARK": "sc://nobody.invalid"}, "Nothing answers at SELARAS_SPARK sc://nobody.invalid"),
}


@pytest.mark.parametrize(("given", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_setting_is_one_sentence_with_its_remedy(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], said: str
) -> None:
    pretend_pyspark(monkeypatch)
    for name, value in {"SELARAS_ENGINE": "spark", **given}.items():
        monkeypatch.setenv(name, value.format(port=closed_port()))
    with pytest.raises(EngineError) as told:
        chosen_engine(connection)
    assert str(told.value).startswith(said)
    assert str(told.value).endswith(".") and "\n" not in str(told.value)


def test_a_spark_of_our_own_takes_the_memory_of_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELARAS_SPARK_MEMORY", " 6g ")
    assert spark_session.own_settings()["spark.driver.memory"] == "6g"
    monkeypatch.delenv("SELARAS_SPARK_MEMORY")
    assert "spark.driver.memory" not in spark_session.own_settings()


def pretend_pyspark(monkeypatch: pytest.MonkeyPatch, is_there: bool = True) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: (object() if is_there else None) if name == "pyspark" else found(name)
    )


def test_without_the_extra_it_says_what_to_install(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_pyspark(monkeypatch, is_there=False)
    monkeypatch.setenv("SELARAS_SPARK", "sc://127.0.0.1")
    with pytest.raises(EngineError, match=r"Spark Connect is not installed; install selaras\[spark\]"):
        engine_of_settings(connection)


def test_without_java_a_session_of_this_machine_says_what_to_install(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pretend_pyspark(monkeypatch)
    monkeypatch.setenv("SELARAS_SPARK", "local[2]")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(EngineError, match="this machine has no Java; install a Java 17 runtime"):
        engine_of_settings(connection)


def test_what_spark_says_in_the_midst_becomes_one_sentence_and_a_fault_of_ours_stays_one() -> None:
    refused = type("AnalysisException", (Exception,), {"__module__": "pyspark.errors.exceptions.connect"})
    with pytest.raises(EngineError) as told, spark_session.spark_errors("sc://host", "making core.target"):
        raise refused("[PATH_NOT_FOUND] Path does not exist: file:/lake.\n\nJVM stacktrace: ...")
    assert "failed at making core.target ([PATH_NOT_FOUND] Path does not exist: file:/lake.)" in str(told.value)
    assert sentence(told.value, "data") == str(told.value)
    with pytest.raises(KeyError), spark_session.spark_errors("sc://host"):
        raise KeyError("ours")


class OneWay:
    """A cluster that has another folder mounted under the same path: it writes where we never look."""

    @property
    def read(self) -> OneWay:
        return self

    write = read

    def parquet(self, place: str) -> OneWay:
        return self

    def mode(self, how: str) -> OneWay:
        return self


def test_a_lake_that_is_another_folder_for_the_cluster_is_told(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="does not arrive here; give a folder that both sides have mounted"):
        spark_session.check_lake(OneWay(), Lake(tmp_path), "sc://host")
    assert list((tmp_path / "selaras.tried").iterdir()) == []


def test_a_refresh_with_a_wrong_engine_takes_nothing_in_and_leaves_the_edition(
    data: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELARAS_ENGINE", "sprak")
    with pytest.raises(EngineError):
        refresh(data)
    with duckdb.connect(data.warehouse, read_only=True) as opened:
        assert opened.execute("select count(*) from register.submission").fetchall() == [(0,)]
    assert not data.current.exists()
