"""What the regions of a panel share and what each has of its own: drifts, variances, and the noise of its last figure.

Arrays in, arrays out; how a path is made from it stands in `projection.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.analysis.transforms import BoolArray, FloatArray

PRIOR_DEGREES = 4.0  # weight of the pooled variance beside a region's own
FEWEST_POINTS = 5
MOST_NOISE = 0.499  # of the variance of a difference; at a half the figures would be noise around a fixed level


@dataclass(frozen=True, slots=True)
class Pool:
    """What regions share (drift and shock variances of z per year) and what each has of its own.

    Arrays have one entry per region of the panel; regions without enough differences carry drift 0 and shrinkage 1.
    `surprises` holds one row per region and one column per difference of the window: what neither the common shock of
    the year nor the region's trusted drift explains; nan where nothing was observed and for regions outside the pool.
    """

    drift: float
    shared_variance: float
    own_variance: float
    drift_variance: float
    year_count: int
    region_count: int
    freedom: float
    own_drift: FloatArray
    shrinkage: FloatArray
    difference_count: FloatArray
    region_variance: FloatArray
    is_borrowed: BoolArray
    surprises: FloatArray

    @property
    def degrees_of_freedom(self) -> int:
        return self.year_count - 1

    @property
    def own_freedom(self) -> FloatArray:
        """Degrees of freedom behind each region's own variance; of the pooled one for a region that borrows."""
        return np.where(self.is_borrowed, self.freedom, PRIOR_DEGREES + self.difference_count - 1)


@dataclass(frozen=True, slots=True)
class LocalLevel:
    """How much of a region's last step was noise. `smoothing` 0 means none: the last figure is the level.

    `correction` is what to add to each region's last z; 0 for regions outside the pool.
    """

    smoothing: float
    correction: FloatArray

    def own_variance(self, variance: FloatArray, steps: FloatArray, is_borrowed: BoolArray) -> FloatArray:
        """Give the variance of what a region does by itself over so many steps (regions x steps).

        A filtered level is known up to one surprise, each further one staying by `1 - smoothing`; a region that
        borrows starts from its figure as it stands and keeps the noise of both ends.
        """
        kept = 1 / (1 + self.smoothing**2)
        filtered = kept * (1 + (steps - 1) * (1 - self.smoothing) ** 2)
        noise = self.smoothing * kept
        plain = steps * (1 - 2 * noise) + 2 * noise
        return np.asarray(variance[:, None] * np.where(is_borrowed[:, None], plain, filtered))


def fit_pool(z: FloatArray, outside_pool: npt.ArrayLike | None = None) -> Pool | None:
    """Learn drift and variances from a window of annual z (regions x years, nan where missing).

    Only differences between neighbouring years count; rows marked `outside_pool` teach nothing. None when fewer
    than two regions have four differences, or when they leave no degree of freedom.
    """
    differences = np.diff(z, axis=1) if z.shape[1] > 1 else np.empty((z.shape[0], 0))
    known = np.isfinite(differences)
    counts = known.sum(axis=1).astype(np.float64)
    in_pool = counts >= FEWEST_POINTS - 1
    if outside_pool is not None:
        in_pool &= ~np.asarray(outside_pool, dtype=bool)
    years = known[in_pool].any(axis=0)
    pooled, known = differences[in_pool][:, years], known[in_pool][:, years]
    own_counts, regions, year_count = counts[in_pool], int(in_pool.sum()), int(years.sum())
    freedom = own_counts.sum() - regions - year_count + 1
    if regions < 2 or freedom < 1:
        return None
    filled = np.where(known, pooled, 0.0)
    shocks = filled.sum(axis=0) / known.sum(axis=0)
    remainder = np.where(known, pooled - shocks, 0.0)
    drifts = remainder.sum(axis=1) / own_counts
    squares = (np.where(known, remainder - drifts[:, None], 0.0) ** 2).sum(axis=1)
    own_variance = float(squares.sum() / freedom)
    drift_variance = max(0.0, float(np.var(drifts, ddof=1)) - own_variance / float(own_counts.mean()))
    noise = own_variance / own_counts
    shrinkage = noise / (drift_variance + noise) if drift_variance > 0 else np.ones(regions)
    own_drift, all_shrinkage = np.zeros(len(z)), np.ones(len(z))
    region_variance = np.full(len(z), own_variance)
    surprises = np.full(differences.shape, np.nan)
    own_drift[in_pool], all_shrinkage[in_pool] = drifts, shrinkage
    region_variance[in_pool] = (PRIOR_DEGREES * own_variance + squares) / (PRIOR_DEGREES + own_counts - 1)
    surprises[np.ix_(in_pool, years)] = np.where(known, remainder - ((1 - shrinkage) * drifts)[:, None], np.nan)
    return Pool(
        drift=float(shocks.mean()),
        shared_variance=max(0.0, float(np.var(shocks, ddof=1)) - own_variance / regions),
        own_variance=own_variance,
        drift_variance=drift_variance,
        year_count=year_count,
        region_count=regions,
        freedom=float(freedom),
        own_drift=own_drift,
        shrinkage=all_shrinkage,
        difference_count=counts,
        region_variance=region_variance,
        is_borrowed=~in_pool,
        surprises=surprises,
    )


def local_level(pool: Pool) -> LocalLevel:
    """Tell level from noise: steps taken back the year after show as a negative lag-1 autocovariance of surprises.

    The pooled autocovariance is minus the variance of the noise (a moving average of order one); the last surprise of
    each region, filtered with it, is taken back in part. No negative autocovariance: no smoothing.
    """
    rest = pool.surprises
    products = rest[:, 1:] * rest[:, :-1]
    neighbours, known = np.isfinite(products), np.isfinite(rest)
    correction = np.zeros(len(rest))
    if not neighbours.any():
        return LocalLevel(0.0, correction)
    variance = float(rest[known] @ rest[known]) / int(known.sum())
    noise = min(max(0.0, -float(products[neighbours].mean())), MOST_NOISE * variance)
    if noise <= 0 or variance <= 0:
        return LocalLevel(0.0, correction)
    share = noise / variance
    smoothing = float((1 - np.sqrt(1 - 4 * share * share)) / (2 * share))
    surprise = np.zeros(len(rest))
    for column in range(rest.shape[1]):
        seen = known[:, column]
        surprise = np.where(seen, np.where(seen, rest[:, column], 0.0) + smoothing * surprise, 0.0)
    return LocalLevel(smoothing, -smoothing * surprise)
