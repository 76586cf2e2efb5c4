"""Gaps of targets, by hand: what is still to go, what it takes, and the one word for it."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from tests.sql.hand_in import targets
from tests.sql.small_tables import make, put, rows, table

Connection = duckdb.DuckDBPyConnection
SERIES = """
indicator_code | region_id | period    | observation_year | observed_value
poverty_rate   | '11'      | '2021-03' | 2021             | 12.0
poverty_rate   | '11'      | '2022-03' | 2022             | 11.0
poverty_rate   | '11'      | '2023-03' | 2023             | 10.0
poverty_rate   | '11'      | '2024-03' | 2024             | 9.0
"""
NATIONAL = """
document_id | indicator_code | target_year | target_low | target_high | printed_text
plan        | poverty_rate   | 2025        | 7.0        | 8.0         | 7,0-8,0
plan        | poverty_rate   | 2029        | 4.5        | 5.0         | 4,5-5,0
other       | poverty_rate   | 2029        | 1.0        | 1.0         | 1
"""


def gaps(connection: Connection, wanted: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Put targets and the series in; return the gap rows of the first round by target year."""
    targets(connection, wanted)
    put(connection, "core.observation", table(SERIES))
    put(connection, "core.national_target", table(NATIONAL))
    make(connection, "mart.target_gap")
    return {
        row["target_year"]: row for row in rows(connection, "select * from mart.target_gap where round_id = 'first'")
    }


def test_a_target_ahead_has_its_gap_its_pace_and_its_state(country: Connection) -> None:
    row = gaps(country, [{"target_year": 2029, "target_low": 4.0, "target_high": 6.0, "target_value": 6.0}])[2029]
    expected = {
        "baseline_year": 2023,
        "baseline_value": 10.0,
        "latest_year": 2024,
        "latest_value": 9.0,
        "baseline_gap_value": -4.0,
        "gap_value": 3.0,
        "national_gap_value": 1.0,
        "legal_gap_value": None,
        "required_annual_change": -0.6,
        "required_annual_change_from_baseline": -4 / 6,
        "observed_annual_change": -1.0,
        "attainment": 0.25,
        "linear_pace_ratio": 1.5,
        "progress_status": "substantial",
        "acceleration_factor": 0.6,
        "state": "ok",
        "is_due": False,
        "ambition_label": "not_available",
        "chance_band": None,
        "source_cell": "Target!K1",
        "submission_id": "file",
    }
    assert {name: row[name] for name in expected} == {
        name: pytest.approx(item) if isinstance(item, float) else item for name, item in expected.items()
    }


def test_a_due_target_is_judged_by_the_observation_of_its_own_year(country: Connection) -> None:
    put(
        country,
        "analysis.projection",
        [
            {"round_id": "first", "indicator_code": "poverty_rate", "region_id": "11", "projection_year": year}
            | {"projection_value": 8.0, "low80": 7.0, "high80": 9.0}
            for year in (2023, 2029)
        ],
    )
    found = gaps(country, [{"target_year": 2023, "target_value": 10.5}, {"target_year": 2029, "target_value": 8.5}])
    due, ahead = found[2023], found[2029]
    assert (due["state"], due["latest_year"], due["latest_value"], due["gap_value"]) == ("due_met", 2023, 10.0, -0.5)
    assert due["required_annual_change"] is due["projection_value"] is due["projection_low80"] is None
    assert ahead["projection_value"] == 8.0
    assert gaps_state(country, 2024, 8.9) == "due_missed"


def gaps_state(connection: Connection, year: int, value: float, region: str = "11") -> str:
    """Put one more target in force and return its state."""
    connection.execute("delete from register.submission; delete from register.judged_cell")
    targets(connection, [{"target_year": year, "target_value": value, "region_id": region}])
    make(connection, "core.submission", "core.submitted_target", "core.target")
    make(connection, "core.due_observation", "mart.target_gap")
    found = rows(connection, f"select state from mart.target_gap where target_year = {year} and region_id = '{region}'")
    return str(found[0]["state"])


@pytest.mark.parametrize(
    ("value", "state"),
    [(9.5, "met"), (9.0, "met"), (8.99, "ok"), (10.0, "equals_baseline"), (11.0, "worse_than_baseline")],
)
def test_a_target_that_is_reached_already_is_met_unless_it_asked_for_nothing(
    country: Connection, value: float, state: str
) -> None:
    put(country, "core.observation", table(SERIES))
    make(country, "core.round_indicator", "core.round_series", "core.baseline", "core.latest_observation")
    targets(country, [{"target_year": 2029, "target_value": value}])
    make(country, "core.submission", "core.submitted_target", "core.target", "core.round_indicator")
    make(country, "core.round_series", "core.baseline", "core.latest_observation", "mart.target_gap")
    assert rows(country, "select state from mart.target_gap") == [{"state": state}]


def test_a_region_without_a_figure_by_then_has_no_baseline_and_keeps_its_target(country: Connection) -> None:
    found = gaps(country, [{"target_year": 2029, "target_value": 6.0, "region_id": "12"}])[2029]
    assert (found["state"], found["baseline_value"], found["gap_value"], found["target_value"]) == (
        "no_baseline",
        None,
        None,
        6.0,
    )
    assert found["progress_status"] == "not_available"


def test_a_baseline_older_than_two_years_is_stale(country: Connection) -> None:
    put(
        country,
        "core.observation",
        [
            {"indicator_code": "poverty_rate", "region_id": "12", "period": str(year), "observation_year": year}
            | {"observed_value": value}
            for year, value in ((2018, 9.0), (2019, 8.5), (2020, 8.0))
        ],
    )
    found = gaps(country, [{"target_year": 2029, "target_value": 6.0, "region_id": "12"}])[2029]
    assert (found["state"], found["baseline_year"]) == ("stale_baseline", 2020)


@pytest.mark.parametrize(
    ("marked_year", "state", "has_progress"),
    [(2024, "boundary_break", False), (2023, "insufficient_data", True), (2022, "ok", True)],
)
def test_nothing_is_called_progress_across_a_boundary(
    country: Connection, marked_year: int, state: str, has_progress: bool
) -> None:
    put(country, "core.observation", table(SERIES))
    country.execute(
        "update core.observation set mark = 'boundary_break' where observation_year = $y", {"y": marked_year}
    )
    country.execute("delete from core.observation where observation_year = 2021")
    targets(country, [{"target_year": 2029, "target_value": 6.0}])
    make(country, "mart.target_gap")
    row = rows(country, "select state, attainment, progress_status, break_year from mart.target_gap")[0]
    assert (row["state"], row["break_year"]) == (state, marked_year)
    assert (row["attainment"] is not None) == has_progress
    assert (row["progress_status"] != "not_available") == has_progress


def test_what_is_owed_and_not_handed_in_is_there_without_a_target(country: Connection) -> None:
    put(
        country,
        "core.owed_target",
        [
            {
                "round_id": "first",
                "unit_code": "u",
                "indicator_code": "poverty_rate",
                "region_id": "11",
                "target_year": y,
            }
            for y in (2025, 2029)
        ],
    )
    found = gaps(country, [{"target_year": 2025, "target_value": 9.5}])
    assert {year: row["state"] for year, row in found.items()} == {2025: "met", 2029: "no_target"}
    assert (found[2029]["baseline_value"], found[2029]["gap_value"]) == (10.0, None)


def test_minimum_service_is_held_against_everybody(country: Connection) -> None:
    found = gaps(country, [{"indicator_code": "spm", "target_value": 92.5}])[2025]
    assert (found["legal_gap_value"], found["national_gap_value"]) == (7.5, None)


def test_without_a_good_direction_there_is_no_gap_to_go(country: Connection) -> None:
    put(
        country,
        "core.observation",
        [
            {
                "indicator_code": "balance",
                "region_id": "11",
                "period": "2023",
                "observation_year": 2023,
                "observed_value": 1,
            }
        ],
    )
    found = gaps(country, [{"indicator_code": "balance", "target_value": 2.0}])[2025]
    assert (found["gap_value"], found["baseline_gap_value"], found["progress_status"]) == (None, 1.0, "not_available")


def test_what_the_analysis_says_of_a_target_stands_beside_it(country: Connection) -> None:
    put(
        country,
        "analysis.prospect",
        [
            {"round_id": "first", "indicator_code": "poverty_rate", "region_id": "11", "target_year": 2029}
            | {"chance_band": "20-50", "ambition_share": 0.02, "ambition_pool_count": 170, "ambition_label": "stretch"}
        ],
    )
    row = gaps(country, [{"target_year": 2029, "target_value": 6.0}])[2029]
    assert (row["chance_band"], row["ambition_share"], row["ambition_pool_count"], row["ambition_label"]) == (
        "20-50",
        0.02,
        170,
        "stretch",
    )
