from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from pipelines.analysis.tables.panel import Panel, panels
from pipelines.analysis.tables.parents import parents
from pipelines.analysis.tables.projection import ProjectedPanel, project_all
from pipelines.analysis.tables.suggestion import suggestion_frames
from tests.analysis.small_round import indicator, provinces


@pytest.fixture(scope="module")
def made() -> dict[tuple[str, str, str], ProjectedPanel]:
    return project_all(panels(*provinces()), {("r", "poverty_rate"): [2031]}, {})


def province(made: dict[tuple[str, str, str], ProjectedPanel]) -> Panel:
    return made["r", "poverty_rate", "province"].panel


def parts(made: dict[tuple[str, str, str], ProjectedPanel], wanted: float, **changes: object) -> pl.DataFrame:
    """Give the provinces' proposals: a tenth below their last figure in 2029, equal weights."""
    panel = province(made)
    return pl.DataFrame(
        {
            "round_id": "r",
            "indicator_code": "poverty_rate",
            "parent_region_id": "00",
            "target_year": 2029,
            "region_id": panel.region_ids,
            "region_level": "province",
            "wanted_value": wanted,
            "target_value": panel.values[:, -1] * 0.9,
            "part_weight": 2.0,
            "is_sum": False,
            "margin": 0.0,
        }
    ).with_columns(**changes)


def test_a_distance_that_can_be_closed_is_closed_exactly(made: dict[tuple[str, str, str], ProjectedPanel]) -> None:
    submitted = province(made).values[:, -1].mean() * 0.9
    wanted = submitted * 0.97
    suggestion, feasibility = suggestion_frames(parts(made, wanted), made, {})
    row = feasibility.row(0, named=True)
    assert (row["outcome"], row["is_feasible"], row["remainder_value"]) == ("adjusted", True, 0.0)
    assert row["submitted_value"] == pytest.approx(submitted)
    assert suggestion["suggested_value"].mean() == pytest.approx(wanted)
    assert (suggestion["suggested_low"] <= suggestion["suggested_value"] + 1e-12).all()
    assert (suggestion["suggested_value"] <= province(made).values[:, -1] * 0.9 + 1e-12).all()
    assert 0 < row["common_percentile"] < 100


def test_out_of_reach_says_infeasible_and_suggests_nothing(made: dict[tuple[str, str, str], ProjectedPanel]) -> None:
    suggestion, feasibility = suggestion_frames(parts(made, 1.0), made, {})
    row = feasibility.row(0, named=True)
    assert (row["outcome"], row["is_feasible"], row["common_percentile"]) == ("infeasible", False, 0.0)
    assert row["remainder_value"] == pytest.approx(1.0 - row["best_feasible_value"])
    assert row["best_feasible_value"] <= row["best_tenth_value"] + 1e-12
    assert suggestion["suggested_value"].null_count() == suggestion.height > 0
    assert suggestion["best_plausible_value"].mean() == pytest.approx(row["best_tenth_value"])


def test_proposals_that_reach_the_nation_are_left_alone(made: dict[tuple[str, str, str], ProjectedPanel]) -> None:
    suggestion, feasibility = suggestion_frames(parts(made, 60.0), made, {})
    assert feasibility["outcome"].to_list() == ["already_met"]
    assert np.array_equal(suggestion["suggested_value"].to_numpy(), province(made).values[:, -1] * 0.9)


@pytest.mark.parametrize(
    "changes",
    [
        {"part_weight": pl.lit(None, dtype=pl.Float64)},
        {"part_weight": pl.lit(0.0)},
        {"target_value": pl.when(pl.col("region_id") < "25").then(pl.col("target_value"))},
        {"region_level": pl.lit("district")},
        {"indicator_code": pl.lit("unheard_of")},
    ],
)
def test_missing_weights_targets_or_series_are_refused(
    made: dict[tuple[str, str, str], ProjectedPanel], changes: dict[str, pl.Expr]
) -> None:
    suggestion, feasibility = suggestion_frames(parts(made, 8.0, **changes), made, {})
    row = feasibility.row(0, named=True)
    assert suggestion.is_empty()
    assert (row["outcome"], row["is_feasible"], row["best_feasible_value"]) == ("insufficient_data", None, None)


def test_a_year_that_has_been_observed_gets_no_suggestion(made: dict[tuple[str, str, str], ProjectedPanel]) -> None:
    suggestion, feasibility = suggestion_frames(parts(made, 8.0, target_year=pl.lit(2025)), made, {})
    assert suggestion.is_empty() and feasibility.is_empty()


def test_coverage_is_the_share_of_weight_that_has_submitted(made: dict[tuple[str, str, str], ProjectedPanel]) -> None:
    rows = parts(made, 8.0).head(3)
    rows = rows.with_columns(target_value=pl.Series([1.0, None, 2.0]), part_weight=pl.Series([1.0, 1.0, 6.0]))

    def coverage(of: pl.DataFrame) -> float:
        return next(parents(of)).coverage

    assert coverage(rows) == pytest.approx(7 / 8)
    assert coverage(rows.with_columns(part_weight=pl.lit(None, dtype=pl.Float64))) == pytest.approx(2 / 3)
    assert coverage(rows.with_columns(part_weight=0.0)) == 0.0


def test_counts_are_suggested_in_whole_numbers_that_add_up() -> None:
    rng = np.random.default_rng(2)
    figures = np.round(np.exp(rng.normal(8, 1, (12, 1)) + np.cumsum(rng.normal(0.03, 0.08, (12, 10)), axis=1)))
    ids = [f"{number}" for number in range(11, 23)]
    series = pl.DataFrame(
        {
            "round_id": "r",
            "indicator_code": "volunteers",
            "region_id": np.repeat(ids, 10),
            "observation_year": np.tile(np.arange(2016, 2026), 12),
            "observed_value": figures.ravel(),
            "is_break": False,
        }
    )
    facts = indicator("volunteers", good_direction="up", aggregation="sum", unit_of_measure="person", upper_bound=None)
    levels = pl.DataFrame({"region_id": ids, "region_level": "province", "is_current": True})
    made = project_all(panels(series, pl.DataFrame([facts]), levels), {}, {})
    asked = figures[:, -1] + 10
    wanted = float(np.round(asked.sum() * 1.02))
    rows = pl.DataFrame(
        {
            "round_id": "r",
            "indicator_code": "volunteers",
            "parent_region_id": "00",
            "target_year": 2027,
            "region_id": ids,
            "region_level": "province",
            "wanted_value": wanted,
            "target_value": asked,
            "part_weight": 1.0,
            "is_sum": True,
            "margin": 0.0,
        }
    )
    suggestion, feasibility = suggestion_frames(rows, made, {"volunteers": True})
    assert feasibility["outcome"].to_list() == ["adjusted"]
    found = suggestion["suggested_value"].to_numpy()
    assert found.sum() == wanted and np.array_equal(found, np.round(found)) and (found >= asked).all()
