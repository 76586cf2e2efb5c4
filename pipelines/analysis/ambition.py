"""How a needed change compares with everything that regions have really achieved over as many years.

A pool holds past changes of z; no projection and no opinion lives here. Direction is +1 (up is better) or -1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.analysis.projection import complete_years
from pipelines.analysis.transforms import BoolArray, FloatArray, Scale

FEWEST_PAIRS = 30
FEWEST_START_YEARS = 2
NEAREST_PAIRS = 60
NEAREST_SHARE = 0.25
RARE_SHARE = 0.01
WIDEST_BAND = 2.0  # a band wider than so many times what is asked holds every answer
LABELS = (
    "easier_than_today",
    "too_uncertain",
    "below_trend",
    "on_trend",
    "beyond_precedent",
    "rare",
    "stretch",
)
SAME_CHANGE = 1e-9  # two changes of z closer than this are the same change
ROWS_AT_ONCE = 2048
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PacePool:
    """Past changes over one horizon, in the good direction (> 0 is better), ordered by where they started in z."""

    horizon_years: int
    good_direction: int
    start_z: FloatArray
    change: FloatArray
    sorted_change: FloatArray
    start_year_count: int

    @property
    def is_refused(self) -> bool:
        """Tell whether there are too few pairs or start years to compare with."""
        return len(self.change) < FEWEST_PAIRS or self.start_year_count < FEWEST_START_YEARS

    @property
    def nearest_count(self) -> int:
        wanted = max(NEAREST_PAIRS, int(np.ceil(NEAREST_SHARE * len(self.change))))
        return min(len(self.change), wanted)

    def best_pace(self, share: float) -> float:
        """Give the change of z that this share of past pairs reached or exceeded; nan when refused."""
        if self.is_refused:
            return float("nan")
        return self.good_direction * float(np.quantile(self.sorted_change, 1 - share))

    def share_at_least(self, change_of_z: npt.ArrayLike) -> FloatArray:
        """Give the share of all past pairs at least as good as a change of z; nan when refused."""
        wanted = self.good_direction * np.asarray(change_of_z, dtype=np.float64)
        if self.is_refused:
            return np.full(wanted.shape, np.nan)
        better = len(self.sorted_change) - np.searchsorted(self.sorted_change, wanted - SAME_CHANGE)
        return np.where(np.isfinite(wanted), better / len(self.sorted_change), np.nan)


@dataclass(frozen=True, slots=True)
class Ambition:
    """One entry per target: counts of pairs at least as good, and pool sizes (0 and nan where refused)."""

    met_count: IntArray
    pool_count: int
    share: FloatArray
    met_count_all: IntArray
    pool_count_all: int
    share_all: FloatArray


def pace_pool(
    values: npt.ArrayLike,
    years: npt.ArrayLike,
    horizon_years: int,
    *,
    good_direction: int,
    scale: Scale,
    last_year: int | None = None,
    first_usable_year: npt.ArrayLike | None = None,
) -> PacePool:
    """Collect all (region, start year) pairs of a panel whose start and end were both observed.

    `last_year` leaves out what was published later; `first_usable_year` per region what lies behind a boundary break.
    """
    figures, calendar = complete_years(values, years)
    if last_year is not None:
        figures, calendar = figures[:, calendar <= last_year], calendar[calendar <= last_year]
    if first_usable_year is not None and figures.size:
        figures = np.where(calendar[None, :] < np.asarray(first_usable_year)[:, None], np.nan, figures)
    if horizon_years < 1 or horizon_years >= figures.shape[1]:
        empty = np.empty(0)
        return PacePool(horizon_years, good_direction, empty, empty, empty, 0)
    z = scale.to_z(figures)
    start, end = z[:, :-horizon_years], z[:, horizon_years:]
    known = np.isfinite(start) & np.isfinite(end)
    change = good_direction * (end - start)[known]
    order = np.argsort(start[known], kind="stable")
    return PacePool(
        horizon_years,
        good_direction,
        start[known][order],
        change[order],
        np.sort(change),
        int(known.any(axis=0).sum()),
    )


def compare(pool: PacePool, from_z: npt.ArrayLike, target_z: npt.ArrayLike) -> Ambition:
    """Count, for each target, the past pairs at least as good as the change it needs.

    Two pools: all pairs, and the nearest ones in starting z. nan shares where the pool is refused or z is missing.
    """
    start, needed = np.broadcast_arrays(np.asarray(from_z, dtype=np.float64), np.asarray(target_z, dtype=np.float64))
    needed = pool.good_direction * (needed - start)
    known = np.isfinite(needed) & (not pool.is_refused)
    met = np.zeros(needed.shape, dtype=np.int64)
    met_all = np.zeros(needed.shape, dtype=np.int64)
    if known.any():
        wanted = needed[known] - SAME_CHANGE
        met_all[known] = len(pool.change) - np.searchsorted(pool.sorted_change, wanted)
        met[known] = _count_nearest(pool, start[known], wanted)
    return Ambition(
        met_count=met,
        pool_count=0 if pool.is_refused else pool.nearest_count,
        share=np.where(known, met / max(pool.nearest_count, 1), np.nan),
        met_count_all=met_all,
        pool_count_all=0 if pool.is_refused else len(pool.change),
        share_all=np.where(known, met_all / max(len(pool.change), 1), np.nan),
    )


def _count_nearest(pool: PacePool, start: FloatArray, wanted: FloatArray) -> IntArray:
    """Count as-good pairs among the nearest starts."""
    counts = np.empty(len(start), dtype=np.int64)
    for rows, changes in _nearest_changes(pool, start):
        counts[rows] = (changes >= wanted[rows, None]).sum(axis=1)
    return counts


def _nearest_changes(pool: PacePool, start: FloatArray) -> Iterator[tuple[slice, FloatArray]]:
    """Yield, some starts at a time, the changes of the pairs that started nearest; they are one run of the pool."""
    width = pool.nearest_count
    ends = pool.start_z[: len(pool.start_z) - width] + pool.start_z[width:]
    first = np.searchsorted(ends, 2 * start)
    windows = np.lib.stride_tricks.sliding_window_view(pool.change, width)
    for begin in range(0, len(start), ROWS_AT_ONCE):
        rows = slice(begin, begin + ROWS_AT_ONCE)
        yield rows, windows[first[rows]]


def nearest_pace(pool: PacePool, from_z: npt.ArrayLike, share: float) -> FloatArray:
    """Give, for each start, the change of z that this share of the nearest past pairs reached or exceeded.

    nan where the pool is refused or the start is unknown.
    """
    start = np.atleast_1d(np.asarray(from_z, dtype=np.float64))
    pace = np.full(start.shape, np.nan)
    known = np.isfinite(start)
    if not pool.is_refused and known.any():
        for rows, changes in _nearest_changes(pool, start[known]):
            part = np.flatnonzero(known)[rows]
            pace[part] = pool.good_direction * np.quantile(changes, 1 - share, axis=1)
    return pace


def label(
    share: npt.ArrayLike,
    met_count_all: npt.ArrayLike,
    from_z: npt.ArrayLike,
    target_z: npt.ArrayLike,
    band_z: tuple[npt.ArrayLike, npt.ArrayLike],
    good_direction: int,
) -> npt.NDArray[np.str_]:
    """Name each target by the first that fits of LABELS, or not_available.

    `band_z` holds the easy and the hard end of the projection's 50 % band; `share` is that of the nearest pool and
    `met_count_all` counts the pairs as good in the pool of all: nothing is beyond precedent while there is one.
    """
    start, target, easy, hard = (
        good_direction * np.asarray(each, dtype=np.float64) for each in (from_z, target_z, *band_z)
    )
    shares = np.asarray(share, dtype=np.float64)
    asked = target - start
    banded: BoolArray = np.isfinite(target) & np.isfinite(easy) & np.isfinite(hard)
    compared = np.isfinite(target) & np.isfinite(shares)
    return np.select(
        [
            np.isfinite(asked) & (asked <= 0),
            banded & np.isfinite(asked) & (hard - easy > WIDEST_BAND * asked),
            banded & (target < easy),
            banded & (target <= hard),
            compared & (np.asarray(met_count_all) == 0),
            compared & (shares < RARE_SHARE),
            compared & banded,
        ],
        LABELS,
        default="not_available",
    )
