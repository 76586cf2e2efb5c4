"""The back-test of the bundled series must not get worse than the figures stated in the method's page."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from pipelines.analysis.backtest import FIRST_PROJECTION, PROJECTION
from pipelines.analysis.comparators import COMPARATORS
from pipelines.analysis.tables.backtest import backtest_frame
from pipelines.commands import backtest
from pipelines.commands.backtest import bundled_panels, report
from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.reference.read import read_catalogue
from pipelines.warehouse.models import needed_for

# indicator, level, fewest forecasts, largest mean absolute error, largest interval score, bounds of the 80 % coverage;
# measured November 2026
LIMITS = [
    ("expenditure_per_capita_month", "province", 90, 53_200.0, 235_000.0, (0.80, 0.90)),
    ("gini_ratio", "province", 300, 0.0098, 0.0446, (0.80, 0.90)),
    ("grdp_growth", "province", 650, 3.07, 19.0, (0.83, 0.90)),
    ("hdi_new_sp2010", "province", 400, 0.375, 1.80, (0.55, 0.70)),
    ("improved_sanitation_access", "province", 480, 1.52, 6.95, (0.78, 0.85)),
    ("improved_water_access", "province", 480, 0.98, 8.45, (0.90, 0.95)),
    ("labour_participation_rate", "province", 650, 1.35, 7.70, (0.84, 0.90)),
    ("open_unemployment_rate", "province", 2200, 0.935, 4.65, (0.80, 0.86)),
    ("poor_population", "province", 650, 52.8, 256.0, (0.77, 0.83)),
    ("poverty_gap_p1", "district", 5000, 0.363, 1.80, (0.85, 0.90)),
    ("poverty_gap_p1", "province", 460, 0.178, 0.87, (0.80, 0.86)),
    ("poverty_line", "province", 320, 13_700.0, 57_700.0, (0.79, 0.85)),
    ("poverty_rate", "district", 10000, 0.672, 3.24, (0.79, 0.84)),
    ("poverty_rate", "province", 2000, 0.7325, 3.45, (0.76, 0.82)),
    ("poverty_severity_p2", "district", 5000, 0.165, 0.85, (0.86, 0.90)),
    ("poverty_severity_p2", "province", 460, 0.068, 0.35, (0.82, 0.88)),
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


@pytest.mark.parametrize(("indicator", "level", "fewest", "error", "score", "coverage"), LIMITS)
def test_the_projection_has_not_degraded(
    scores: pl.DataFrame,
    indicator: str,
    level: str,
    fewest: int,
    error: float,
    score: float,
    coverage: tuple[float, float],
) -> None:
    mine = one(scores, indicator, level, PROJECTION)
    assert mine["forecast_count"] >= fewest
    assert mine["mean_absolute_error"] <= error
    assert mine["interval_score80"] <= score
    assert coverage[0] <= mine["coverage80"] <= coverage[1]


# where a simple forecast does as well or better (water, income, growth), docs/methods.md says so
BETTER_THAN_SIMPLE = [
    ("poverty_rate", "province"),
    ("poverty_rate", "district"),
    ("poverty_gap_p1", "province"),
    ("open_unemployment_rate", "province"),
    ("gini_ratio", "province"),
    ("hdi_new_sp2010", "province"),
]


@pytest.mark.parametrize(("indicator", "level"), BETTER_THAN_SIMPLE)
@pytest.mark.parametrize("method", COMPARATORS)
def test_no_simple_forecast_beats_the_projection(scores: pl.DataFrame, indicator: str, level: str, method: str) -> None:
    mine, other = one(scores, indicator, level, PROJECTION), one(scores, indicator, level, method)
    assert mine["forecast_count"] == other["forecast_count"]
    assert mine["mean_absolute_error"] < other["mean_absolute_error"]
    assert mine["interval_score80"] < other["interval_score80"]


def gains(scores: pl.DataFrame, figure: str) -> list[float]:
    """Change of a figure from the first form to the second, one per series."""
    return [
        one(scores, indicator, level, PROJECTION)[figure] / one(scores, indicator, level, FIRST_PROJECTION)[figure] - 1
        for indicator, level, *_ in LIMITS
    ]


def test_the_second_form_is_closer_and_its_bands_are_better(scores: pl.DataFrame) -> None:
    found = set(scores.select("indicator_code", "region_level").unique().iter_rows())
    listed = {limit[:2] for limit in LIMITS}
    indicators = read_catalogue(Paths.from_environment().reference).indicators
    assert len(listed) == 16 and listed <= found
    assert {indicators[code].kind for code, _ in found - listed} <= {"context"}, "a series with targets has its limits"
    assert sum(gains(scores, "mean_absolute_error")) / 16 <= -0.05
    assert sum(gains(scores, "interval_score80")) / 16 <= -0.15
    sound = [0.70 <= one(scores, *limit[:2], PROJECTION)["coverage80"] <= 0.90 for limit in LIMITS]
    before = [0.70 <= one(scores, *limit[:2], FIRST_PROJECTION)["coverage80"] <= 0.90 for limit in LIMITS]
    assert (sum(sound), sum(before)) == (14, 6)


def test_the_second_form_does_not_pay_with_provincial_poverty(scores: pl.DataFrame) -> None:
    mine, before = (one(scores, "poverty_rate", "province", name) for name in (PROJECTION, FIRST_PROJECTION))
    assert mine["mean_absolute_error"] <= before["mean_absolute_error"]
    assert mine["interval_score80"] <= before["interval_score80"]


def test_every_horizon_is_scored_for_every_method(scores: pl.DataFrame) -> None:
    chosen = scores.filter((pl.col("indicator_code") == "poverty_rate") & (pl.col("region_level") == "district"))
    assert set(chosen["horizon_years"]) == {0, 1, 2, 3, 4, 5}
    assert chosen.group_by("horizon_years").len()["len"].to_list() == [5] * 6
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


def test_the_page_of_methods_states_what_the_back_test_gives(scores: pl.DataFrame) -> None:
    lines = (CHECKOUT / "docs" / "methods.md").read_text(encoding="utf-8").splitlines()
    told = {}
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 7 and ", " in cells[0] and cells[0].startswith("`"):
            code, level = cells[0].replace("`", "").split(", ")
            told[code, level] = [float(cell.replace(",", "")) for cell in cells[1:]]
    assert set(told) == {limit[:2] for limit in LIMITS}
    for (code, level), numbers in told.items():
        mine, first = (one(scores, code, level, name) for name in (PROJECTION, FIRST_PROJECTION))
        figures = ("mean_absolute_error", "interval_score80", "coverage80")
        assert numbers == [
            pytest.approx(each[figure], rel=1e-3, abs=0.006 if figure == "coverage80" else 0)
            for figure in figures
            for each in (mine, first)
        ], (code, level)


def test_every_file_the_page_of_methods_names_is_there() -> None:
    text = (CHECKOUT / "docs" / "methods.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:pipelines|tests|data|sql)/[\w/.-]+)`", text)
    assert len(named) > 12
    assert [name for name in named if not (CHECKOUT / name).exists()] == []
    macros = {file.stem for file in (CHECKOUT / "sql" / "methods").glob("*.sql")}
    for name in (
        "is_asking_nothing",
        "remaining_share",
        "target_standing",
        "difference_certainty",
        "alignment_verdict",
    ):
        assert name in macros and f"`{name}`" in text
