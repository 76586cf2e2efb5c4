"""The asset graph and what starts it: everything is described, each query an asset, each question a check."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import dagster as dg
import duckdb
import pytest

from pipelines.contract.paths import Paths
from pipelines.warehouse.models import sql_checks, sql_tables

CSV = (
    "putaran,unit_kerja,kode_indikator,kode_wilayah,skema_kode,tahun_target,target\n"
    "contoh-2027-1,pusdatin-kesos,outcome_records_matched,11,kemendagri,2028,81\n"
)


@pytest.fixture(scope="module")
def graph() -> dg.AssetGraph:
    from pipelines.definitions import defs

    return defs.resolve_asset_graph()


def test_every_query_is_an_asset_that_names_what_it_reads(graph) -> None:
    for table in sql_tables():
        node = graph.get(dg.AssetKey(table.table.split(".")))
        assert {key.to_user_string().replace("/", ".") for key in node.parent_keys} == set(table.depends_on)


def test_every_asset_has_a_description_for_planners(graph) -> None:
    bare = [key.to_user_string() for key in graph.materializable_asset_keys if not graph.get(key).description]
    assert bare == []


def test_every_question_is_a_check_and_the_edition_waits_for_the_blocking_ones(graph) -> None:
    names = {key.name for key in graph.asset_check_keys}
    assert names == {check.name for check in sql_checks()}
    edition_reads = {key.to_user_string().replace("/", ".") for key in graph.get(dg.AssetKey(["edition"])).parent_keys}
    assert {table.table for table in sql_tables()} <= edition_reads


def test_tables_of_a_round_are_partitioned_by_planning_round(graph) -> None:
    partitioned = {key.to_user_string() for key in graph.materializable_asset_keys if graph.get(key).is_partitioned}
    assert "mart/target_gap" in partitioned and "core/region" not in partitioned
    assert {f"{table.schema}/{table.name}" for table in sql_tables() if table.is_partitioned} <= partitioned


def test_the_workspace_file_names_the_code_location() -> None:
    import yaml

    from pipelines.contract.paths import CHECKOUT

    loaded = yaml.safe_load((CHECKOUT / "workspace.yaml").read_text())
    assert loaded["load_from"][0]["python_module"]["module_name"] == "pipelines.definitions"


@pytest.fixture
def door(data: Paths, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setenv("SELARAS_DATA", str(data.data))
    return data


def test_the_monthly_run_and_the_fetch_option_really_ask_the_publishers(door: Paths, monkeypatch, tmp_path) -> None:
    from pipelines.history import clients
    from pipelines.orchestration.schedules import history_each_month
    from pipelines.steps.published_figures import fetch
    from pipelines.steps.step import Workplace

    asked: list[bool] = []
    monkeypatch.setattr(clients, "fetch_published", lambda *_: asked.append(True) or [])
    with duckdb.connect(":memory:") as connection:
        connection.execute("create schema core")
        for is_fetching in (False, True):
            fetch(Workplace(connection, door, is_fetching), None)
        assert connection.execute("select count(*) from core.fetch_attempt").fetchall() == [(0,)]
    assert asked == [True]
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        context = dg.build_schedule_context(instance=instance, scheduled_execution_time=datetime.now(UTC))
        (request,) = history_each_month.evaluate_tick(context).run_requests
    assert request.run_config["ops"]["take_steps"]["config"]["is_fetching"] is True


def test_the_graph_holds_no_stub_and_every_key_is_made_by_somebody(graph) -> None:
    assert graph.external_asset_keys == set()
    assert dg.AssetKey(["core", "fetch_attempt"]) in graph.materializable_asset_keys


def test_groups_follow_one_another_without_a_circle(graph) -> None:
    order = ["reference", "history", "register", "core", "analysis", "mart", "edition"]
    floors = {key: order.index(graph.get(key).group_name) for key in graph.materializable_asset_keys}
    backwards = {
        (parent.to_user_string(), key.to_user_string())
        for key in floors
        for parent in graph.get(key).parent_keys
        if floors[parent] > floors[key]
    }
    assert backwards == set()


def test_every_asset_has_owners_kinds_and_queries_name_their_file(graph) -> None:
    bare = [key for key in graph.materializable_asset_keys if not graph.get(key).owners or not graph.get(key).kinds]
    assert bare == []
    for table in sql_tables():
        references = graph.get(dg.AssetKey(table.table.split("."))).metadata["dagster/code_references"]
        assert references.code_references[0].file_path.endswith(f"sql/{table.schema}/{table.name}.sql")


def test_the_code_location_loads_while_a_file_of_the_catalogue_is_broken(door: Paths) -> None:
    (door.reference / "planning_rounds.csv").write_text("round_id\n", encoding="utf-8")
    loading = [
        sys.executable,
        "-c",
        "from pipelines.definitions import defs; print(defs.resolve_job_def('refresh').name)",
    ]
    done = subprocess.run(loading, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("at", "is_asked"),
    [(datetime(2026, 11, 23, 23, tzinfo=UTC), True), (datetime(2026, 8, 1, 23, tzinfo=UTC), False)],
)
def test_each_morning_of_an_open_round_asks_for_a_refresh(door: Paths, tmp_path, at: datetime, is_asked: bool) -> None:
    from pipelines.orchestration.schedules import while_a_round_is_open

    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        context = dg.build_schedule_context(instance=instance, scheduled_execution_time=at)
        found = while_a_round_is_open.evaluate_tick(context)
    assert bool(found.run_requests) is is_asked
