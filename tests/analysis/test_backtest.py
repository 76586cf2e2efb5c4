from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipelines.analysis.backtest import PROJECTION, backtest, overall
from pipelines.analysis.comparators import COMPARATORS, forecast, median_of_sorted, pairwise_slopes
from pipelines.analysis.transforms import Scale
from tests.analysis.facts import cases, panel

RATE = Scale("rate", 0.005)
NAN = float("nan")


@pytest.mark.parametrize(("case_id", "inputs", "expected", "tolerance"), cases("rw_drift"))
def test_the_drift_forecast_reproduces_the_library(
    case_id: str, inputs: dict[str, Any], expected: dict[str, Any], tolerance: float
) -> None:
    values = np.array([inputs["y"]])
    mean, sd = forecast("drift", values, np.arange(values.shape[1]), np.arange(1, inputs["h"] + 1))
    assert mean[0] == pytest.approx(expected["mean"], rel=tolerance)
    for coverage, quantile in (("80", 1.2815515655446004), ("95", 1.959963984540054)):
        assert mean[0] - quantile * sd[0] == pytest.approx(expected[f"lo-{coverage}"], rel=tolerance)
        assert mean[0] + quantile * sd[0] == pytest.approx(expected[f"hi-{coverage}"], rel=tolerance)


def median_slope(years: Any, values: Any) -> float:
    """The Theil-Sen slope of one series."""
    slopes = pairwise_slopes(np.asarray([values], dtype=np.float64), np.asarray(years, dtype=np.int64))
    return float(median_of_sorted(slopes)[0])


@pytest.mark.parametrize(("case_id", "inputs", "expected", "tolerance"), cases("theil_sen"))
def test_the_median_slope_reproduces_the_library(
    case_id: str, inputs: dict[str, Any], expected: dict[str, Any], tolerance: float
) -> None:
    assert median_slope(inputs["x"], inputs["y"]) == pytest.approx(expected["slope"], rel=tolerance)


@pytest.mark.parametrize("seed", range(5))
def test_other_series_agree_with_the_same_library(seed: int) -> None:
    from scipy.stats import theilslopes

    rng = np.random.default_rng(seed)
    years = np.sort(rng.choice(np.arange(2000, 2030), 9, replace=False))
    values = np.round(rng.normal(10, 2, 9), 0 if seed % 2 else 2)
    assert median_slope(years, values) == pytest.approx(theilslopes(values, years).slope)


def test_the_forecast_goes_on_with_the_median_slope_of_what_was_seen() -> None:
    _, years, figures = panel()
    holes = figures.copy()
    holes[2, 4] = holes[7, 0] = NAN
    mean, _ = forecast("theil_sen", holes, years, np.array([1]))
    for row in (0, 2, 7):
        seen = np.isfinite(holes[row])
        assert mean[row, 0] - holes[row, -1] == pytest.approx(median_slope(years[seen], holes[row][seen]))


@pytest.mark.parametrize("method", COMPARATORS)
def test_a_region_without_two_differences_has_no_comparator(method: Any) -> None:
    values = np.array([[NAN, NAN, 5.0, 6.0], [NAN] * 4, [1.0, 2.0, 3.0, NAN], [4.0, 4.0, 4.0, 4.0]])
    mean, sd = forecast(method, values, np.arange(4), np.array([1, 2]))
    assert np.isnan(mean[:3]).all() and np.isnan(sd[:3]).all()
    assert mean[3].tolist() == [4.0, 4.0] and sd[3].tolist() == [0.0, 0.0]


def test_the_projection_stays_better_than_its_comparators_on_the_regression_panel() -> None:
    _, years, figures = panel()
    scores = backtest(figures, years, RATE)
    mine = overall(scores, PROJECTION)
    assert mine is not None and mine.forecast_count >= 1400
    assert mine.mean_absolute_error < 0.55
    assert 0.80 <= mine.coverage80 <= 0.92 and 0.93 <= mine.coverage95 <= 0.99
    for method in COMPARATORS:
        other = overall(scores, method)
        assert other is not None and other.forecast_count == mine.forecast_count
        assert mine.mean_absolute_error < 0.85 * other.mean_absolute_error


def test_no_forecast_sees_the_year_it_forecasts() -> None:
    _, years, figures = panel()
    disturbed = figures.copy()
    disturbed[:, -1] *= 1.5
    plain, moved = backtest(figures[:, :-1], years[:-1], RATE), backtest(disturbed, years, RATE)
    for horizon in (1, 3):
        before = next(s for s in plain if (s.method, s.horizon_years) == (PROJECTION, horizon))
        after = next(s for s in moved if (s.method, s.horizon_years) == (PROJECTION, horizon))
        added = after.forecast_count - before.forecast_count
        worst = after.mean_absolute_error * after.forecast_count - before.mean_absolute_error * before.forecast_count
        assert added in (32, 33, 34) and worst > 0  # only the forecasts of the changed year are new


@pytest.mark.parametrize("figures", [np.empty((0, 9)), np.full((4, 9), NAN), np.full((5, 9), 7.0), np.ones((4, 3))])
def test_a_panel_that_teaches_nothing_has_no_score(figures: np.ndarray) -> None:
    assert backtest(figures, np.arange(2015, 2015 + figures.shape[1]), RATE) == []
    assert overall([], PROJECTION) is None
