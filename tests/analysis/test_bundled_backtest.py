"""The back-test of the bundled series must not get worse than the figures stated in the method's page."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.analysis.backtest import PROJECTION
from pipelines.analysis.comparators import COMPARATORS
from pipelines.analysis.tables.backtest import backtest_frame
from pipelines.commands import backtest
from pipelines.commands.backtest import bundled_panels, report
from pipelines.contract.paths import Paths
from pipelines.warehouse.models import needed_for

# indicator, level, fewest forecasts, largest mean absolute error, bounds of the 80 % coverage; measured November 2026
LIMITS = [
    ("poverty_rate", "province", 2000, 0.74, (0.80, 0.95)),
    ("poverty_rate", "district", 10000, 0.68, (0.83, 0.90)),
    ("open_unemployment_rate", "province", 2200, 0.95, (0.85, 0.95)),
    ("gini_ratio", "province", 300, 0.0097, (0.85, 0.95)),
    ("hdi_new_sp2010", "province", 400, 0.375, (0.64, 0.95)),
    ("improved_sanitation_access", "province", 480, 1.43, (0.85, 0.97)),
]


@pytest.fixture(scope="module")
def scores() -> pl.DataFrame:
    return backtest_frame(bundled_panels(Paths.from_environment()))


def one(scores: pl.DataFrame, indicator: str, level: str, method: str) -> dict[str, float]:
    chosen = scores.filter(
        (pl.col("indicator_code") == indicator)
        & (pl.col("region_level") == level)
        & (pl.col("method") == method)
        & (pl.col("horizon_years") == 0)
    )
    return chosen.row(0, named=True)


@pytest.mark.parametrize(("indicator", "level", "fewest", "largest", "coverage"), LIMITS)
def test_the_projection_has_not_degraded(
    scores: pl.DataFrame, indicator: str, level: str, fewest: int, largest: float, coverage: tuple[float, float]
) -> None:
    mine = one(scores, indicator, level, PROJECTION)
    assert mine["forecast_count"] >= fewest
    assert mine["mean_absolute_error"] <= largest
    assert coverage[0] <= mine["coverage80"] <= coverage[1]


@pytest.mark.parametrize(("indicator", "level"), [limit[:2] for limit in LIMITS])
@pytest.mark.parametrize("method", COMPARATORS)
def test_no_simple_forecast_beats_the_projection(scores: pl.DataFrame, indicator: str, level: str, method: str) -> None:
    mine, other = one(scores, indicator, level, PROJECTION), one(scores, indicator, level, method)
    assert mine["forecast_count"] == other["forecast_count"]
    assert mine["mean_absolute_error"] < other["mean_absolute_error"]


def test_every_horizon_is_scored_for_every_method(scores: pl.DataFrame) -> None:
    chosen = scores.filter((pl.col("indicator_code") == "poverty_rate") & (pl.col("region_level") == "district"))
    assert set(chosen["horizon_years"]) == {0, 1, 2, 3, 4, 5}
    assert chosen.group_by("horizon_years").len()["len"].to_list() == [4] * 6
    horizons = chosen.filter((pl.col("method") == PROJECTION) & (pl.col("horizon_years") > 0))
    assert horizons["forecast_count"].sum() == one(scores, "poverty_rate", "district", PROJECTION)["forecast_count"]


def test_district_figures_without_a_month_stay_out() -> None:
    (districts,) = (
        panel
        for panel in bundled_panels(Paths.from_environment())
        if (panel.indicator_code, panel.region_level) == ("poverty_rate", "district")
    )
    assert districts.years[0] == 2015 and len(districts.region_ids) == 514


def test_the_command_prints_what_the_table_holds(scores: pl.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtest, "bundled_panels", lambda paths: [])
    monkeypatch.setattr(backtest, "backtest_frame", lambda panels, damping: scores)
    lines = report(Paths(Path("nowhere"))).splitlines()
    place = lines.index("poverty_rate, district")
    mine = one(scores, "poverty_rate", "district", PROJECTION)
    row = next(line for line in lines[place:] if PROJECTION in line)
    assert f"{mine['mean_absolute_error']:.4f}" in row and f"{mine['forecast_count']:,}" in row


def test_only_the_tables_behind_the_reference_series_are_made() -> None:
    found = {file.table for file in needed_for("core.reference_series")}
    assert {"core.reference_series", "core.observation"} <= found
    assert not any(name.startswith("mart.") for name in found)
