"""Where regions are heading if nothing changes: an empirical-Bayes pooled damped drift with honest width.

Arrays in, arrays out. What regions share is learnt in `pool.py`, peers' past pace lives in `ambition.py`, and whether
the bands kept their promise in the past in `calibration.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.analysis.pool import FEWEST_POINTS, PRIOR_DEGREES, LocalLevel, Pool, fit_pool, local_level
from pipelines.analysis.transforms import BoolArray, FloatArray, Scale

WINDOW_YEARS = 10  # annual values, so at most nine differences
DAMPING = 0.9
BORROWED_VARIANCE = 1.5
CHANCE_BANDS = ("<5", "5-20", "20-50", "50-80", ">80")
CHANCE_EDGES = (0.05, 0.20, 0.50, 0.80)

__all__ = ["FEWEST_POINTS", "PRIOR_DEGREES", "fit_pool"]


@dataclass(frozen=True, slots=True)
class Form:
    """Which form of the method is asked for.

    The first form starts from the last figure and takes the degrees of freedom of the common shocks for everything.
    The second tells level from noise and weighs the degrees of freedom of both variances (Satterthwaite).
    `damping` is how much of a pace is left after each year: 1 for what keeps rising, 0 where a pace tells nothing.
    """

    damping: float = DAMPING
    has_local_level: bool = False
    has_own_freedom: bool = False

    @classmethod
    def second(cls, damping: float = DAMPING) -> Form:
        return cls(damping, has_local_level=True, has_own_freedom=True)

    def reach(self, steps: FloatArray) -> FloatArray:
        """Give the damped sum of so many yearly steps."""
        if self.damping in (0, 1):
            return steps * self.damping
        return self.damping * (1 - self.damping**steps) / (1 - self.damping)


FIRST_FORM = Form()


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
    degrees_of_freedom: FloatArray  # as z_sd
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


def quantile(share: float, degrees_of_freedom: npt.ArrayLike) -> FloatArray:
    """Give the t quantile of each entry; nan without degrees of freedom."""
    from scipy import special  # here: judging imports this module and starts in half the time without scipy

    freedom = np.asarray(degrees_of_freedom, dtype=np.float64)
    usable = freedom > 0
    return np.where(usable, special.stdtrit(np.where(usable, freedom, 1.0), share), np.nan)


def project_panel(
    values: npt.ArrayLike,
    years: npt.ArrayLike,
    projection_years: npt.ArrayLike,
    scale: Scale,
    *,
    first_usable_year: npt.ArrayLike | None = None,
    outside_pool: npt.ArrayLike | None = None,
    form: Form = FIRST_FORM,
    band_factor: float = 1.0,
    window_years: int = WINDOW_YEARS,
) -> PanelProjection:
    """Project every region of a panel (regions x calendar years, nan where nothing was published).

    `first_usable_year` per region hides what lies before a boundary break. Each region starts from its own last
    figure; the window ends with the panel's last observed year. Years not after a region's last figure stay nan.
    Rows marked `outside_pool` (the nation beside its provinces) borrow and teach nothing. `band_factor` widens or
    narrows every band (see calibration.py).
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
    return _path(scale, asked, from_year, z_from, pool, state=state, form=form, band_factor=band_factor)


def _path(
    scale: Scale,
    asked: npt.NDArray[np.int64],
    from_year: npt.NDArray[np.int64],
    z_from: FloatArray,
    pool: Pool,
    *,
    state: npt.NDArray[np.str_],
    form: Form,
    band_factor: float,
) -> PanelProjection:
    """Carry each region forward: mean and variance grow with the horizon and the damped sum of it."""
    horizon = (asked[None, :] - from_year[:, None]).astype(np.float64)
    usable = (horizon >= 1) & np.isin(state, ("ok", "borrowed"))[:, None]
    steps = np.where(usable, horizon, 1.0)
    reach = form.reach(steps)
    level = local_level(pool) if form.has_local_level else LocalLevel(0.0, np.zeros(len(state)))
    trusted = (1 - pool.shrinkage)[:, None]
    counts = np.maximum(pool.difference_count, 1)[:, None]
    widening = np.where(pool.is_borrowed, BORROWED_VARIANCE, 1.0)[:, None]
    shared = widening * pool.shared_variance * (steps + reach**2 / pool.year_count)
    by_itself = level.own_variance(pool.region_variance, steps, pool.is_borrowed)
    own = widening * (by_itself + reach**2 * trusted * pool.own_variance / counts)
    mean = (z_from + level.correction)[:, None] + reach * (pool.drift + trusted * pool.own_drift[:, None])
    return PanelProjection(
        scale=scale,
        years=asked,
        from_year=from_year,
        z_from=z_from,
        z_mean=np.where(usable, mean, np.nan),
        z_sd=np.where(usable, band_factor * np.sqrt(shared + own), np.nan),
        z_sd_shared=np.where(usable, band_factor * np.sqrt(shared), np.nan),
        degrees_of_freedom=_freedom(pool, shared, own, form),
        is_borrowed=pool.is_borrowed & (state == "borrowed"),
        state=state,
        pool=pool,
    )


def _freedom(pool: Pool, shared: FloatArray, own: FloatArray, form: Form) -> FloatArray:
    """Give degrees of freedom per region and step; those of the common shocks alone in the first form."""
    common = float(pool.degrees_of_freedom)
    if not form.has_own_freedom or common < 1:
        return np.full(shared.shape, common)
    total = shared + own
    return np.asarray(total**2 / (shared**2 / common + own**2 / pool.own_freedom[:, None]))


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
        degrees_of_freedom=np.zeros(blank.shape),
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
