"""What becomes of a file: in force, superseded, late and held, unlocked; and how it stood at any past moment."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.warehouse.connection import define_as_of
from tests.sql.hand_in import cell, submission
from tests.sql.small_tables import empty_warehouse, make, put, rows

Connection = duckdb.DuckDBPyConnection
AFTER_CLOSING = "2024-07-05 00:00:00+00"


def statuses(connection: Connection) -> dict[str, str]:
    make(connection, "core.submission")
    return dict(connection.execute("select submission_id, status from core.submission").fetchall())


def unlock(connection: Connection, name: str, at: str = "2024-07-10 00:00:00+00") -> None:
    put(
        connection,
        "register.unlock",
        [{"submission_id": name, "unlocked_by": "kabag", "reason": "listrik padam", "unlocked_at": at}],
    )


def test_a_later_usable_file_of_the_same_unit_takes_the_place_of_the_earlier(country: Connection) -> None:
    submission(country, "a", received_at="2024-02-01 00:00:00+00")
    submission(country, "b", received_at="2024-03-01 00:00:00+00", judged_status="accepted_in_part")
    submission(country, "c", received_at="2024-04-01 00:00:00+00", unit_code="other")
    assert statuses(country) == {"a": "superseded", "b": "accepted_in_part", "c": "accepted"}


@pytest.mark.parametrize("judged", ["rejected", "returned"])
def test_a_file_that_gives_nothing_leaves_the_earlier_one_in_force(country: Connection, judged: str) -> None:
    submission(country, "a")
    submission(country, "b", received_at="2024-03-01 00:00:00+00", judged_status=judged)
    assert statuses(country) == {"a": "accepted", "b": judged}


def test_files_of_one_instant_are_ordered_by_sequence_then_by_fingerprint(country: Connection) -> None:
    submission(country, "a", received_sequence=2)
    submission(country, "b", received_sequence=1)
    submission(country, "c", unit_code="v")
    submission(country, "d", unit_code="v")
    assert statuses(country) == {"a": "accepted", "b": "superseded", "c": "superseded", "d": "accepted"}


def test_a_file_after_closing_is_held_and_does_not_supersede_until_it_is_unlocked(country: Connection) -> None:
    submission(country, "a")
    submission(country, "b", received_at=AFTER_CLOSING)
    assert statuses(country) == {"a": "accepted", "b": "late"}
    unlock(country, "b")
    assert statuses(country) == {"a": "superseded", "b": "accepted"}
    late = rows(country, "select is_late, unlocked_by, unlock_reason from core.submission where submission_id = 'b'")
    assert late == [{"is_late": True, "unlocked_by": "kabag", "unlock_reason": "listrik padam"}]


def test_the_last_second_before_closing_is_in_time(country: Connection) -> None:
    submission(country, "a", received_at="2024-06-30 16:59:59+00")
    submission(country, "b", received_at="2024-06-30 17:00:00+00", unit_code="v")
    assert statuses(country) == {"a": "accepted", "b": "late"}


def test_a_file_that_does_not_say_its_round_keeps_its_judgement(country: Connection) -> None:
    submission(country, "a", round_id=None, unit_code=None, judged_status="rejected")
    assert statuses(country) == {"a": "rejected"}


def test_targets_are_the_accepted_cells_of_the_file_in_force(country: Connection) -> None:
    submission(country, "a")
    cell(country, "a", 1, target_value=9.0)
    cell(country, "a", 2, target_value=7.0, target_year=2029)
    submission(country, "b", received_at="2024-03-01 00:00:00+00")
    cell(country, "b", 1, target_value=8.5, target_low=8.0, target_high=8.5, denominator=200.0)
    cell(country, "b", 2, verdict="rejected", target_year=2026)
    cell(country, "b", 3, verdict="blank", target_year=2027)
    make(country, "core.target")
    assert rows(country, "select target_year, target_low, target_value, numerator, submission_id from core.target") == [
        {"target_year": 2025, "target_low": 8.0, "target_value": 8.5, "numerator": 17.0, "submission_id": "b"}
    ]


def test_one_target_is_in_force_when_two_units_hand_in_the_same(country: Connection) -> None:
    submission(country, "a")
    submission(country, "b", unit_code="v", received_at="2024-03-01 00:00:00+00")
    cell(country, "a", target_value=9.0)
    cell(country, "b", target_value=8.0)
    make(country, "core.target")
    assert rows(country, "select target_value, unit_code from core.target") == [{"target_value": 8.0, "unit_code": "v"}]


def test_any_past_moment_can_be_told_again(country: Connection) -> None:
    submission(country, "a")
    cell(country, "a", target_value=9.0)
    submission(country, "b", received_at=AFTER_CLOSING)
    cell(country, "b", target_value=8.0)
    unlock(country, "b")
    make(country, "core.submission", "core.submitted_target")
    define_as_of(country)
    told = {
        day: country.execute(f"select target_value from target_as_of('first', timestamptz '{day}')").fetchall()
        for day in ("2024-01-31", "2024-02-02", "2024-07-06", "2024-07-11")
    }
    assert told == {"2024-01-31": [], "2024-02-02": [(9.0,)], "2024-07-06": [(9.0,)], "2024-07-11": [(8.0,)]}
    held = country.execute(
        "select status from submission_as_of(timestamptz '2024-07-06') where submission_id = 'b'"
    ).fetchall()
    assert held == [("late",)]


def test_formulas_and_past_moments_work_in_a_file_opened_for_reading_only(tmp_path: Path) -> None:
    file = str(tmp_path / "small.duckdb")
    with empty_warehouse(file) as connection:
        connection.execute(
            "insert into core.planning_round (round_id, plan_year, opens_at, closes_at, baseline_year)"
            " values ('first', 2025, '2024-01-01', '2024-07-01', 2023)"
        )
        submission(connection, "a")
        cell(connection, "a", target_value=9.0)
        make(connection, "core.submission", "core.submitted_target")
        define_as_of(connection)
    with duckdb.connect(file, read_only=True) as reader:
        found = reader.execute(
            "select gap_value(10.0, target_value, 'down') from target_as_of('first', timestamptz '2024-03-01')"
        ).fetchall()
    assert found == [(1.0,)]
