"""Regions' targets added up, by hand: each aggregation class, what is missing, and the verdict with its reason."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sql.alignment_tables import Connection, alignment, national, provinces, said, target
from tests.sql.small_tables import put, rows


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


def test_districts_owe_the_minimum_service_of_the_law_where_the_province_set_no_target(country: Connection) -> None:
    put(country, "core.round_target_year", [{"round_id": "first", "target_year": 2025}])
    cells = [target(region, 90.0, indicator_code="spm", denominator=10.0) for region in ("11.01", "11.02")]
    row = alignment(country, cells, parent="11")
    assert said(row, "national_low", "national_high", "alignment_gap") == (100.0, 100.0, 10.0)
    assert row["verdict"] == "short_of_target"
