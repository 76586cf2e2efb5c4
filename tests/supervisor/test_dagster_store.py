"""Dagster keeps its runs in files, or, by one setting, in a PostgreSQL database; the password is in no file."""

from __future__ import annotations

import dagster as dg
import pytest
import sqlalchemy

from pipelines.contract.paths import Paths
from pipelines.orchestration.partitions import known_rounds
from pipelines.supervisor.dagster_home import STORE, StoreError, dagster_home
from tests.contract.decisions.postgresql_server import server


@dg.op
def nothing() -> None:
    """Do nothing."""


@dg.job(executor_def=dg.in_process_executor)
def idle() -> None:
    nothing()


def test_runs_and_partitions_are_kept_on_the_server_and_found_again(tmp_path, monkeypatch) -> None:
    paths = Paths(tmp_path)
    with server() as address:
        engine = sqlalchemy.create_engine(f"{address}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sqlalchemy.text("create database dagster"))
        engine.dispose()
        monkeypatch.setenv(STORE, f"{address}/dagster")
        home = dagster_home(paths)
        with dg.DagsterInstance.from_config(home) as instance:
            known_rounds(instance, ["contoh-2027-1"])
            run_id = idle.execute_in_process(instance=instance).run_id
        with dg.DagsterInstance.from_config(home) as instance:
            assert instance.get_run_by_id(run_id).is_success
            assert instance.get_dynamic_partitions("planning_round") == ["contoh-2027-1"]
    assert not list(tmp_path.rglob("*.db"))
    assert address not in (paths.dagster_home / "dagster.yaml").read_text()


def test_without_the_setting_runs_are_kept_in_files(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv(STORE, raising=False)
    with dg.DagsterInstance.from_config(dagster_home(Paths(tmp_path))) as instance:
        known_rounds(instance, ["contoh-2027-1"])
    assert list(tmp_path.rglob("*.db"))


def test_an_address_without_its_driver_is_one_sentence(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(STORE, "postgresql://user@host/dagster")
    with pytest.raises(StoreError, match="SELARAS_DAGSTER_DB must begin with"):
        dagster_home(Paths(tmp_path))
