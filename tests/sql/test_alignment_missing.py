"""What a sum of the regions says where some of them handed in nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sql.alignment_tables import SURVEY, Connection, alignment, national, provinces, said, target
from tests.sql.small_tables import make, put, rows, table


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
