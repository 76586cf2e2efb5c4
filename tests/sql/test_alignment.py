"""Regions' targets added up, by hand: each aggregation class, what is missing, and the verdict with its reason."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from tests.sql.hand_in import targets
from tests.sql.small_tables import make, put, rows, table

Connection = duckdb.DuckDBPyConnection
SURVEY = """
indicator_code  | region_id | period    | observation_year | observed_value
poverty_rate    | '11'      | '2023-03' | 2023             | 10.0
poverty_rate    | '12'      | '2023-03' | 2023             | 20.0
poverty_rate    | '13'      | '2023-03' | 2023             | 5.0
poor_population | '11'      | '2023-03' | 2023             | 100.0
poor_population | '12'      | '2023-03' | 2023             | 100.0
poor_population | '13'      | '2023-03' | 2023             | 25.0
poverty_rate    | '11'      | '2024-03' | 2024             | 9.0
"""
REGISTERED = """
region_id | weight_name           | weight_value | weight_year
'11'      | registered_population | 2000         | 2024
'12'      | registered_population | 1000         | 2024
'13'      | registered_population | 1000         | 2024
'11.01'   | registered_population | 1500         | 2024
'11.02'   | registered_population | 500          | 2024
'12.01'   | registered_population | 1000         | 2024
"""


def target(region: str, value: float, **given: Any) -> dict[str, Any]:
    return {"region_id": region, "target_value": value, **given}


def provinces(*values: float, **given: Any) -> list[dict[str, Any]]:
    return [target(region, value, **given) for region, value in zip(("11", "12", "13"), values, strict=False)]


def national(connection: Connection, indicator: str, low: float | None, high: float | None, text: str = "8,0") -> None:
    put(
        connection,
        "core.national_target",
        [
            {"document_id": "plan", "indicator_code": indicator, "target_year": 2025}
            | {"target_low": low, "target_high": high, "printed_text": text}
        ],
    )


def alignment(connection: Connection, wanted: list[dict[str, Any]], parent: str = "00") -> dict[str, Any]:
    """Put targets and weights in; return the one row of the parent."""
    targets(connection, wanted)
    put(connection, "core.observation", table(SURVEY))
    put(connection, "core.region_weight", table(REGISTERED))
    make(connection, "mart.alignment")
    found = rows(connection, f"select * from mart.alignment where round_id = 'first' and parent_region_id = '{parent}'")
    assert len(found) == 1
    return found[0]


def said(row: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return tuple(round(row[name], 9) if isinstance(row[name], float) else row[name] for name in names)


def test_rates_are_weighed_by_the_survey_of_the_latest_complete_year(country: Connection) -> None:
    national(country, "poverty_rate", 7.0, 8.0)
    row = alignment(country, provinces(8.0, 16.0, 4.0))
    assert said(row, "weight_name", "weight_year", "is_indicative") == ("survey_population", 2023, False)
    assert said(row, "bottom_up_value", "alignment_gap", "coverage_share") == (9.0, 1.0, 1.0)
    assert said(row, "verdict", "verdict_reason", "interval_relation") == ("short_of_target", "compared", "outside")
    assert said(row, "sensitivity_weight_name", "sensitivity_value") == ("registered_population", 9.0)
    assert row["tolerance"] == pytest.approx(0.055)


def test_both_ends_of_ranges_are_added_up_and_the_easy_end_decides(country: Connection) -> None:
    national(country, "poverty_rate", 7.0, 8.0)
    row = alignment(country, [target("11", 8.0, target_low=6.0), target("12", 12.0), target("13", 4.0)])
    assert said(row, "bottom_up_low", "bottom_up_high", "bottom_up_value") == (7.0, 8.0, 8.0)
    assert said(row, "verdict", "interval_relation") == ("aligned", "inside")


def test_contributions_of_the_regions_add_up_to_the_distance(country: Connection) -> None:
    national(country, "poverty_rate", 7.0, 8.0)
    row = alignment(country, provinces(8.0, 16.0, 4.0))
    parts = rows(country, "select region_id, contribution from mart.alignment_part order by region_id")
    assert {part["region_id"]: round(part["contribution"], 9) for part in parts} == {"11": 0.0, "12": 2.0, "13": -1.0}
    assert sum(part["contribution"] for part in parts) == pytest.approx(row["alignment_gap"])


def began(*values: float, indicator_code: str) -> list[dict[str, Any]]:
    """Figures of the baseline year, one a province, in the order of their codes."""
    return [
        {"indicator_code": indicator_code, "region_id": region, "period": "2023-03", "observation_year": 2023}
        | {"observed_value": value}
        for region, value in zip(("11", "12", "13"), values, strict=False)
    ]


def test_what_is_asked_starts_from_the_regions_where_the_nation_has_no_baseline(country: Connection) -> None:
    national(country, "water", 90.0, 90.0, "90")
    put(country, "core.observation", began(80.0, 60.0, 60.0, indicator_code="water"))
    row = alignment(country, provinces(90.0, 70.0, 70.0, indicator_code="water"))
    assert said(row, "parent_baseline_value", "regions_baseline_value") == (None, 70.0)
    assert said(row, "alignment_gap", "shortfall_share") == (10.0, 0.5)


def test_a_sum_with_a_region_that_has_no_baseline_asks_an_unknown_share(country: Connection) -> None:
    national(country, "volunteers", 220.0, 220.0, "220")
    put(country, "core.observation", began(60.0, 60.0, indicator_code="volunteers"))
    row = alignment(country, provinces(90.0, 90.0, 20.0, indicator_code="volunteers"))
    assert said(row, "alignment_gap", "regions_baseline_value", "shortfall_share") == (20.0, None, None)


def test_counts_are_summed_and_a_fair_share_goes_by_the_baseline(country: Connection) -> None:
    national(country, "poor_population", 180.0, 180.0, "180")
    row = alignment(country, provinces(90.0, 90.0, 20.0, indicator_code="poor_population"))
    assert said(row, "bottom_up_value", "alignment_gap", "weight_name") == (200.0, 20.0, "count")
    parts = rows(country, "select region_id, contribution from mart.alignment_part order by region_id")
    assert [round(part["contribution"], 9) for part in parts] == [10.0, 10.0, 0.0]


def test_ratios_use_the_denominators_handed_in_and_zero_means_not_applicable(country: Connection) -> None:
    national(country, "spm", 100.0, 100.0, "100")
    row = alignment(
        country,
        [
            target("11", 90.0, indicator_code="spm", denominator=300.0),
            target("12", 70.0, indicator_code="spm", denominator=100.0),
            target("13", 0.0, indicator_code="spm", denominator=0.0),
        ],
    )
    assert said(row, "bottom_up_value", "region_count_expected", "region_count_submitted") == (85.0, 2, 2)
    assert said(row, "alignment_gap", "verdict", "coverage_share") == (15.0, "short_of_target", 1.0)


def test_a_missing_denominator_is_refused_not_guessed(country: Connection) -> None:
    national(country, "spm", 100.0, 100.0, "100")
    row = alignment(
        country,
        [target("11", 90.0, indicator_code="spm", denominator=300.0), target("12", 70.0, indicator_code="spm")],
    )
    assert said(row, "bottom_up_value", "alignment_gap") == (None, None)
    assert said(row, "verdict", "verdict_reason", "coverage_share") == ("refused", "weights_missing", round(2 / 3, 9))


@pytest.mark.parametrize(("indicator", "reason"), [("gini", "official_only"), ("balance", "category")])
def test_what_only_its_publisher_can_compute_is_refused_with_the_reason(
    country: Connection, indicator: str, reason: str
) -> None:
    national(country, indicator, 0.3, 0.3, "0,3")
    row = alignment(country, provinces(0.3, 0.3, 0.3, indicator_code=indicator))
    assert said(row, "verdict", "verdict_reason", "bottom_up_value", "alignment_gap") == ("refused", reason, None, None)


def test_a_condition_is_the_share_of_regions_that_meet_it(country: Connection) -> None:
    national(country, "covered", 100.0, 100.0, "100")
    row = alignment(country, provinces(1.0, 0.0, 1.0, indicator_code="covered"))
    assert said(row, "bottom_up_value", "verdict") == (round(200 / 3, 9), "short_of_target")


def test_registered_population_makes_a_verdict_indicative(country: Connection) -> None:
    national(country, "water", 80.0, 80.0, "80")
    row = alignment(country, provinces(90.0, 70.0, 70.0, indicator_code="water"))
    assert said(row, "bottom_up_value", "is_indicative", "verdict") == (80.0, True, "aligned")


def test_without_a_national_target_nothing_can_be_said(country: Connection) -> None:
    row = alignment(country, provinces(8.0, 16.0, 4.0))
    assert said(row, "verdict", "verdict_reason", "bottom_up_value") == ("cannot_say", "no_national_target", 9.0)


def test_missing_regions_are_shown_at_baseline_and_at_their_best(country: Connection) -> None:
    national(country, "poverty_rate", 7.0, 8.0)
    put(
        country,
        "analysis.projection",
        [
            {"round_id": "first", "indicator_code": "poverty_rate", "region_id": "13", "projection_year": 2025}
            | {"low80": 3.0, "high80": 5.0}
        ],
    )
    row = alignment(country, provinces(8.0, 10.0))
    assert said(row, "coverage_share", "region_count_expected", "region_count_submitted") == (0.75, 3, 2)
    assert said(row, "missing_best_value", "missing_baseline_value") == (7.25, 7.75)
    # what is promised falls short by itself: what the missing would add makes no "beyond" beside a distance above zero
    assert row["alignment_gap"] > 0
    assert said(row, "verdict", "verdict_reason") == ("cannot_say", "coverage_too_low")


def test_bounds_that_agree_with_the_distance_give_a_verdict(country: Connection) -> None:
    national(country, "poverty_rate", 8.0, 9.0)
    put(
        country,
        "analysis.projection",
        [
            {"round_id": "first", "indicator_code": "poverty_rate", "region_id": "13", "projection_year": 2025}
            | {"low80": 3.0, "high80": 5.0}
        ],
    )
    row = alignment(country, provinces(8.0, 10.0))
    assert row["alignment_gap"] < 0
    assert said(row, "verdict", "verdict_reason", "severity") == ("beyond_target", "bounds_agree", 2)


def test_when_the_missing_could_turn_the_result_nothing_is_said(country: Connection) -> None:
    national(country, "poverty_rate", 7.0, 7.5, "7,00-7,50")
    put(
        country,
        "analysis.projection",
        [
            {"round_id": "first", "indicator_code": "poverty_rate", "region_id": "13", "projection_year": 2025}
            | {"low80": 3.0, "high80": 5.0}
        ],
    )
    row = alignment(country, provinces(8.0, 10.0))
    assert said(row, "verdict", "verdict_reason") == ("cannot_say", "coverage_too_low")


def test_out_of_reach_at_the_best_pace_is_said_plainly(country: Connection) -> None:
    national(country, "poverty_rate", 7.0, 8.0)
    put(
        country,
        "analysis.feasibility",
        [
            {"round_id": "first", "indicator_code": "poverty_rate", "parent_region_id": "00", "target_year": 2025}
            | {"is_feasible": False, "best_feasible_value": 8.4}
        ],
    )
    row = alignment(country, provinces(8.0, 16.0, 4.0))
    assert said(row, "verdict", "verdict_reason", "best_feasible_value") == ("infeasible", "beyond_best_pace", 8.4)


def test_districts_are_held_against_their_own_province(country: Connection) -> None:
    row = alignment(
        country,
        [target("11", 8.0), target("11.01", 8.0), target("11.02", 12.0)],
        parent="11",
    )
    assert said(row, "part_level", "weight_name", "is_indicative") == ("district", "registered_population", True)
    assert said(row, "bottom_up_value", "national_high", "alignment_gap") == (9.0, 8.0, 1.0)
    assert row["verdict"] == "short_of_target"


def test_where_only_districts_set_targets_the_nation_is_made_of_districts(country: Connection) -> None:
    national(country, "spm", 100.0, 100.0, "100")
    row = alignment(
        country,
        [
            target("11.01", 90.0, indicator_code="spm", denominator=100.0),
            target("11.02", 80.0, indicator_code="spm", denominator=100.0),
            target("12.01", 70.0, indicator_code="spm", denominator=200.0),
        ],
    )
    assert said(row, "part_level", "bottom_up_value", "region_count_expected") == ("district", 77.5, 3)


def test_nothing_is_invented_where_nothing_was_handed_in(country: Connection) -> None:
    national(country, "poverty_rate", 7.0, 8.0)
    put(
        country,
        "core.owed_target",
        [
            {"round_id": "first", "unit_code": "u", "indicator_code": "poverty_rate", "region_id": region}
            | {"target_year": 2025}
            for region in ("11", "12", "13")
        ],
    )
    put(country, "core.observation", table(SURVEY))
    make(country, "mart.alignment")
    found = rows(country, "select verdict, verdict_reason, bottom_up_value, coverage_share from mart.alignment")
    assert [tuple(item.values()) for item in found] == [("cannot_say", "nothing_submitted", None, 0.0)]


def test_districts_owe_the_minimum_service_of_the_law_where_the_province_set_no_target(country: Connection) -> None:
    put(country, "core.round_target_year", [{"round_id": "first", "target_year": 2025}])
    cells = [target(region, 90.0, indicator_code="spm", denominator=10.0) for region in ("11.01", "11.02")]
    row = alignment(country, cells, parent="11")
    assert said(row, "national_low", "national_high", "alignment_gap") == (100.0, 100.0, 10.0)
    assert row["verdict"] == "short_of_target"


def test_a_region_missing_from_a_sum_is_not_counted_as_zero(country: Connection) -> None:
    national(country, "poor_population", 240.0, 240.0, "240")
    row = alignment(country, provinces(110.0, 110.0, indicator_code="poor_population"))
    assert said(row, "bottom_up_value", "missing_baseline_value") == (220.0, 245.0)
    assert said(row, "verdict", "verdict_reason") == ("cannot_say", "coverage_too_low")


def test_a_missing_region_is_taken_at_its_baseline_condition(country: Connection) -> None:
    national(country, "covered", 60.0, 60.0, "60")
    observed = {"indicator_code": "covered", "period": "2023", "observation_year": 2023}
    put(country, "core.observation", [observed | {"region_id": "13", "observed_value": 1.0}])
    row = alignment(country, provinces(1.0, 0.0, indicator_code="covered"))
    assert said(row, "bottom_up_value", "missing_baseline_value") == (50.0, round(200 / 3, 9))
    assert row["verdict"] == "cannot_say"


COVERAGES = [
    ("poverty_rate", provinces(8.0, 10.0), "weight", 0.75),
    ("poor_population", provinces(90.0, 90.0, indicator_code="poor_population"), "region_count", 2 / 3),
    ("spm", [target("11", 90.0, indicator_code="spm", denominator=300.0)], "region_count", 1 / 3),
    ("spm", provinces(90.0, 70.0, indicator_code="spm"), None, 2 / 3),
    ("gini", provinces(0.3, 0.3, 0.3, indicator_code="gini"), None, 1.0),
]


@pytest.mark.parametrize(("indicator", "wanted", "basis", "share"), COVERAGES)
def test_a_coverage_says_what_it_is_a_share_of(
    country: Connection, indicator: str, wanted: list[dict[str, Any]], basis: str | None, share: float
) -> None:
    national(country, indicator, 0.3, 0.3, "0,3")
    row = alignment(country, wanted)
    assert said(row, "coverage_basis", "coverage_share") == (basis, round(share, 9))
