"""From today's value to the composed target, year by year, and the range around it."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from pipelines.analysis.compose.limits import on_grid
from pipelines.analysis.compose.problem import IntArray, Problem
from pipelines.analysis.transforms import FloatArray

Path = Literal["linear", "like_projection", "early", "late"]
PATHS: tuple[Path, ...] = get_args(Path)


def path_values(
    problem: Problem,
    final: FloatArray,
    final_year: int,
    years: npt.ArrayLike,
    path: Path = "linear",
    projection_values: FloatArray | None = None,
) -> FloatArray:
    """Give regions x years on the way to `final`, monotone and on the printed decimals; the last year is `final`.

    nan in years a region has already observed, and for a region without a figure before the last year.
    `projection_values` (regions x years) gives the shape of `like_projection`; where that turns back, the way is
    straight.
    """
    asked: IntArray = np.asarray(years, dtype=np.int64)
    from_year = final_year - problem.horizon_years
    passed = (asked[None, :] - from_year[:, None]) / np.maximum(problem.horizon_years, 1)[:, None]
    share = {"early": 1 - (1 - passed) ** 2, "late": passed**2}.get(path, passed)
    if path == "like_projection" and projection_values is not None:
        share = _projected_shares(problem, projection_values, passed)
    start = problem.latest_value[:, None]
    laid = on_grid(start + share * (final[:, None] - start), problem.decimal_places, 0)
    laid = np.where(_harder_than(laid, final[:, None], problem.good_direction), final[:, None], laid)
    laid = np.where((passed > 0) & problem.has_figure[:, None], laid, np.nan)
    return np.where(asked[None, :] == final_year, final[:, None], laid)


def _harder_than(values: FloatArray, final: FloatArray, good_direction: int) -> npt.NDArray[np.bool_]:
    return np.asarray(good_direction * (values - final) > 0)


def _projected_shares(problem: Problem, projection_values: FloatArray, passed: FloatArray) -> FloatArray:
    start, end = problem.latest_value, problem.projection_value
    way = end - start
    moves = np.abs(way) > 10.0**-problem.decimal_places
    share = (projection_values - start[:, None]) / np.where(moves, way, 1.0)[:, None]
    steps = np.diff(np.column_stack([np.zeros(len(share)), np.where(passed > 0, share, 0.0), np.ones(len(share))]))
    usable = moves & np.isfinite(share).all(axis=1) & (steps >= 0).all(axis=1)
    return np.where(usable[:, None], share, passed)


def range_around(
    problem: Problem,
    values: FloatArray,
    half_width: float = 0.0,
    parent_range: tuple[float | None, float | None] | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Give low and high of each target: the composed value is the easier end, the range lies on the harder side.

    A fixed `half_width` is in points; `parent_range` (low, high) gives every region the same width relative to its
    value instead. Without either, low and high are the value.
    """
    direction = problem.good_direction
    width = np.full(values.shape, 2.0 * half_width)
    if parent_range is not None and None not in parent_range:
        low, high = (float(end or 0.0) for end in parent_range)
        easy = low if direction > 0 else high
        width = np.abs(values) * (high - low) / abs(easy) if easy else np.zeros(values.shape)
    lower, upper = problem.bounds
    hard = on_grid(values + direction * width, problem.decimal_places, 0)
    hard = np.clip(hard, -np.inf if lower is None else lower, np.inf if upper is None else upper)
    return (values, hard) if direction > 0 else (hard, values)
