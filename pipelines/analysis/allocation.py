"""Who could close the distance to a national value, and by how much: a proposal beside the submitted numbers.

min sum c (x - a)^2 subject to sum w x = N and l <= x <= u. Every answer is x(lambda) = clip(a - lambda s, l, u) with
the region's give s = w / 2c, so costs are passed as gives. Nothing here relaxes a target or stretches a bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from pipelines.analysis.transforms import BoolArray, FloatArray

Weighting = Literal["effort", "points", "percent"]
WEIGHTINGS: tuple[Weighting, ...] = ("effort", "points", "percent")
Outcome = Literal["adjusted", "already_met", "infeasible", "insufficient_data"]
REACHED = 1e-9  # a national value this close, relative to its size, counts as reached


@dataclass(frozen=True, slots=True)
class Allocation:
    """One answer. `remainder_value` is N minus what the answer gives, in the indicator's own sign; 0 when reached."""

    outcome: Outcome
    values: FloatArray
    multiplier: float
    best_feasible_value: float
    remainder_value: float


def gives(weighting: Weighting, proposals: npt.ArrayLike, own_sd: npt.ArrayLike) -> FloatArray:
    """Give each region's step per unit of lambda: its own standard deviation, one point, or its own level.

    The costs are c = w / sd (equal effort), c = w (equal points) and c = w / a (equal per cent); the factor 2 of the
    derivative is left out, because only the proportions matter. A region without a spread takes the median one.
    """
    asked = np.asarray(proposals, dtype=np.float64)
    if weighting == "points":
        return np.ones_like(asked)
    if weighting == "percent":
        return np.abs(asked)
    spread = np.asarray(own_sd, dtype=np.float64)
    known = np.isfinite(spread) & (spread > 0)
    return np.where(known, spread, np.median(spread[known]) if known.any() else 1.0)


def adjustment_bounds(
    proposals: npt.ArrayLike, best_plausible: npt.ArrayLike, good_direction: int
) -> tuple[FloatArray, FloatArray]:
    """Give low and high so that no proposal is relaxed and none is pushed past what peers have shown.

    A proposal already beyond the best plausible value, or without one, stays where it is.
    """
    asked, best = np.asarray(proposals, dtype=np.float64), np.asarray(best_plausible, dtype=np.float64)
    reach = np.where(np.isfinite(best), best, asked)
    if good_direction < 0:
        return np.minimum(asked, reach), asked.copy()
    return asked.copy(), np.maximum(asked, reach)


def allocate(
    weights: npt.ArrayLike,
    proposals: npt.ArrayLike,
    bounds: tuple[npt.ArrayLike, npt.ArrayLike],
    give: npt.ArrayLike,
    national_value: float,
    *,
    good_direction: int = -1,
) -> Allocation:
    """Find the exact answer from the sorted points where a region reaches a bound.

    Weights that are not all finite and positive, or any missing proposal, give `insufficient_data`.
    """
    w, a = np.asarray(weights, dtype=np.float64), np.asarray(proposals, dtype=np.float64)
    s = np.asarray(give, dtype=np.float64)
    low, high = (np.asarray(bound, dtype=np.float64) for bound in bounds)
    given = np.concatenate([w, a, s, [national_value]])
    if not w.size or not np.isfinite(given).all() or (w <= 0).any() or np.isnan(low).any() or np.isnan(high).any():
        return Allocation("insufficient_data", np.full(w.shape, np.nan), np.nan, np.nan, np.nan)
    slack = REACHED * max(1.0, abs(national_value))
    best = float(w @ np.where(good_direction < 0, low, high))
    if good_direction * (float(w @ a) - national_value) >= -slack:
        return Allocation("already_met", a.copy(), 0.0, best, 0.0)
    if good_direction * (best - national_value) < -slack:
        ends = np.where(good_direction < 0, low, high)
        return Allocation("infeasible", ends, np.nan, best, national_value - best)
    multiplier = _exact_multiplier(w, a, s, (low, high), national_value)
    values = np.clip(a - multiplier * s, low, high)
    return Allocation("adjusted", values, multiplier, best, 0.0)


def _exact_multiplier(
    w: FloatArray, a: FloatArray, s: FloatArray, bounds: tuple[FloatArray, FloatArray], national_value: float
) -> float:
    """Bisect over the sorted breakpoints, then solve the one linear piece that holds N."""
    low, high = bounds
    moves = s > 0
    turns = np.concatenate([(a - low)[moves] / s[moves], (a - high)[moves] / s[moves]])
    turns = np.unique(turns[np.isfinite(turns)])

    def total(multiplier: float) -> float:
        return float(w @ np.clip(a - multiplier * s, low, high))

    first, last = 0, len(turns)
    while first < last:
        middle = (first + last) // 2
        if total(float(turns[middle])) >= national_value:
            first = middle + 1
        else:
            last = middle
    left = turns[first - 1] if first > 0 else (turns[0] - 1.0 if turns.size else -1.0)
    right = turns[first] if first < len(turns) else (turns[-1] + 1.0 if turns.size else 1.0)
    inside = np.clip(a - 0.5 * (left + right) * s, low, high)
    free: BoolArray = moves & (inside > low) & (inside < high)
    slope = float((w * s)[free].sum())
    if slope == 0:
        return float(left)
    held = float((w * inside)[~free].sum())
    return (float((w * a)[free].sum()) + held - national_value) / slope


def whole_numbers(values: npt.ArrayLike, total: int, bounds: tuple[npt.ArrayLike, npt.ArrayLike]) -> FloatArray | None:
    """Round counts so that they add up to the total (largest remainder) and stay inside their bounds.

    None when no whole numbers inside the bounds add up to it.
    """
    wished = np.asarray(values, dtype=np.float64)
    low, high = np.ceil(np.asarray(bounds[0], dtype=np.float64)), np.floor(np.asarray(bounds[1], dtype=np.float64))
    if (low > high).any() or not low.sum() <= total <= high.sum():
        return None
    counts = np.clip(np.floor(wished), low, high)
    while (missing := int(total - counts.sum())) != 0:
        step = 1 if missing > 0 else -1
        room = counts < high if step > 0 else counts > low
        order = np.argsort(-step * (wished - counts), kind="stable")
        chosen = order[room[order]][: abs(missing)]
        counts[chosen] += step
    return counts
