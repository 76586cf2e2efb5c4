"""How much of a panel's movement is noise of the survey rather than change: a stand-in where no error is published.

Arrays in, numbers out. A publisher's own relative standard error always goes first; that choice is made in sql/mart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.analysis.transforms import BoolArray, FloatArray

FEWEST_DIFFERENCES = 4


@dataclass(frozen=True, slots=True)
class PanelNoise:
    """Standard error of one figure in z, between the least and the most that the panel allows.

    `lowest_sd` is what the lag-1 autocovariance of differences shows (steps that are taken back the year after);
    `highest_sd` takes everything a region does beside the common pace for noise.
    """

    lowest_sd: float
    highest_sd: float
    region_count: int
    pair_count: int

    @property
    def sd(self) -> float:
        """The middle of the two variances: true changes that persist hide noise from the autocovariance."""
        return float(np.sqrt((self.lowest_sd**2 + self.highest_sd**2) / 2))


def remainders(z: FloatArray, in_pool: BoolArray | None = None) -> FloatArray:
    """Give yearly differences less the common shock of their year and each region's own mean; nan where unknown.

    Regions with fewer than four differences, or outside the pool, are left out.
    """
    differences = np.diff(z, axis=1) if z.shape[1] > 1 else np.empty((len(z), 0))
    known = np.isfinite(differences)
    usable = known.sum(axis=1) >= FEWEST_DIFFERENCES
    if in_pool is not None:
        usable &= in_pool
    rows, known = differences[usable], known[usable]
    filled = np.where(known, rows, 0.0)
    counts = np.maximum(known.sum(axis=0), 1)
    centred = np.where(known, rows - filled.sum(axis=0) / counts, 0.0)
    own = centred.sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return np.where(known, centred - own[:, None], np.nan)


def lag_one_covariance(rest: FloatArray) -> tuple[float, int]:
    """Give the mean product of neighbouring remainders and how many there are; (nan, 0) without any."""
    products = rest[:, 1:] * rest[:, :-1]
    known = np.isfinite(products)
    count = int(known.sum())
    return (float(products[known].sum()) / count, count) if count else (float("nan"), 0)


def panel_noise(z: FloatArray) -> PanelNoise | None:
    """Estimate the noise of a window of annual z (regions x years); None when it leaves no degree of freedom."""
    rest = remainders(z)
    known = np.isfinite(rest)
    regions, years = len(rest), int(known.any(axis=0).sum())
    freedom = int(known.sum()) - regions - years + 1
    covariance, pairs = lag_one_covariance(rest)
    if regions < 2 or freedom < 1 or not pairs:
        return None
    variance = float(rest[known] @ rest[known]) / freedom
    highest = variance / 2  # a difference holds the noise of two figures
    lowest = min(max(0.0, -covariance), highest)
    return PanelNoise(float(np.sqrt(lowest)), float(np.sqrt(highest)), regions, pairs) if highest > 0 else None
