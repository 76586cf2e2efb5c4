"""What is known of the regions of one parent before a set of targets is composed for them: arrays, one entry a region.

Nothing is decided here. Where the figures come from is said in `sources.py`; how values are made of them in `rules.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from pipelines.analysis.ambition import PacePool
from pipelines.analysis.shared_pace import BEST_TENTH, move_all
from pipelines.analysis.transforms import BoolArray, FloatArray, Scale

IntArray = npt.NDArray[np.int64]
FEWEST_WINDOWS = 2
LEAST_COVERAGE = 0.9
SAME_SHARE = 1e-9
ADDITIVE = ("sum", "ratio_of_sums", "weighted")


@dataclass(frozen=True)
class Problem:
    """The regions of one parent for one last target year.

    `latest_value` nan = no figure; `weight` as in the alignment, nan = none (1 for sums); `own_sd` in points at the
    target year; `z_mean`, `z_sd`, `degrees_of_freedom` and the 50 % band in z are the projection for that year, nan
    where nothing is projected; `own_best_change` in z, > 0 is better, nan with fewer than two windows; `pools` by
    horizon; `given` holds sets that others made (as_submitted, as_planned, as_agreed).
    """

    scale: Scale
    good_direction: int
    aggregation: str
    bounds: tuple[float | None, float | None]
    decimal_places: int
    region_ids: tuple[str, ...]
    latest_value: FloatArray
    horizon_years: IntArray
    weight: FloatArray
    z_mean: FloatArray
    z_sd: FloatArray
    degrees_of_freedom: FloatArray
    band50: tuple[FloatArray, FloatArray]
    own_best_change: FloatArray
    pools: Mapping[int, PacePool]
    legal_minimum: float | None = None
    given: Mapping[str, FloatArray] = field(default_factory=dict)

    @property
    def is_sum(self) -> bool:
        return self.aggregation == "sum"

    @property
    def is_additive(self) -> bool:
        """Tell whether the parent's value can be added up from the regions at all."""
        return self.aggregation in ADDITIVE

    @cached_property
    def z_from(self) -> FloatArray:
        """The latest value in z; nan without one, or where the scale has no place for it."""
        return self.scale.to_z(self.latest_value)

    @cached_property
    def projection_value(self) -> FloatArray:
        return self.scale.from_z(self.z_mean)

    @cached_property
    def own_sd(self) -> FloatArray:
        """One standard deviation of the region's own projection, in points."""
        return self.z_sd * self.scale.points_per_z(self.z_mean)

    @cached_property
    def has_figure(self) -> BoolArray:
        return np.isfinite(self.latest_value) & (self.horizon_years > 0)

    @cached_property
    def per_horizon(self) -> list[tuple[PacePool, BoolArray]]:
        """Each pool of past changes with the regions that look that many years ahead."""
        years = np.unique(self.horizon_years[self.has_figure])
        return [(self.pools[int(each)], self.has_figure & (self.horizon_years == each)) for each in years]

    @cached_property
    def best_tenth(self) -> FloatArray:
        """Where each region would stand at the pace of the best tenth of all past changes; nan without a pool."""
        values = np.full(len(self.region_ids), np.nan)
        for pool, chosen in self.per_horizon:
            values[chosen] = move_all(self.z_from[chosen], pool.best_pace(BEST_TENTH), self.scale, self.bounds)
        return values

    def total(self, values: FloatArray, counted: BoolArray | None = None) -> float:
        """Add the regions up to the parent's value; regions without value or weight are left out."""
        chosen = np.isfinite(values) & np.isfinite(self.weight)
        if counted is not None:
            chosen &= counted
        if not chosen.any() or not self.is_additive:
            return float("nan")
        added = float(self.weight[chosen] @ values[chosen])
        return added if self.is_sum else added / float(self.weight[chosen].sum())

    @property
    def least_coverage(self) -> float:
        """The share of the weight below which no sum is said; a sum without one of its parts is not the sum."""
        return 1.0 if self.is_sum else LEAST_COVERAGE

    def whole_total(self, values: FloatArray) -> float:
        """Add the regions up; nan where too few of them have a value for the sum to be the parent's."""
        is_enough = self.is_additive and self.coverage(values) >= self.least_coverage - SAME_SHARE
        return self.total(values) if is_enough else float("nan")

    def coverage(self, values: FloatArray) -> float:
        """Give the share (0-1) of the weight whose regions have a value; 0 where no weight exists."""
        known = np.where(np.isfinite(self.weight), self.weight, 0.0)
        whole = float(known.sum())
        is_whole = np.isfinite(self.weight).all()
        share = float(known[np.isfinite(values)].sum()) / whole if whole > 0 else 0.0
        return share if is_whole else share * float(np.isfinite(self.weight).mean())


def own_best_changes(
    usable: FloatArray, horizon_years: npt.ArrayLike, *, good_direction: int, scale: Scale
) -> FloatArray:
    """Give each row's best past change of z over its own number of years, > 0 is better.

    `usable` is regions x unbroken years. nan with fewer than two windows: one window is no choice.
    """
    z = scale.to_z(usable)
    horizons = np.asarray(horizon_years, dtype=np.int64)
    best = np.full(len(z), np.nan)
    for years in np.unique(horizons[horizons > 0]):
        if years >= z.shape[1]:
            continue
        rows = horizons == years
        change = good_direction * (z[rows, years:] - z[rows, :-years])
        known = np.isfinite(change)
        enough = known.sum(axis=1) >= FEWEST_WINDOWS
        best[rows] = np.where(enough, np.where(known, change, -np.inf).max(axis=1), np.nan)
    return best
