"""What regions of one level have really achieved over so many years, to hold a target against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.analysis.ambition import Ambition, PacePool, compare, pace_pool
from pipelines.analysis.panel_layout import lay_out
from pipelines.analysis.projection import complete_years
from pipelines.analysis.transforms import FloatArray, Scale, choose_scale
from pipelines.reference.model import Indicator
from pipelines.submissions.rules.cells.directions import SIGNS

LARGE_DEVIATION = 3.5  # median absolute deviations, as for a jump against the last round
NORMAL_SPREAD = 1.4826  # a median absolute deviation in standard deviations of a normal


class Fastest(NamedTuple):
    """The largest change in the good direction, in the indicator's unit, since a first start year."""

    change: float
    since_year: int


class Past(NamedTuple):
    """Past changes over one horizon: the pool in z, where a change is far out of it, and the fastest in the unit."""

    pool: PacePool
    far_out: float
    fastest: Fastest | None  # None where no region has figures that far apart


class TargetsInPool(NamedTuple):
    """Targets held against a pool of past changes; arrays have one entry per target."""

    ambition: Ambition
    is_far_out: npt.NDArray[np.bool_]  # beyond 3.5 median absolute deviations of all changes, in the good direction


@dataclass(frozen=True)
class Panel:
    """Figures of one indicator at one level, regions by years, nan where nothing was published."""

    scale: Scale
    good_direction: int
    years: npt.NDArray[np.int64]
    values: FloatArray

    @cached_property
    def _past(self) -> dict[int, Past]:
        return {}

    def past(self, horizon_years: int) -> Past:
        """All past changes over so many years."""
        if horizon_years not in self._past:
            pool = pace_pool(
                self.values, self.years, horizon_years, good_direction=self.good_direction, scale=self.scale
            )
            far_out = float("inf")
            if not pool.is_refused:
                middle = float(np.median(pool.change))
                spread = NORMAL_SPREAD * float(np.median(np.abs(pool.change - middle)))
                far_out = middle + LARGE_DEVIATION * spread if spread > 0 else far_out
            self._past[horizon_years] = Past(pool, far_out, self._fastest(horizon_years))
        return self._past[horizon_years]

    def _fastest(self, horizon_years: int) -> Fastest | None:
        figures, calendar = complete_years(self.values, self.years)
        if not 1 <= horizon_years < figures.shape[1]:
            return None
        change = self.good_direction * (figures[:, horizon_years:] - figures[:, :-horizon_years])
        known = np.isfinite(change)
        if not known.any():
            return None
        return Fastest(float(change[known].max()), int(calendar[int(np.argmax(known.any(axis=0)))]))

    def hold(self, start: npt.ArrayLike, target: npt.ArrayLike, horizon_years: int) -> TargetsInPool:
        """Compare the changes from start to target with the past ones."""
        past = self.past(horizon_years)
        from_z, to_z = self.scale.to_z(start), self.scale.to_z(target)
        needed = self.good_direction * (to_z - from_z)
        return TargetsInPool(compare(past.pool, from_z, to_z), np.isfinite(needed) & (needed > past.far_out))


def make_panel(
    indicator: Indicator, series: Mapping[str, list[tuple[int, float]]], breaks: Mapping[str, int] | None = None
) -> Panel:
    """Lay the series of all regions of a level side by side, by the rule of the analysis and the what-if."""
    points = [(region_id, year, value) for region_id in sorted(series) for year, value in series[region_id]]
    regions, years, values = zip(*points, strict=True) if points else ((), (), ())
    laid = lay_out(regions, years, values, breaks or {})
    scale = choose_scale(
        indicator.unit_of_measure, indicator.lower_bound, indicator.upper_bound, indicator.decimal_places, laid.values
    )
    return Panel(scale, SIGNS[indicator.good_direction], laid.years, laid.usable)
