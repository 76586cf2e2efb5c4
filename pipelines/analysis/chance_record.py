"""What became of chances given in the past: how often targets of each band of chance would have been reached.

Every figure that came is read as a target that was just reached: a target given chance p comes true where the figure is
at least as good, so one past forecast tells about every chance at once. Arrays in, rows out; nothing looks ahead.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.analysis.calibration import HORIZONS, band_record, past_errors
from pipelines.analysis.projection import (
    CHANCE_BANDS,
    CHANCE_EDGES,
    FEWEST_POINTS,
    Form,
    chance_at_least_as_good,
    complete_years,
    project_panel,
)
from pipelines.analysis.transforms import FloatArray, Scale

RECENT_YEARS = 6  # forecasts made in the last six years: after the shock of 2020 recoveries came faster than bands say
FEWEST_ORIGINS = 3


class ChanceRecord(NamedTuple):
    """One band at one horizon (0: all): how many forecasts from how many origins, and the share that came true."""

    horizon_years: int
    chance_band: str
    forecast_count: int
    origin_count: int
    came_true_share: float
    recent_origin_count: int
    recent_share: float | None
    is_contradicted: bool


class ChanceTrial(NamedTuple):
    """One entry per region, origin and horizon with a figure: the chance that had been given to what then came."""

    origin_year: npt.NDArray[np.int64]
    horizon: npt.NDArray[np.int64]
    chance: FloatArray


def chance_trials(
    values: npt.ArrayLike, years: npt.ArrayLike, scale: Scale, form: Form, good_direction: int
) -> ChanceTrial:
    """Give, from every past origin, the chance of a target set exactly where the figure came to lie."""
    figures, calendar = complete_years(values, years)
    past = past_errors(figures, calendar, scale, form)
    origins, horizons, chances = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0)]
    for origin in range(FEWEST_POINTS - 1, len(calendar) - 1):
        ahead = HORIZONS[: len(calendar) - 1 - origin]
        made = project_panel(
            figures[:, : origin + 1],
            calendar[: origin + 1],
            calendar[origin] + ahead,
            scale,
            form=form,
            band_factor=band_record(past, int(calendar[origin])).factor,
        )
        own = (made.state == "ok") & (made.from_year == calendar[origin])
        given = chance_at_least_as_good(
            figures[:, origin + ahead],
            made.z_mean,
            made.z_sd,
            made.degrees_of_freedom,
            good_direction=good_direction,
            scale=scale,
        )
        usable = np.isfinite(given) & own[:, None]
        chances.append(given[usable])
        horizons.append(np.broadcast_to(ahead, given.shape)[usable])
        origins.append(np.full(int(usable.sum()), calendar[origin]))
    return ChanceTrial(np.concatenate(origins), np.concatenate(horizons), np.concatenate(chances))


def chance_records(
    values: npt.ArrayLike, years: npt.ArrayLike, scale: Scale, form: Form, good_direction: int
) -> Iterator[ChanceRecord]:
    """Yield one row per horizon and band of chance; none where nothing could be tried."""
    seen = chance_trials(values, years, scale, form, good_direction)
    if not len(seen.chance):
        return
    last = int(np.asarray(years).max())
    is_recent = seen.origin_year >= last - RECENT_YEARS
    edges = (0.0, *CHANCE_EDGES, 1.0)
    for horizon in (0, *np.unique(seen.horizon)):
        chosen = (seen.horizon == horizon) | (horizon == 0)
        recent = chosen & is_recent
        recent_origins = len(np.unique(seen.origin_year[recent]))
        for band, low, high in zip(CHANCE_BANDS, edges, edges[1:], strict=False):
            share = share_true(seen.chance[recent], low, high) if recent.any() else None
            yield ChanceRecord(
                int(horizon),
                band,
                int(chosen.sum()),
                len(np.unique(seen.origin_year[chosen])),
                share_true(seen.chance[chosen], low, high),
                recent_origins,
                share,
                share is not None and recent_origins >= FEWEST_ORIGINS and not low <= share <= high,
            )


def share_true(chance: FloatArray, low: float, high: float) -> float:
    """Give the share of targets, spread evenly over a band of chance, that the figures would have reached."""
    return float(np.clip((high - chance) / (high - low), 0.0, 1.0).mean())
