"""How well the projection would have done: every past year takes its turn as the last one known (rolling origin).

Arrays in, rows out. Which series are tried, and where the result is kept, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

from pipelines.analysis.comparators import COMPARATORS, forecast
from pipelines.analysis.projection import DAMPING, FEWEST_POINTS, WINDOW_YEARS, complete_years, project_panel
from pipelines.analysis.transforms import FloatArray, Scale

HORIZONS = np.arange(1, 6)
COVERAGES = (0.80, 0.95)
PROJECTION = "pooled_damped_drift"


class Score(NamedTuple):
    """The errors of one method at one horizon, over all regions and origins that every method could forecast."""

    method: str
    horizon_years: int
    forecast_count: int
    mean_absolute_error: float
    coverage80: float
    coverage95: float


class Forecast(NamedTuple):
    """One method's forecasts from one origin: the middle and (low, high) at each coverage, regions x horizons."""

    method: str
    middle: FloatArray
    bands: tuple[tuple[FloatArray, FloatArray], ...]


def backtest(values: npt.ArrayLike, years: npt.ArrayLike, scale: Scale, damping: float = DAMPING) -> list[Score]:
    """Score the projection beside the comparators; empty when the panel is too short for one forecast."""
    figures, calendar = complete_years(values, years)
    errors: dict[tuple[str, int], list[FloatArray]] = {}
    for origin in range(FEWEST_POINTS - 1, len(calendar) - 1):
        horizons = HORIZONS[: len(calendar) - 1 - origin]
        forecasts = list(_forecasts(figures[:, : origin + 1], calendar[: origin + 1], horizons, scale, damping))
        actual = figures[:, origin + horizons]
        comparable = np.isfinite(actual)
        for made in forecasts:
            comparable &= np.isfinite(made.middle)
        for made in forecasts:
            for column, horizon in enumerate(horizons):
                chosen = comparable[:, column]
                errors.setdefault((made.method, int(horizon)), []).append(
                    _errors(made, actual[:, column], column, chosen)
                )
    scores = []
    for (method, horizon), parts in errors.items():
        rows = np.concatenate(parts)
        if len(rows):
            error, inside80, inside95 = (float(mean) for mean in rows.mean(axis=0))
            scores.append(Score(method, horizon, len(rows), error, inside80, inside95))
    return scores


def _forecasts(
    figures: FloatArray,
    calendar: npt.NDArray[np.int64],
    horizons: npt.NDArray[np.int64],
    scale: Scale,
    damping: float,
) -> Iterator[Forecast]:
    """Forecast from the last column with each method, all on the same scale and window.

    The projection takes part only where a region's own figures carry it.
    """
    panel = project_panel(figures, calendar, calendar[-1] + horizons, scale, damping=damping)
    own = (panel.state == "ok") & (panel.from_year == calendar[-1])
    yield Forecast(
        PROJECTION,
        np.where(own[:, None], panel.value(), np.nan),
        tuple(panel.interval(coverage) for coverage in COVERAGES),
    )
    window = scale.to_z(figures[:, -WINDOW_YEARS:])
    for method in COMPARATORS:
        mean, spread = forecast(method, window, calendar[-window.shape[1] :], horizons)
        reaches = [float(special.ndtri(0.5 + coverage / 2)) * spread for coverage in COVERAGES]
        bands = tuple((scale.from_z(mean - reach), scale.from_z(mean + reach)) for reach in reaches)
        yield Forecast(method, scale.from_z(mean), bands)


def _errors(made: Forecast, actual: FloatArray, column: int, chosen: npt.NDArray[np.bool_]) -> FloatArray:
    """Give absolute error and whether each band held the figure, one row per comparable region."""
    truth = actual[chosen]
    inside = [(low[chosen, column] <= truth) & (truth <= high[chosen, column]) for low, high in made.bands]
    return np.column_stack([np.abs(made.middle[chosen, column] - truth), *inside]).astype(np.float64)


def overall(scores: list[Score], method: str) -> Score | None:
    """Put all horizons of one method together, each forecast counting once; horizon 0 says so."""
    rows = [score for score in scores if score.method == method]
    count = sum(score.forecast_count for score in rows)
    if not count:
        return None
    return Score(
        method,
        0,
        count,
        sum(score.mean_absolute_error * score.forecast_count for score in rows) / count,
        sum(score.coverage80 * score.forecast_count for score in rows) / count,
        sum(score.coverage95 * score.forecast_count for score in rows) / count,
    )
