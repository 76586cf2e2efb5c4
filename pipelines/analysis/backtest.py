"""How well the projection would have done: every past year takes its turn as the last one known (rolling origin).

Arrays in, rows out. Which series are tried, and where the result is kept, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special

from pipelines.analysis.calibration import HORIZONS, PastErrors, band_record, past_errors
from pipelines.analysis.comparators import COMPARATORS, forecast
from pipelines.analysis.projection import (
    FEWEST_POINTS,
    FIRST_FORM,
    WINDOW_YEARS,
    Form,
    complete_years,
    project_panel,
)
from pipelines.analysis.transforms import FloatArray, Scale

COVERAGES = (0.80, 0.95)
PROJECTION = "pooled_local_level"
FIRST_PROJECTION = "pooled_damped_drift"
PENALTY = 2 / (1 - COVERAGES[0])  # of the interval score, per unit by which a figure falls outside the band


class Score(NamedTuple):
    """The errors of one method at one horizon, over all regions and origins that every method could forecast.

    `interval_score80` is the width of the 80 % band plus ten times what a figure lies outside it (Gneiting and Raftery
    2007), in the indicator's unit: lower is better, and neither a wide nor a broken band is rewarded.
    """

    method: str
    horizon_years: int
    forecast_count: int
    mean_absolute_error: float
    coverage80: float
    coverage95: float
    interval_score80: float


class Forecast(NamedTuple):
    """One method's forecasts from one origin: the middle and (low, high) at each coverage, regions x horizons."""

    method: str
    middle: FloatArray
    bands: tuple[tuple[FloatArray, FloatArray], ...]


def backtest(values: npt.ArrayLike, years: npt.ArrayLike, scale: Scale, form: Form | None = None) -> list[Score]:
    """Score the projection beside its first form and the comparators; empty when no forecast can be made.

    The width of the bands at each origin is that of the errors known by then.
    """
    figures, calendar = complete_years(values, years)
    form = form if form is not None else Form.second()
    past = past_errors(figures, calendar, scale, form)
    errors: dict[tuple[str, int], list[FloatArray]] = {}
    for origin in range(FEWEST_POINTS - 1, len(calendar) - 1):
        horizons = HORIZONS[: len(calendar) - 1 - origin]
        forecasts = list(_forecasts(figures[:, : origin + 1], calendar[: origin + 1], horizons, scale, form, past))
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
            scores.append(Score(method, horizon, len(rows), *(float(mean) for mean in rows.mean(axis=0))))
    return scores


def _forecasts(
    figures: FloatArray,
    calendar: npt.NDArray[np.int64],
    horizons: npt.NDArray[np.int64],
    scale: Scale,
    form: Form,
    past: PastErrors,
) -> Iterator[Forecast]:
    """Forecast from the last column with each method, all on the same scale and window.

    The projection takes part only where a region's own figures carry it.
    """
    factor = band_record(past, int(calendar[-1])).factor
    for method, each, width in ((PROJECTION, form, factor), (FIRST_PROJECTION, FIRST_FORM, 1.0)):
        panel = project_panel(figures, calendar, calendar[-1] + horizons, scale, form=each, band_factor=width)
        own = (panel.state == "ok") & (panel.from_year == calendar[-1])
        yield Forecast(
            method,
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
    """Give absolute error, whether each band held the figure, and the interval score; one row per comparable region."""
    truth = actual[chosen]
    bands = [(low[chosen, column], high[chosen, column]) for low, high in made.bands]
    inside = [(low <= truth) & (truth <= high) for low, high in bands]
    low, high = bands[0]
    outside = np.maximum(low - truth, 0) + np.maximum(truth - high, 0)
    score = high - low + PENALTY * outside
    return np.column_stack([np.abs(made.middle[chosen, column] - truth), *inside, score]).astype(np.float64)


def overall(scores: list[Score], method: str) -> Score | None:
    """Put all horizons of one method together, each forecast counting once; horizon 0 says so."""
    rows = [score for score in scores if score.method == method]
    count = sum(score.forecast_count for score in rows)
    if not count:
        return None
    means = [
        sum(float(score[place]) * score.forecast_count for score in rows) / count
        for place in range(3, len(Score._fields))
    ]
    return Score(method, 0, count, *means)
