"""Simple forecasts that the projection is held against: naive, random walk with drift, Theil-Sen.

They take figures on any scale and belong with normal quantiles; nothing shown to a planner is projected with them.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from pipelines.analysis.transforms import FloatArray

Comparator = Literal["naive", "drift", "theil_sen"]
COMPARATORS: tuple[Comparator, ...] = ("naive", "drift", "theil_sen")


def pairwise_slopes(values: FloatArray, years: npt.NDArray[np.int64]) -> FloatArray:
    """Give the slopes of all pairs of years, one row per region, sorted with nan last."""
    early, late = np.triu_indices(len(years), 1)
    return np.sort((values[:, late] - values[:, early]) / (years[late] - years[early]), axis=1)


def median_of_sorted(rows: FloatArray) -> FloatArray:
    """Give the median of each sorted row, nan last and left out; nan for a row without a number."""
    counts = np.isfinite(rows).sum(axis=1)
    usable = counts > 0
    lower = np.where(usable, (np.maximum(counts, 1) - 1) // 2, 0)
    padded = np.column_stack([rows, np.full(len(rows), np.nan)])
    each = np.arange(len(rows))
    return np.where(usable, (padded[each, lower] + padded[each, counts // 2]) / 2, np.nan)


def forecast(
    method: Comparator, values: FloatArray, years: npt.NDArray[np.int64], horizons: npt.NDArray[np.int64]
) -> tuple[FloatArray, FloatArray]:
    """Give mean and standard deviation per region (row) and horizon (column), from unbroken calendar years.

    Differences count only between neighbouring years; nan for a region without two of them or without a last figure.
    """
    differences = np.diff(values, axis=1)
    known = np.isfinite(differences)
    counts = known.sum(axis=1)
    usable = (counts >= 2) & np.isfinite(values[:, -1])
    safe = np.where(usable, counts, 2).astype(np.float64)
    filled = np.where(known, differences, 0.0)
    if method == "naive":
        step, wander = np.zeros(len(values)), 0.0
    elif method == "drift":
        step, wander = filled.sum(axis=1) / safe, 1.0
    else:
        step, wander = median_of_sorted(pairwise_slopes(values, years)), 1.0
    residuals = np.where(known, differences - step[:, None], 0.0)
    variance = (residuals**2).sum(axis=1) / safe
    mean = values[:, -1:] + step[:, None] * horizons
    spread = np.sqrt(variance[:, None] * horizons * (1 + wander * horizons / safe[:, None]))
    return np.where(usable[:, None], mean, np.nan), np.where(usable[:, None], spread, np.nan)
