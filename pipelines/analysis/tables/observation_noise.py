"""What the panels themselves say about the error of their figures: rows for analysis.observation_noise."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from pipelines.analysis.noise import panel_noise
from pipelines.analysis.projection import WINDOW_YEARS
from pipelines.analysis.tables.panel import Panel

NOISE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "round_id": pl.String,
    "indicator_code": pl.String,
    "region_level": pl.String,
    "scale": pl.String,
    "noise_z_sd": pl.Float64,
    "lowest_z_sd": pl.Float64,
    "highest_z_sd": pl.Float64,
    "region_count": pl.Int64,
    "pair_count": pl.Int64,
}


def noise_frame(panels: Iterable[Panel]) -> pl.DataFrame:
    """Give one row per round, indicator and level whose last ten years leave something to estimate from."""
    rows = []
    for panel in panels:
        noise = panel_noise(panel.scale.to_z(panel.usable)[:, -WINDOW_YEARS:])
        if noise is not None:
            key = (panel.round_id, panel.indicator_code, panel.region_level, panel.scale.kind)
            rows.append((*key, noise.sd, noise.lowest_sd, noise.highest_sd, noise.region_count, noise.pair_count))
    return pl.DataFrame(rows, schema=NOISE_SCHEMA, orient="row")
