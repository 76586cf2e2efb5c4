"""The asset graph and what starts it: everything is described, each query an asset, each question a check."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import dagster as dg
import duckdb
import pytest

from pipelines.contract.paths import Paths
from pipelines.edition.fingerprint import file_sha256
from pipelines.submissions.quarantine import mark_change
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


def evaluate(instance: dg.DagsterInstance, cursor: str | None):
    from pipelines.orchestration.sensors import inbox_sensor

    context = dg.build_sensor_context(instance=instance, cursor=cursor)
    answer = inbox_sensor(context)
    return answer, getattr(answer, "cursor", None) or context.cursor


def test_the_sensor_asks_once_for_a_file_that_has_come_to_rest(door: Paths) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        answer, cursor = evaluate(instance, None)
        assert isinstance(answer, dg.SkipReason)
        (door.inbox / "satu.csv").write_text(CSV)
        answer, cursor = evaluate(instance, cursor)
        assert isinstance(answer, dg.SkipReason), "a file seen for the first time may still be being written"
        answer, cursor = evaluate(instance, cursor)
        assert len(answer.run_requests) == 1
        assert answer.run_requests[0].job_name == "refresh"
        (door.inbox / "sama isinya.csv").write_text(CSV)
        for _ in range(2):
            answer, cursor = evaluate(instance, cursor)
            assert isinstance(answer, dg.SkipReason), "the same content asks for nothing"
        assert (door.inbox / "satu.csv").read_text() == CSV


def test_the_sensor_asks_at_first_sight_for_a_file_that_a_command_has_kept(door: Paths) -> None:
    (door.inbox / "satu.csv").write_text(CSV)
    door.store.mkdir(exist_ok=True)
    (door.store / file_sha256(door.inbox / "satu.csv")).write_text(CSV)
    with dg.DagsterInstance.ephemeral() as instance:
        answer, cursor = evaluate(instance, None)
        assert len(answer.run_requests) == 1
        answer, _ = evaluate(instance, cursor)
        assert isinstance(answer, dg.SkipReason)


def test_the_sensor_asks_again_when_a_cell_was_set_aside_or_a_file_unlocked(door: Paths) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        quiet, cursor = evaluate(instance, None)
        assert isinstance(quiet, dg.SkipReason)
        for _ in range(2):
            mark_change(door, "quarantine-abc")
            again, cursor = evaluate(instance, cursor)
            assert len(again.run_requests) == 1
            quiet, cursor = evaluate(instance, cursor)
            assert isinstance(quiet, dg.SkipReason)


def test_the_sensor_s_request_is_known_by_content(door: Paths) -> None:
    keys = []
    for name in ("a.csv", "b.csv"):
        for file in door.inbox.iterdir():
            file.unlink()
        (door.inbox / name).write_text(CSV)
        os.utime(door.inbox / name, (time.time() - 60, time.time() - 60))
        with dg.DagsterInstance.ephemeral() as instance:
            answer, _ = evaluate(instance, None)
            keys.append(answer.run_requests[0].run_key)
    assert keys[0] == keys[1]


def look_for_closings(instance: dg.DagsterInstance, cursor: str | None, monkeypatch, now: datetime):
    from pipelines.orchestration import sensors

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return now

    monkeypatch.setattr(sensors, "datetime", Clock)
    context = dg.build_sensor_context(instance=instance, cursor=cursor)
    answer = sensors.closing_sensor(context)
    return answer, getattr(answer, "cursor", None) or context.cursor


def test_a_closing_asks_once_five_minutes_later_and_one_long_past_asks_nothing(door: Paths, monkeypatch) -> None:
    closes = datetime(2025, 2, 10, 16, 59, 59, tzinfo=UTC)
    with dg.DagsterInstance.ephemeral() as instance:
        answer, cursor = look_for_closings(instance, None, monkeypatch, closes)
        assert isinstance(answer, dg.SkipReason), "the first look only remembers"
        answer, cursor = look_for_closings(instance, cursor, monkeypatch, closes + timedelta(minutes=2))
        assert isinstance(answer, dg.SkipReason), "files of the last minute are let in first"
        answer, cursor = look_for_closings(instance, cursor, monkeypatch, closes + timedelta(minutes=6))
        assert len(answer.run_requests) == 1 and "rpjmn-2025" in answer.run_requests[0].run_key
        answer, cursor = look_for_closings(instance, cursor, monkeypatch, closes + timedelta(days=1))
        assert isinstance(answer, dg.SkipReason), "one closing asks once"


def test_a_new_round_closes_without_a_restart(door: Paths, monkeypatch) -> None:
    now = datetime(2027, 1, 1, tzinfo=UTC)
    with dg.DagsterInstance.ephemeral() as instance:
        _, cursor = look_for_closings(instance, None, monkeypatch, now)
        rounds = door.reference / "planning_rounds.csv"
        head, first, *others = rounds.read_text(encoding="utf-8").splitlines()
        columns = dict(zip(head.split(","), first.split(","), strict=False))
        assert columns["round_id"] == "rpjmn-2025"
        moved = first.replace("2025-02-10", "2026-12-30")
        assert moved != first
        rounds.write_text("\n".join([head, moved, *others]) + "\n", encoding="utf-8")
        answer, _ = look_for_closings(instance, cursor, monkeypatch, now)
        assert len(answer.run_requests) == 1


def test_the_inbox_is_hashed_where_it_changed_only(door: Paths, monkeypatch) -> None:
    from pipelines.orchestration import sensors

    read: list[str] = []
    true = sensors.file_sha256
    monkeypatch.setattr(sensors, "file_sha256", lambda path: read.append(path.name) or true(path))
    for name in ("a.csv", "b.csv"):
        (door.inbox / name).write_text(CSV + name)
        os.utime(door.inbox / name, (time.time() - 60, time.time() - 60))
    with dg.DagsterInstance.ephemeral() as instance:
        _, cursor = evaluate(instance, None)
        assert sorted(read) == ["a.csv", "b.csv"]
        read.clear()
        (door.inbox / "b.csv").write_text(CSV + "anew")
        os.utime(door.inbox / "b.csv", (time.time() - 30, time.time() - 30))
        _, cursor = evaluate(instance, cursor)
        evaluate(instance, cursor)
    assert set(read) == {"b.csv"}


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
