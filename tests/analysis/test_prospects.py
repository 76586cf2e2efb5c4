from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from pipelines.analysis.ambition import compare
from pipelines.analysis.tables.panel import Panel, panels
from pipelines.analysis.tables.projection import ProjectedPanel, project_all, projection_frame
from pipelines.analysis.tables.prospect import PROSPECT_SCHEMA, prospect_frame
from tests.analysis.small_round import indicator, provinces


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
def made() -> dict[tuple[str, str, str], ProjectedPanel]:
    series, indicators, regions = provinces()
    weights = {region: 1.0 for region in regions["region_id"] if region != "00"}
    return project_all(
        panels(series, indicators, regions), {("r", "poverty_rate"): [2031]}, {("r", "poverty_rate"): weights}
    )


@pytest.fixture(scope="module")
def regions() -> pl.DataFrame:
    return provinces()[2]


def province(made: dict[tuple[str, str, str], ProjectedPanel]) -> Panel:
    return made["r", "poverty_rate", "province"].panel


def test_projections_reach_the_last_target_year_and_keep_their_order(
    made: dict[tuple[str, str, str], ProjectedPanel],
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


def test_the_nation_is_added_up_with_shared_shocks(made: dict[tuple[str, str, str], ProjectedPanel]) -> None:
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
    made: dict[tuple[str, str, str], ProjectedPanel], regions: pl.DataFrame
) -> None:
    row = prospect_frame(targets([("11", 2029, 6.39, 7.39)]), made, regions, {}).row(0, named=True)
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
    made: dict[tuple[str, str, str], ProjectedPanel],
    rows: list[tuple[str, int, float, float]],
    state: str,
    horizon: int | None,
) -> None:
    levels = pl.DataFrame({"region_id": ["11", "99"], "region_level": ["province", "district"]})
    row = prospect_frame(targets(rows), made, levels, {}).row(0, named=True)
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
    made: dict[tuple[str, str, str], ProjectedPanel], regions: pl.DataFrame
) -> None:
    row = prospect_frame(targets([("12", 2029, None, 3.4)]), made, regions, {}).row(0, named=True)
    assert row["ambition_label"] != "not_available" and row["ambition_label_hard_end"] is None
    assert row["chance_band"] is not None and row["chance_band_hard_end"] is None


def test_the_nation_has_a_chance_and_no_peers(
    made: dict[tuple[str, str, str], ProjectedPanel], regions: pl.DataFrame
) -> None:
    row = prospect_frame(targets([("00", 2029, 4.5, 5.0)]), made, regions, {}).row(0, named=True)
    assert row["chance_band"] == "<5" and row["ambition_pool_count"] is None
    assert row["ambition_label"] == "not_available"


def test_an_indicator_whose_good_lies_within_bounds_is_not_judged(regions: pl.DataFrame) -> None:
    series, _, _ = provinces()
    facts = pl.DataFrame([indicator(good_direction="within")])
    assert list(panels(series, facts, regions)) == []
    row = prospect_frame(targets([("11", 2029, 1.0, 2.0)]), {}, regions, {}).row(0, named=True)
    assert row["state"] == "insufficient_data"


def test_no_target_at_all_gives_an_empty_table(
    made: dict[tuple[str, str, str], ProjectedPanel], regions: pl.DataFrame
) -> None:
    frame = prospect_frame(targets([]), made, regions, {})
    assert frame.height == 0 and frame.schema == pl.Schema(PROSPECT_SCHEMA)


def test_a_due_target_is_as_ambitious_as_it_was_when_issued(
    made: dict[tuple[str, str, str], ProjectedPanel], regions: pl.DataFrame
) -> None:
    panel = province(made)
    asked = targets([("11", 2025, 10.0, 13.0), ("12", 2025, 1.0, 2.0)])
    found = prospect_frame(asked, made, regions, {"r": 2024}).sort("region_id")
    cut = panel.until(2024)
    assert cut is not None and cut.years[-1] == 2024
    scale, start = panel.scale, panel.values[:2, panel.years.tolist().index(2024)]
    expected = compare(cut.pool(1), scale.to_z(start), scale.to_z([13.0, 2.0]))
    assert found["ambition_met_count"].to_list() == expected.met_count.tolist()
    assert found["ambition_pool_count_all"].to_list() == [len(cut.pool(1).change)] * 2
    assert found["ambition_label"][1] == "beyond_precedent"
    assert found["state"].to_list() == ["due"] * 2 and found["ambition_horizon_years"].to_list() == [1, 1]
    assert found["chance_share"].null_count() == found["chance_band"].null_count() == 2


@pytest.mark.parametrize("baseline_year", [2025, 2030, 1990])
def test_a_due_target_without_an_earlier_baseline_has_no_ambition(
    made: dict[tuple[str, str, str], ProjectedPanel], regions: pl.DataFrame, baseline_year: int
) -> None:
    row = prospect_frame(targets([("11", 2025, 10.0, 13.0)]), made, regions, {"r": baseline_year}).row(0, named=True)
    assert (row["state"], row["ambition_label"], row["ambition_met_count"]) == ("due", "not_available", None)
