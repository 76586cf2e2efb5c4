from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from pipelines.analysis.ambition import compare
from pipelines.panels import Panel, panels
from pipelines.projecting import Projected, project_all, projection_frame
from pipelines.prospects import PROSPECT_SCHEMA, prospect_frame
from pipelines.suggestions import coverage, suggestion_frames
from tests.analysis.facts import panel as regression_panel

YEARS = range(2010, 2026)


def indicator(code: str = "poverty_rate", **changes: object) -> dict[str, object]:
    return {
        "indicator_code": code,
        "good_direction": "down",
        "aggregation": "weighted",
        "unit_of_measure": "percent",
        "lower_bound": 0.0,
        "upper_bound": 100.0,
        "decimal_places": 2,
    } | changes


def provinces() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Give series, indicators and regions of the regression panel (without the two Papuas) plus a nation."""
    _, years, figures = regression_panel()
    complete = np.isfinite(figures).all(axis=1)
    ids = [f"{number:02d}" for number in range(11, 11 + int(complete.sum()))]
    kept = figures[complete]
    rows = [
        ("r", "poverty_rate", region, int(year), float(value), False)
        for region, line in zip([*ids, "00"], [*kept, kept.mean(axis=0)], strict=True)
        for year, value in zip(years, line, strict=True)
    ]
    columns = ["round_id", "indicator_code", "region_id", "observation_year", "observed_value", "is_break"]
    levels = ["province"] * len(ids) + ["country"]
    regions = pl.DataFrame({"region_id": [*ids, "00"], "region_level": levels, "is_current": True})
    return pl.DataFrame(rows, schema=columns, orient="row"), pl.DataFrame([indicator()]), regions


def targets(rows: list[tuple[str, int, float | None, float | None]], code: str = "poverty_rate") -> pl.DataFrame:
    """Give targets as (region, year, low, easy end) of a lower-is-better indicator."""
    return pl.DataFrame(
        [("r", code, region, year, low, high, high) for region, year, low, high in rows],
        schema={
            "round_id": pl.String,
            "indicator_code": pl.String,
            "region_id": pl.String,
            "target_year": pl.Int32,
            "target_low": pl.Float64,
            "target_high": pl.Float64,
            "target_value": pl.Float64,
        },
        orient="row",
    )


@pytest.fixture(scope="module")
def made() -> dict[tuple[str, str, str], Projected]:
    series, indicators, regions = provinces()
    weights = {region: 1.0 for region in regions["region_id"] if region != "00"}
    return project_all(
        panels(series, indicators, regions), {("r", "poverty_rate"): [2031]}, {("r", "poverty_rate"): weights}
    )


@pytest.fixture(scope="module")
def regions() -> pl.DataFrame:
    return provinces()[2]


def province(made: dict[tuple[str, str, str], Projected]) -> Panel:
    return made["r", "poverty_rate", "province"].panel


def test_projections_reach_the_last_target_year_and_keep_their_order(
    made: dict[tuple[str, str, str], Projected],
) -> None:
    frame = projection_frame(made.values()).filter(pl.col("region_id") != "00")
    assert frame["projection_year"].unique().sort().to_list() == list(range(2026, 2032))
    assert frame.filter(
        (pl.col("low95") > pl.col("low80"))
        | (pl.col("low80") > pl.col("low50"))
        | (pl.col("low50") > pl.col("projection_value"))
        | (pl.col("projection_value") > pl.col("high50"))
        | (pl.col("high80") > pl.col("high95"))
    ).is_empty()
    assert frame.null_count().sum_horizontal().item() == 0


def test_the_nation_is_added_up_with_shared_shocks(made: dict[tuple[str, str, str], Projected]) -> None:
    frame = projection_frame([made["r", "poverty_rate", "country"]])
    assert set(frame["state"]) == {"ok"} and not frame["is_borrowed"].any()
    below = projection_frame([made["r", "poverty_rate", "province"]])
    alone = below.filter(pl.col("projection_year") == 2029)["z_sd"].mean()
    nation = frame.filter(pl.col("projection_year") == 2029)["z_sd"][0]
    assert isinstance(alone, float) and alone / np.sqrt(32) * 2 < nation < alone


def test_a_nation_without_weights_borrows_the_common_drift() -> None:
    frame = projection_frame(project_all(panels(*provinces()), {}, {}).values()).filter(pl.col("region_id") == "00")
    assert set(frame["state"]) == {"borrowed"} and frame["is_borrowed"].all()


def test_a_nation_alone_is_not_projected() -> None:
    series, indicators, regions = provinces()
    alone = panels(series.filter(pl.col("region_id") == "00"), indicators, regions)
    assert project_all(alone, {}, {}) == {}


def test_a_target_is_judged_at_both_ends_from_the_last_figure(
    made: dict[tuple[str, str, str], Projected], regions: pl.DataFrame
) -> None:
    row = prospect_frame(targets([("11", 2029, 6.39, 7.39)]), made, regions).row(0, named=True)
    panel = province(made)
    pool = panel.pool(4)
    scale = panel.scale
    expected = compare(pool, scale.to_z([panel.values[0, -1]]), scale.to_z([7.39]))
    assert row["ambition_horizon_years"] == 4
    assert row["ambition_met_count"] == expected.met_count[0]
    assert (row["ambition_pool_count"], row["ambition_pool_count_all"]) == (pool.nearest_count, len(pool.change))
    assert row["ambition_label"] == row["ambition_label_hard_end"] == "beyond_precedent"
    assert row["chance_band"] == row["chance_band_hard_end"] == "<5"
    assert row["state"] == "ok"


@pytest.mark.parametrize(
    ("rows", "state", "horizon"),
    [
        ([("11", 2025, 10.0, 12.0)], "due", None),
        ([("11", 2019, 10.0, 12.0)], "due", None),
        ([("99", 2029, 10.0, 12.0)], "insufficient_data", None),
        ([("11", 2060, 10.0, 12.0)], "insufficient_data", None),
    ],
)
def test_nothing_is_said_where_nothing_is_known(
    made: dict[tuple[str, str, str], Projected],
    rows: list[tuple[str, int, float, float]],
    state: str,
    horizon: int | None,
) -> None:
    levels = pl.DataFrame({"region_id": ["11", "99"], "region_level": ["province", "district"]})
    row = prospect_frame(targets(rows), made, levels).row(0, named=True)
    assert (row["state"], row["ambition_horizon_years"], row["ambition_label"]) == (state, horizon, "not_available")
    silent = set(PROSPECT_SCHEMA) - {
        "round_id",
        "indicator_code",
        "region_id",
        "target_year",
        "state",
        "ambition_label",
    }
    assert {row[name] for name in silent - {"ambition_label_hard_end"}} == {None}


def test_a_target_open_at_its_hard_end_has_one_label(
    made: dict[tuple[str, str, str], Projected], regions: pl.DataFrame
) -> None:
    row = prospect_frame(targets([("12", 2029, None, 3.4)]), made, regions).row(0, named=True)
    assert row["ambition_label"] != "not_available" and row["ambition_label_hard_end"] is None
    assert row["chance_band"] is not None and row["chance_band_hard_end"] is None


def test_the_nation_has_a_chance_and_no_peers(
    made: dict[tuple[str, str, str], Projected], regions: pl.DataFrame
) -> None:
    row = prospect_frame(targets([("00", 2029, 4.5, 5.0)]), made, regions).row(0, named=True)
    assert row["chance_band"] == "<5" and row["ambition_pool_count"] is None
    assert row["ambition_label"] == "not_available"


def test_an_indicator_whose_good_lies_within_bounds_is_not_judged(regions: pl.DataFrame) -> None:
    series, _, _ = provinces()
    facts = pl.DataFrame([indicator(good_direction="within")])
    assert list(panels(series, facts, regions)) == []
    row = prospect_frame(targets([("11", 2029, 1.0, 2.0)]), {}, regions).row(0, named=True)
    assert row["state"] == "insufficient_data"


def test_no_target_at_all_gives_an_empty_table(
    made: dict[tuple[str, str, str], Projected], regions: pl.DataFrame
) -> None:
    frame = prospect_frame(targets([]), made, regions)
    assert frame.height == 0 and frame.schema == pl.Schema(PROSPECT_SCHEMA)


def parts(made: dict[tuple[str, str, str], Projected], wanted: float, **changes: object) -> pl.DataFrame:
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
        }
    ).with_columns(**changes)


def test_a_distance_that_can_be_closed_is_closed_exactly(made: dict[tuple[str, str, str], Projected]) -> None:
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


def test_out_of_reach_says_infeasible_and_suggests_nothing(made: dict[tuple[str, str, str], Projected]) -> None:
    suggestion, feasibility = suggestion_frames(parts(made, 1.0), made, {})
    row = feasibility.row(0, named=True)
    assert (row["outcome"], row["is_feasible"], row["common_percentile"]) == ("infeasible", False, 0.0)
    assert row["remainder_value"] == pytest.approx(1.0 - row["best_feasible_value"])
    assert row["best_feasible_value"] <= row["best_tenth_value"] + 1e-12
    assert suggestion["suggested_value"].null_count() == suggestion.height > 0
    assert suggestion["best_plausible_value"].mean() == pytest.approx(row["best_tenth_value"])


def test_proposals_that_reach_the_nation_are_left_alone(made: dict[tuple[str, str, str], Projected]) -> None:
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
    made: dict[tuple[str, str, str], Projected], changes: dict[str, pl.Expr]
) -> None:
    suggestion, feasibility = suggestion_frames(parts(made, 8.0, **changes), made, {})
    row = feasibility.row(0, named=True)
    assert suggestion.is_empty()
    assert (row["outcome"], row["is_feasible"], row["best_feasible_value"]) == ("insufficient_data", None, None)


def test_a_year_that_has_been_observed_gets_no_suggestion(made: dict[tuple[str, str, str], Projected]) -> None:
    suggestion, feasibility = suggestion_frames(parts(made, 8.0, target_year=pl.lit(2025)), made, {})
    assert suggestion.is_empty() and feasibility.is_empty()


def test_coverage_is_the_share_of_weight_that_has_submitted() -> None:
    rows = pl.DataFrame({"target_value": [1.0, None, 2.0], "part_weight": [1.0, 1.0, 6.0]})
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
        }
    )
    suggestion, feasibility = suggestion_frames(rows, made, {"volunteers": True})
    assert feasibility["outcome"].to_list() == ["adjusted"]
    found = suggestion["suggested_value"].to_numpy()
    assert found.sum() == wanted and np.array_equal(found, np.round(found)) and (found >= asked).all()
