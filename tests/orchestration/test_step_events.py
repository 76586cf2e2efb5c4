"""Dagster shows what a refresh made and what it left standing, whoever started it."""

from __future__ import annotations

import shutil

import dagster as dg
import pytest

from pipelines.commands.refresh import refresh
from pipelines.contract.paths import Paths
from pipelines.steps import journal
from pipelines.warehouse.models import sql_checks
from tests.orchestration.test_dagster import CSV


@pytest.fixture
def started(refreshed: Paths, tmp_path, monkeypatch) -> Paths:
    """A refreshed data folder of the test's own."""
    shutil.copytree(refreshed.data, tmp_path / "data")
    monkeypatch.setenv("SELARAS_DATA", str(tmp_path / "data"))
    return Paths(tmp_path / "data")


def looked(instance: dg.DagsterInstance, cursor: str | None) -> tuple[object, str | None]:
    from pipelines.orchestration.sensors import journal_sensor

    answer = journal_sensor(dg.build_sensor_context(instance=instance, cursor=cursor))
    return answer, getattr(answer, "cursor", None) or cursor


def test_a_refresh_of_the_command_line_is_told_once(started: Paths) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        answer, cursor = looked(instance, None)
        made = [event for event in answer.asset_events if isinstance(event, dg.AssetMaterialization)]
        assert {event.partition for event in made if event.asset_key == dg.AssetKey(["mart", "target_gap"])} == {
            "rpjmn-2025", "contoh-2026-1", "contoh-2026-2", "contoh-2027-1",
        }  # fmt: skip
        checks = [event for event in answer.asset_events if isinstance(event, dg.AssetCheckEvaluation)]
        assert {event.check_name for event in checks} == {check.name for check in sql_checks()}
        assert all(event.passed for event in checks)
        answer, cursor = looked(instance, cursor)
        assert isinstance(answer, dg.SkipReason)
        (started.inbox / "satu.csv").write_text(CSV)
        refresh(started, is_alone=True)
        answer, cursor = looked(instance, cursor)
        left = {
            event.asset_key.to_user_string(): event.metadata["left_standing"].value
            for event in answer.asset_events
            if isinstance(event, dg.AssetObservation)
        }
        assert left["core/observation"].startswith("none of its ")
        gaps = [event for event in answer.asset_events if event.asset_key == dg.AssetKey(["mart", "target_gap"])]
        assert [event.partition for event in gaps if isinstance(event, dg.AssetMaterialization)] == ["contoh-2027-1"]
        assert "changed: " in gaps[0].metadata["reason"].value


def test_the_job_takes_the_same_steps_and_is_not_told_twice(started: Paths, tmp_path) -> None:
    from pipelines.orchestration.jobs import refresh_job

    (started.inbox / "satu.csv").write_text(CSV)
    last = journal.entries_after(started, "")[-1].name
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        done = refresh_job.execute_in_process(instance=instance)
        assert done.success
        kinds = {event.event_type_value for event in done.all_events}
        assert {"ASSET_MATERIALIZATION", "ASSET_OBSERVATION", "ASSET_CHECK_EVALUATION"} <= kinds
        answer, _ = looked(instance, last)
        assert answer.asset_events == []


def test_a_failing_check_fails_the_run_and_the_edition_stands(started: Paths, tmp_path, monkeypatch) -> None:
    from pipelines.edition import publish
    from pipelines.orchestration.jobs import refresh_job

    def stop(*_: object) -> None:
        raise publish.PublishingError("A check has rows; correct the input.")

    monkeypatch.setattr(publish, "_judge", stop)
    before = started.current.read_text()
    (started.inbox / "satu.csv").write_text(CSV)
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        done = refresh_job.execute_in_process(instance=instance, raise_on_error=False)
    assert not done.success
    assert started.current.read_text() == before


def test_a_table_made_by_hand_in_dagster_is_known_to_the_next_refresh(started: Paths, tmp_path) -> None:
    from pipelines.definitions import defs

    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        done = defs.resolve_implicit_global_asset_job_def().execute_in_process(
            instance=instance, asset_selection=[dg.AssetKey(["mart", "freshness"])]
        )
    assert done.success
    outcome = refresh(started, is_alone=True)
    assert not outcome.is_new
