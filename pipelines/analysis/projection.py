"""Where regions are heading if nothing changes: an empirical-Bayes pooled damped drift with honest width.

Arrays in, arrays out. The formulas are those of the method `projection`; peers' past pace lives in `ambition.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.analysis.transforms import BoolArray, FloatArray, Scale

WINDOW_YEARS = 10  # annual values, so at most nine differences
DAMPING = 0.9
PRIOR_DEGREES = 4.0  # weight of the pooled variance beside a region's own
FEWEST_POINTS = 5
BORROWED_VARIANCE = 1.5
CHANCE_BANDS = ("<5", "5-20", "20-50", "50-80", ">80")
CHANCE_EDGES = (0.05, 0.20, 0.50, 0.80)


@dataclass(frozen=True, slots=True)
class Pool:
    """What regions share (drift and shock variances of z per year) and what each has of its own.

    Arrays have one entry per region of the panel; regions without enough differences carry drift 0 and shrinkage 1.
    """

    drift: float
    shared_variance: float
    own_variance: float
    drift_variance: float
    year_count: int
    region_count: int
    own_drift: FloatArray
    shrinkage: FloatArray
    difference_count: FloatArray
    region_variance: FloatArray
    is_borrowed: BoolArray

    @property
    def degrees_of_freedom(self) -> int:
        return self.year_count - 1


@dataclass(frozen=True, slots=True)
class PanelProjection:
    """Projected z, one row per region and one column per asked year; nan wherever `state` is not `ok` or `borrowed`.

    state: ok, borrowed, no_observation, no_pool (too few regions or years to learn from), no_variation (a pool that
    never moved gives no uncertainty), out_of_range (the last figure is impossible on this scale).
    """

    scale: Scale
    years: npt.NDArray[np.int64]
    from_year: npt.NDArray[np.int64]  # 0 where nothing was observed
    z_from: FloatArray
    z_mean: FloatArray
    z_sd: FloatArray
    z_sd_shared: FloatArray
    degrees_of_freedom: int
    is_borrowed: BoolArray
    state: npt.NDArray[np.str_]
    pool: Pool | None

    @property
    def is_common_pace(self) -> BoolArray:
        """Tell which regions move at nothing but the pace of all (their own past told nothing apart from it)."""
        return np.zeros(len(self.state), dtype=bool) if self.pool is None else self.pool.shrinkage >= 1

    def value(self) -> FloatArray:
        """Give the median path in the indicator's unit."""
        return self.scale.from_z(self.z_mean)

    def interval(self, coverage: float) -> tuple[FloatArray, FloatArray]:
        """Give low and high of the central band with this coverage (0-1), in the indicator's unit."""
        reach = quantile(0.5 + coverage / 2, self.degrees_of_freedom) * self.z_sd
        return self.scale.from_z(self.z_mean - reach), self.scale.from_z(self.z_mean + reach)


def quantile(share: float, degrees_of_freedom: int) -> float:
    """Give the t quantile; nan without degrees of freedom."""
    from scipy import special  # here: judging imports this module and starts in half the time without scipy

    return float(special.stdtrit(degrees_of_freedom, share)) if degrees_of_freedom > 0 else float("nan")


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
    own_drift[in_pool], all_shrinkage[in_pool] = drifts, shrinkage
    region_variance[in_pool] = (PRIOR_DEGREES * own_variance + squares) / (PRIOR_DEGREES + own_counts - 1)
    return Pool(
        drift=float(shocks.mean()),
        shared_variance=max(0.0, float(np.var(shocks, ddof=1)) - own_variance / regions),
        own_variance=own_variance,
        drift_variance=drift_variance,
        year_count=year_count,
        region_count=regions,
        own_drift=own_drift,
        shrinkage=all_shrinkage,
        difference_count=counts,
        region_variance=region_variance,
        is_borrowed=~in_pool,
    )


def project_panel(
    values: npt.ArrayLike,
    years: npt.ArrayLike,
    projection_years: npt.ArrayLike,
    scale: Scale,
    *,
    first_usable_year: npt.ArrayLike | None = None,
    outside_pool: npt.ArrayLike | None = None,
    damping: float = DAMPING,
    window_years: int = WINDOW_YEARS,
) -> PanelProjection:
    """Project every region of a panel (regions x calendar years, nan where nothing was published).

    `first_usable_year` per region hides what lies before a boundary break. Each region starts from its own last
    figure; the window ends with the panel's last observed year. Years not after a region's last figure stay nan.
    Rows marked `outside_pool` (the nation beside its provinces) borrow and teach nothing.
    """
    figures, calendar = complete_years(values, years)
    asked = np.asarray(projection_years, dtype=np.int64)
    if first_usable_year is not None and figures.size:
        figures = np.where(calendar[None, :] < np.asarray(first_usable_year)[:, None], np.nan, figures)
    z = scale.to_z(figures)
    seen = np.isfinite(figures)
    regions = len(figures)
    if not seen.any():
        return _nothing(scale, asked, np.full(regions, "no_observation"))
    last = np.where(seen.any(axis=1), figures.shape[1] - 1 - np.argmax(seen[:, ::-1], axis=1), -1)
    z_from = np.where(last >= 0, z[np.arange(regions), last], np.nan)
    from_year = np.where(last >= 0, calendar[last], 0)
    end = int(np.flatnonzero(seen.any(axis=0))[-1]) + 1
    pool = fit_pool(z[:, max(0, end - window_years) : end], outside_pool)
    state = np.full(regions, "ok", dtype="<U14")
    if pool is None:
        state[:] = "no_pool"
    else:
        state[pool.is_borrowed] = "borrowed"
        if pool.shared_variance + pool.own_variance <= 1e-18:
            state[:] = "no_variation"
    state[~np.isfinite(z_from)] = "out_of_range"
    state[last < 0] = "no_observation"
    if pool is None or not np.isin(state, ("ok", "borrowed")).any():
        return _nothing(scale, asked, state, from_year=from_year, z_from=z_from, pool=pool)
    return _path(scale, asked, from_year, z_from, pool, state=state, damping=damping)


def _path(
    scale: Scale,
    asked: npt.NDArray[np.int64],
    from_year: npt.NDArray[np.int64],
    z_from: FloatArray,
    pool: Pool,
    *,
    state: npt.NDArray[np.str_],
    damping: float,
) -> PanelProjection:
    """Carry each region forward: mean and variance grow with the horizon and the damped sum of it."""
    horizon = (asked[None, :] - from_year[:, None]).astype(np.float64)
    usable = (horizon >= 1) & np.isin(state, ("ok", "borrowed"))[:, None]
    steps = np.where(usable, horizon, 1.0)
    reach = damping * (1 - damping**steps) / (1 - damping) if damping != 1 else steps
    trusted = (1 - pool.shrinkage)[:, None]
    counts = np.maximum(pool.difference_count, 1)[:, None]
    widening = np.where(pool.is_borrowed, BORROWED_VARIANCE, 1.0)[:, None]
    shared = widening * pool.shared_variance * (steps + reach**2 / pool.year_count)
    own = widening * (steps * pool.region_variance[:, None] + reach**2 * trusted * pool.own_variance / counts)
    mean = z_from[:, None] + reach * (pool.drift + trusted * pool.own_drift[:, None])
    return PanelProjection(
        scale=scale,
        years=asked,
        from_year=from_year,
        z_from=z_from,
        z_mean=np.where(usable, mean, np.nan),
        z_sd=np.where(usable, np.sqrt(shared + own), np.nan),
        z_sd_shared=np.where(usable, np.sqrt(shared), np.nan),
        degrees_of_freedom=pool.degrees_of_freedom,
        is_borrowed=pool.is_borrowed & (state == "borrowed"),
        state=state,
        pool=pool,
    )


def _nothing(
    scale: Scale,
    asked: npt.NDArray[np.int64],
    state: npt.NDArray[np.str_],
    *,
    from_year: npt.NDArray[np.int64] | None = None,
    z_from: FloatArray | None = None,
    pool: Pool | None = None,
) -> PanelProjection:
    """Say for every region why nothing is projected."""
    blank = np.full((len(state), len(asked)), np.nan)
    return PanelProjection(
        scale=scale,
        years=asked,
        from_year=np.zeros(len(state), dtype=np.int64) if from_year is None else from_year,
        z_from=np.full(len(state), np.nan) if z_from is None else z_from,
        z_mean=blank,
        z_sd=blank.copy(),
        z_sd_shared=blank.copy(),
        degrees_of_freedom=0,
        is_borrowed=np.zeros(len(state), dtype=bool),
        state=state,
        pool=pool,
    )


def complete_years(values: npt.ArrayLike, years: npt.ArrayLike) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """Lay a panel on unbroken calendar years, so that neighbouring columns are neighbouring years."""
    figures = np.atleast_2d(np.asarray(values, dtype=np.float64))
    given = np.asarray(years, dtype=np.int64)
    if not given.size:
        return np.full((len(figures), 0), np.nan), given
    calendar = np.arange(given.min(), given.max() + 1)
    laid = np.full((len(figures), len(calendar)), np.nan)
    laid[:, given - given.min()] = np.where(np.isfinite(figures), figures, np.nan)
    return laid, calendar


def chance_at_least_as_good(
    target_value: npt.ArrayLike,
    z_mean: npt.ArrayLike,
    z_sd: npt.ArrayLike,
    degrees_of_freedom: npt.ArrayLike,
    *,
    good_direction: int,
    scale: Scale,
) -> FloatArray:
    """Give the chance (0-1) that the projection ends at the target or better; nan where nothing was projected.

    `good_direction` is +1 (up is better) or -1.
    """
    freedom = np.asarray(degrees_of_freedom, dtype=np.float64)
    spread = np.asarray(z_sd, dtype=np.float64)
    usable = np.isfinite(spread) & (spread > 0) & (freedom > 0)
    distance = (scale.to_z(target_value) - np.asarray(z_mean, dtype=np.float64)) / np.where(usable, spread, 1.0)
    from scipy import special

    below = special.stdtr(np.where(usable, freedom, 1.0), distance)
    return np.where(usable & np.isfinite(distance), below if good_direction < 0 else 1 - below, np.nan)


def chance_band(chance: npt.ArrayLike) -> npt.NDArray[np.str_]:
    """Name the band of each chance; empty where there is none."""
    shares = np.atleast_1d(np.asarray(chance, dtype=np.float64))
    known = np.isfinite(shares)
    filled = np.where(known, shares, 0.0)
    position = np.searchsorted(CHANCE_EDGES[:-1], filled, side="right") + (filled > CHANCE_EDGES[-1])
    return np.where(known, np.array(CHANCE_BANDS)[position], "")
