"""Problems of regions made up for tests: random ones with real pools, and small ones whose answer is known by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipelines.analysis.ambition import pace_pool
from pipelines.analysis.compose.problem import Problem, own_best_changes
from pipelines.analysis.projection import project_panel, quantile
from pipelines.analysis.transforms import Kind, Scale

YEARS = np.arange(2012, 2026)
DECIMALS = 2


def panel(seed: int, count: int, kind: Kind, direction: int) -> np.ndarray:
    """Draw a panel of regions that on the whole get better."""
    rng = np.random.default_rng(seed)
    scale = Scale(kind)
    start = scale.to_z(rng.uniform(4, 30, count))
    size = 0.05 if kind != "identity" else 0.6
    steps = rng.normal(direction * size * 0.6, size, (count, len(YEARS) - 1)) + rng.normal(0, size / 3, len(YEARS) - 1)
    z = start[:, None] + np.column_stack([np.zeros(count), np.cumsum(steps, axis=1)])
    return np.round(scale.from_z(z), DECIMALS)


def problem(
    seed: int = 0,
    count: int = 12,
    kind: Kind = "rate",
    direction: int = -1,
    aggregation: str = "weighted",
    horizon: int = 4,
) -> Problem:
    """Lay out a random problem with everything known of every region; six rows more teach the pools."""
    values = panel(seed, count + 6, kind, direction)
    scale = Scale(kind)
    rng = np.random.default_rng(seed + 1000)
    projection = project_panel(values, YEARS, [int(YEARS[-1]) + horizon], scale)
    z_mean, z_sd = projection.z_mean[:count, 0], projection.z_sd[:count, 0]
    freedom = projection.degrees_of_freedom[:count, 0]
    reach = quantile(0.75, freedom) * z_sd
    ahead = np.full(count, horizon)
    return Problem(
        scale=scale,
        good_direction=direction,
        aggregation=aggregation,
        bounds={"rate": (0.0, 100.0), "positive": (0.0, None), "identity": (None, None)}[kind],
        decimal_places=DECIMALS,
        region_ids=tuple(f"{number:02d}" for number in range(11, 11 + count)),
        latest_value=values[:count, -1],
        horizon_years=ahead,
        weight=np.ones(count) if aggregation == "sum" else rng.uniform(0.2, 8, count),
        z_mean=z_mean,
        z_sd=z_sd,
        degrees_of_freedom=freedom,
        band50=(z_mean - reach, z_mean + reach),
        own_best_change=own_best_changes(values[:count], ahead, good_direction=direction, scale=scale),
        pools={horizon: pace_pool(values, YEARS, horizon, good_direction=direction, scale=scale)},
    )


def permuted(given: Problem, order: np.ndarray) -> Problem:
    """Give the same problem with its regions in another order."""
    arrays = ("latest_value", "horizon_years", "weight", "z_mean", "z_sd", "degrees_of_freedom", "own_best_change")
    return replace(
        given,
        region_ids=tuple(given.region_ids[place] for place in order),
        band50=(given.band50[0][order], given.band50[1][order]),
        **{name: getattr(given, name)[order] for name in arrays},
    )
