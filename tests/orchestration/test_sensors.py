"""What starts a refresh by itself: a file of the inbox that has come to rest, a planning round that has closed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from pipelines.contract.paths import Paths
from pipelines.edition.fingerprint import file_sha256
from pipelines.orchestration import inbox_watch
from pipelines.orchestration.inbox_watch import InboxView, watch
from pipelines.submissions.quarantine import mark_change

CSV = (
    "putaran,unit_kerja,kode_indikator,kode_wilayah,skema_kode,tahun_target,target\n"
    "contoh-2027-1,pusdatin-kesos,outcome_records_matched,11,kemendagri,2028,81\n"
)


@pytest.fixture
def door(data: Paths, monkeypatch: pytest.MonkeyPatch) -> Paths:
    """A data folder whose inbox is looked at once a call, not watched: each look is a step of its test."""
    monkeypatch.setenv("SELARAS_DATA", str(data.data))
    monkeypatch.setattr(inbox_watch, "WATCH_SECONDS", 0)
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


def test_the_inbox_is_hashed_where_it_changed_only(door: Paths, monkeypatch) -> None:
    read: list[str] = []
    true = inbox_watch.file_sha256
    monkeypatch.setattr(inbox_watch, "file_sha256", lambda path: read.append(path.name) or true(path))
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


def pauses(*steps: Callable[[], object]) -> tuple[list[float], Callable[[float], None]]:
    """A clock that does one of the steps in each pause and nothing when they are over; the pauses are kept."""
    taken: list[float] = []
    left = list(steps)

    def pause(seconds: float) -> None:
        taken.append(seconds)
        if left:
            left.pop(0)()

    return taken, pause


def appended(file: Path, text: str) -> Callable[[], object]:
    return lambda: file.open("a").write(text)


def test_a_file_dropped_during_the_watch_is_seen_in_the_same_call(data: Paths) -> None:
    taken, pause = pauses(lambda: (data.inbox / "satu.csv").write_text(CSV))
    seen = watch(data, InboxView(), 4, pause)
    assert list(seen.fingerprints.values()) == [file_sha256(data.inbox / "satu.csv")]
    assert taken == [inbox_watch.PAUSE_SECONDS] * 2, "one look finds it, the next finds it unchanged"


def test_the_watch_waits_for_the_last_of_several_files(data: Paths) -> None:
    first, second = data.inbox / "satu.csv", data.inbox / "dua.csv"
    first.write_text(CSV)
    _, pause = pauses(lambda: second.write_text(CSV[:-3]), appended(second, "2\n"))
    seen = watch(data, InboxView(), 4, pause)
    assert seen.waiting == 0
    assert set(seen.fingerprints.values()) == {file_sha256(first), file_sha256(second)}


def test_a_file_written_all_the_time_keeps_nobody_beyond_the_watch(data: Paths) -> None:
    calm, growing = data.inbox / "tenang.csv", data.inbox / "tumbuh.csv"
    calm.write_text(CSV)
    growing.write_text(CSV)
    taken, pause = pauses(*[appended(growing, "x")] * 9)
    seen = watch(data, InboxView(), 4, pause)
    assert len(taken) == 4
    assert (seen.waiting, list(seen.fingerprints)) == (1, [str(calm)])
    assert seen.content == file_sha256(calm)


def test_a_quiet_inbox_is_watched_to_the_end_and_a_changed_one_is_told_at_once(data: Paths) -> None:
    (data.inbox / "satu.csv").write_text(CSV)
    taken, pause = pauses()
    quiet = watch(data, watch(data, InboxView(), 4, pause), 4, pause)
    assert len(taken) == 1 + 4
    (data.inbox / "satu.csv").unlink()
    taken.clear()
    assert watch(data, quiet, 4, pause) == InboxView()
    assert taken == []


def test_what_was_seen_survives_a_restart_of_the_daemon(data: Paths) -> None:
    (data.inbox / "satu.csv").write_text(CSV)
    _, pause = pauses()
    seen = watch(data, InboxView(), 4, pause)
    assert InboxView.from_cursor(seen.to_cursor()) == seen
    assert InboxView.from_cursor(None) == InboxView()


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
