"""Sampling error beside a verdict, the measured error of a weight, and who carries a distance, by hand."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from tests.sql.alignment_tables import alignment, national, provinces, said
from tests.sql.hand_in import targets
from tests.sql.small_tables import make, put, rows, table
from tests.sql.test_target_gap import gaps

Connection = duckdb.DuckDBPyConnection
NOISE = {"round_id": "first", "indicator_code": "poverty_rate", "region_level": "province", "scale": "rate"}


def noise(connection: Connection, sd: float) -> None:
    put(connection, "analysis.observation_noise", [NOISE | {"noise_z_sd": sd}])


@pytest.mark.parametrize(
    ("sd", "target", "certainty", "basis"),
    [
        (None, 8.5, "unknown", None),
        (0.01, 8.5, "clear", "panel_noise"),  # one standard error is 0.08 of 9.0 per cent
        (0.05, 8.5, "within_error", "panel_noise"),
        (0.05, 5.0, "clear", "panel_noise"),
    ],
)
def test_a_distance_inside_the_noise_of_the_panel_is_not_certain(
    country: Connection, sd: float | None, target: float, certainty: str, basis: str | None
) -> None:
    if sd is not None:
        noise(country, sd)
    row = gaps(country, [{"target_year": 2029, "target_value": target}])[2029]
    assert (row["met_certainty"], row["standard_error_basis"]) == (certainty, basis)
    assert row["standard_error_value"] == (None if sd is None else pytest.approx(sd * 9.0 * 91.0 / 100))


def test_a_published_error_goes_before_the_noise_of_the_panel(country: Connection) -> None:
    noise(country, 0.05)
    published = {"indicator_code": "poverty_rate", "region_id": "11", "observation_year": 2024, "source_id": "S1"}
    put(country, "core.published_error", [published | {"relative_standard_error_pct": 1.0}])
    row = gaps(country, [{"target_year": 2029, "target_value": 8.5}])[2029]
    assert (row["standard_error_basis"], row["met_certainty"]) == ("published", "clear")
    assert row["standard_error_value"] == pytest.approx(0.09)


def test_a_change_since_the_baseline_carries_the_error_of_both_figures(country: Connection) -> None:
    noise(country, 0.06)  # 10.0 to 9.0: errors of 0.54 and 0.49, together 0.73
    assert gaps(country, [{"target_year": 2029, "target_value": 6.0}])[2029]["change_certainty"] == "within_error"


def test_a_target_laxer_than_its_baseline_is_asking_for_nothing_due_or_not(country: Connection) -> None:
    found = gaps(country, [{"target_year": 2024, "target_value": 10.5}, {"target_year": 2029, "target_value": 10.5}])
    assert [(found[year]["state"], found[year]["standing"]) for year in (2024, 2029)] == [
        ("due_met", "asking_nothing"),
        ("worse_than_baseline", "asking_nothing"),
    ]
    assert found[2029]["remaining_share"] is None


def test_rejected_late_and_missing_targets_stand_apart(country: Connection) -> None:
    owed = {"round_id": "first", "unit_code": "u", "indicator_code": "poverty_rate", "target_year": 2025}
    put(country, "core.owed_target", [owed | {"region_id": region} for region in ("11", "12", "13")])
    put(country, "core.owed_target", [owed | {"region_id": "11.01", "unit_code": "v"}])
    targets(country, [{"region_id": "11", "target_value": 8.0, "target_year": 2025}])
    put(
        country,
        "register.submission",
        [
            {"submission_id": "late", "round_id": "first", "unit_code": "v", "form": "csv", "file_name": "late.csv"}
            | {"received_at": "2024-08-01 00:00:00+00", "received_sequence": 9, "judged_status": "accepted"}
            | {"offered_count": 0, "accepted_count": 0, "rejected_count": 0, "blank_count": 0, "ruleset_version": "1"}
        ],
    )
    make(country, "core.submission")
    finding = {
        "submission_id": "file",
        "finding_number": 1,
        "rule_id": "value.out_of_range",
        "severity": "reject",
        "sheet": "Target",
    }
    place = {"indicator_code": "poverty_rate", "region_id": "12", "target_year": 2025}
    words = {"written": "980", "source_cell": "Target!K2", "message_id": "x", "message_en": "x", "is_justified": False}
    put(country, "register.finding", [finding | place | words])
    make(country, "mart.target_gap")
    told = rows(country, "select region_id, standing from mart.target_gap where round_id = 'first' order by all")
    assert {row["region_id"]: row["standing"] for row in told} == {
        "11": "no_data",
        "11.01": "late",
        "12": "rejected",
        "13": "not_submitted",
    }


LABOUR = """
indicator_code            | region_id | period    | observation_year | observed_value
labour_participation_rate | '11'      | '2023-08' | 2023             | 50.0
labour_participation_rate | '12'      | '2023-08' | 2023             | 100.0
labour_participation_rate | '13'      | '2023-08' | 2023             | 100.0
unemployment              | '11'      | '2023-08' | 2023             | 8.0
unemployment              | '12'      | '2023-08' | 2023             | 4.0
unemployment              | '13'      | '2023-08' | 2023             | 4.0
unemployment              | '00'      | '2023-08' | 2023             | 5.5
"""


def unemployment(connection: Connection, wanted: list[dict[str, Any]], national_value: float) -> dict[str, Any]:
    fact = {"indicator_code": "unemployment", "good_direction": "down", "aggregation": "weighted"}
    more = {"weight_name": "labour_force", "decimal_places": 2, "kind": "macro", "lower_bound": 0, "upper_bound": 100}
    put(connection, "core.indicator", [fact | more, fact | more | {"indicator_code": "labour_participation_rate"}])
    put(connection, "core.observation", table(LABOUR))
    national(connection, "unemployment", national_value, national_value, "5,00")
    return alignment(connection, [each | {"indicator_code": "unemployment"} for each in wanted])


def test_unemployment_is_weighed_by_the_labour_force_with_its_measured_error(country: Connection) -> None:
    row = unemployment(country, provinces(6.0, 3.0, 3.0), 4.0)
    # 1000, 1000 and 1000 people in the labour force; 5.33 added up against 5.5 published
    assert said(row, "weight_name", "bottom_up_value", "weight_error_period_count") == ("labour_force", 4.0, 1)
    assert row["weight_error_value"] == pytest.approx(5.5 - 16 / 3)
    assert said(row, "verdict", "severity") == ("aligned", 3)
    assert said(row, "sensitivity_weight_name", "sensitivity_value") == ("registered_population", 4.5)


@pytest.mark.parametrize(
    ("national_value", "verdict", "reason"),
    [
        (3.99, "aligned", "compared"),
        (3.90, "cannot_say", "within_weight_error"),
        (4.10, "cannot_say", "within_weight_error"),
        (3.80, "short_of_target", "compared"),
        (4.20, "beyond_target", "compared"),
    ],
)
def test_a_distance_no_larger_than_the_error_of_the_weight_is_not_told(
    country: Connection, national_value: float, verdict: str, reason: str
) -> None:
    row = unemployment(country, provinces(6.0, 3.0, 3.0), national_value)
    assert said(row, "verdict", "verdict_reason") == (verdict, reason)


def test_the_middle_of_both_ranges_stands_beside_the_easy_ends(country: Connection) -> None:
    national(country, "poverty_rate", 7.0, 8.0)
    wanted = [each | {"target_low": each["target_value"] - 2, "target_high": each["target_value"]} for each in
              provinces(8.0, 10.0, 6.0)]  # fmt: skip
    row = alignment(country, wanted)
    assert said(row, "bottom_up_middle", "national_middle", "middle_gap") == (
        round(row["bottom_up_value"] - 1, 9),
        7.5,
        round(row["bottom_up_value"] - 8.5, 9),
    )


def test_a_sum_is_held_to_each_share_of_the_baseline_and_never_divided_by_the_regions(country: Connection) -> None:
    national(country, "volunteers", 150.0, 150.0, "150")
    observed = {"indicator_code": "volunteers", "period": "2023", "observation_year": 2023}
    put(
        country,
        "core.observation",
        [
            observed | {"region_id": region, "observed_value": value}
            for region, value in (("11", 90.0), ("12", 10.0), ("13", 0.0))
        ],
    )
    alignment(country, provinces(120.0, 20.0, 0.0, indicator_code="volunteers"))
    parts = rows(country, "select region_id, contribution from mart.alignment_part where round_id = 'first'")
    assert {row["region_id"]: round(row["contribution"], 9) for row in parts} == {"11": 15.0, "12": -5.0, "13": 0.0}


def test_without_baselines_a_sum_is_held_to_each_share_of_the_people(country: Connection) -> None:
    national(country, "volunteers", 200.0, 200.0, "200")
    alignment(country, provinces(80.0, 60.0, 40.0, indicator_code="volunteers"))
    parts = rows(country, "select region_id, contribution from mart.alignment_part where round_id = 'first'")
    assert {row["region_id"]: round(row["contribution"], 9) for row in parts} == {"11": 20.0, "12": -10.0, "13": 10.0}


def test_who_promises_less_than_the_common_pace_carries_the_distance(country: Connection) -> None:
    national(country, "poverty_rate", 7.0, 8.0)
    pace = {"round_id": "first", "indicator_code": "poverty_rate", "parent_region_id": "00", "target_year": 2025}
    put(
        country,
        "analysis.shared_pace",
        [
            pace | {"region_id": region, "pace_value": value}
            for region, value in (("11", 7.0), ("12", 11.0), ("13", 7.0))
        ],
    )
    row = alignment(country, provinces(8.0, 10.0, 6.0))
    parts = rows(
        country, "select region_id, contribution_to_pace as part from mart.alignment_part where round_id = 'first'"
    )
    found = {each["region_id"]: each["part"] for each in parts}
    assert found["11"] > 0 > found["13"] and found["12"] < 0
    assert sum(found.values()) == pytest.approx(row["alignment_gap"], abs=1)
