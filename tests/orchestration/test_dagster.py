"""The asset graph and what starts it: everything is described, each query an asset, each question a check."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime

import dagster as dg
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


def evaluate(instance: dg.DagsterInstance, cursor: str | None):
    from pipelines.orchestration.triggers import inbox_sensor

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
        assert answer.run_requests[0].tags["dagster/asset_partition_range_start"] == "rpjmn-2025"
        (door.inbox / "sama isinya.csv").write_text(CSV)
        for _ in range(2):
            answer, cursor = evaluate(instance, cursor)
            assert isinstance(answer, dg.SkipReason), "the same content asks for nothing"
        assert (door.inbox / "satu.csv").read_text() == CSV


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


def test_each_round_has_a_schedule_after_its_closing_in_its_own_zone() -> None:
    from pipelines.contract.paths import CHECKOUT
    from pipelines.orchestration.triggers import after_closing
    from pipelines.reference.read import read_catalogue

    rounds = read_catalogue(CHECKOUT / "data" / "reference").rounds
    found = {
        name: (after_closing(each).cron_schedule, after_closing(each).execution_timezone)
        for name, each in rounds.items()
    }
    assert found["rpjmn-2025"] == ("4 0 11 2 *", "Asia/Jakarta")
    assert found["contoh-2026-2"] == ("4 0 11 4 *", "Asia/Makassar")


@pytest.mark.parametrize(
    ("at", "is_asked"),
    [(datetime(2025, 2, 10, 17, 4, tzinfo=UTC), True), (datetime(2026, 2, 10, 17, 4, tzinfo=UTC), False)],
)
def test_a_closing_is_followed_in_its_own_year_only(door: Paths, tmp_path, at: datetime, is_asked: bool) -> None:
    from pipelines.orchestration.triggers import after_closing
    from pipelines.reference.read import read_catalogue

    schedule = after_closing(read_catalogue(door.reference).rounds["rpjmn-2025"])
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        context = dg.build_schedule_context(instance=instance, scheduled_execution_time=at)
        found = schedule.evaluate_tick(context)
    assert bool(found.run_requests) is is_asked


@pytest.mark.parametrize(
    ("at", "is_asked"),
    [(datetime(2026, 11, 23, 23, tzinfo=UTC), True), (datetime(2026, 8, 1, 23, tzinfo=UTC), False)],
)
def test_each_morning_of_an_open_round_asks_for_a_refresh(door: Paths, tmp_path, at: datetime, is_asked: bool) -> None:
    from pipelines.orchestration.triggers import while_a_round_is_open

    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        context = dg.build_schedule_context(instance=instance, scheduled_execution_time=at)
        found = while_a_round_is_open.evaluate_tick(context)
    assert bool(found.run_requests) is is_asked
