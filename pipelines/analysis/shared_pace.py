"""What happens when every region moves at the same past pace, and which pace would reach a national value."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from pipelines.analysis.ambition import PacePool
from pipelines.analysis.transforms import FloatArray, Scale

BEST_TENTH = 0.10
BISECTIONS = 100
FURTHEST_Z = 40.0


def move_all(
    from_z: npt.ArrayLike, pace: float, scale: Scale, bounds: tuple[float | None, float | None] = (None, None)
) -> FloatArray:
    """Give every region's value after one common change of z, kept inside the indicator's physical bounds."""
    values = scale.from_z(np.asarray(from_z, dtype=np.float64) + pace)
    lower, upper = bounds
    return np.clip(values, -np.inf if lower is None else lower, np.inf if upper is None else upper)


def common_change(
    from_z: npt.ArrayLike,
    weights: npt.ArrayLike,
    national_value: float,
    scale: Scale,
    bounds: tuple[npt.ArrayLike, npt.ArrayLike] = (-np.inf, np.inf),
) -> float:
    """Find the one change of z that, made everywhere, gives the national value; nan when none does.

    `bounds` hold each region's value between its own low and high; who reaches one stays there.
    """
    start, w = np.asarray(from_z, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if not start.size or not np.isfinite(np.concatenate([start, w, [national_value]])).all() or w.sum() <= 0:
        return float("nan")
    reach = FURTHEST_Z if scale.kind != "identity" else float(abs(national_value) / w.sum() + np.abs(start).max() + 1)
    low, high = -reach, reach

    def total(change: float) -> float:
        return float(w @ np.clip(scale.from_z(start + change), *bounds))

    if not total(low) <= national_value <= total(high):
        return float("nan")
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break  # no number lies between them
        low, high = (middle, high) if total(middle) < national_value else (low, middle)
    return 0.5 * (low + high)


def common_pace(
    from_values: npt.ArrayLike, shares: npt.ArrayLike, years: npt.ArrayLike, national_value: float, scale: Scale
) -> FloatArray | None:
    """Give every region's value after its years at the one yearly pace of z that makes the shares add up to N.

    None when a start lies outside the scale or no pace reaches N.
    """
    start, w = scale.to_z(from_values), np.asarray(shares, dtype=np.float64)
    steps = np.asarray(years, dtype=np.float64)
    if not start.size or not np.isfinite(np.concatenate([start, w, steps, [national_value]])).all():
        return None
    if (steps <= 0).any():
        return None
    spread = float(abs(national_value) / w.sum() + np.abs(start).max() + 1)
    reach = (FURTHEST_Z if scale.kind != "identity" else spread) / float(steps.min())
    low, high = -reach, reach

    def total(pace: float) -> float:
        return float(w @ scale.from_z(start + pace * steps))

    if not total(low) <= national_value <= total(high):
        return None
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break  # no number lies between them
        low, high = (middle, high) if total(middle) < national_value else (low, middle)
    return scale.from_z(start + 0.5 * (low + high) * steps)


def common_percentile(
    pool: PacePool, from_z: npt.ArrayLike, weights: npt.ArrayLike, national_value: float, scale: Scale
) -> float:
    """Give the share (0-1) of past changes as good as the common one that would reach N; nan when refused."""
    change = common_change(from_z, weights, national_value, scale)
    return float(pool.share_at_least(change)) if np.isfinite(change) else float("nan")
