"""What-if: a tried target judged with the edition's own series and the very formulas of `pipelines.analysis`.
Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from pipelines.analysis import ambition, whatif
from pipelines.analysis.ambition import PacePool, pace_pool
from pipelines.analysis.panel_layout import lay_out
from pipelines.analysis.projection import quantile
from pipelines.analysis.transforms import Scale, choose_scale

SIGN = {"up": 1, "down": -1}
PRESETS = {"median_pace": 0.5, "best_tenth": 0.1}


@dataclass(frozen=True)
class Outlook:
    """What is said about one tried value: chance band, comparison with past changes, and the ambition label."""

    chance_band: str | None
    met_count: int
    pool_count: int
    label: str


@dataclass(frozen=True)
class Bench:
    """One target under the lens: past changes of its peers, its scale, and its stored projection for the target
    year."""

    scale: Scale
    pool: PacePool
    from_value: float
    z_mean: float
    z_sd: float
    degrees_of_freedom: float

    def judge(self, tried_value: float) -> Outlook:
        """Judge a tried value exactly as the edition judges a submitted one."""
        z_from, z_tried = self.scale.to_z(self.from_value), self.scale.to_z(tried_value)
        seen = whatif.outlook(
            [tried_value], ([self.z_mean], [self.z_sd], [self.degrees_of_freedom]), [z_from], self.pool, self.scale
        )
        sign = self.pool.good_direction
        reach = (
            float(quantile(0.75, self.degrees_of_freedom)) * self.z_sd if self.degrees_of_freedom > 0 else float("nan")
        )
        labels = ambition.label(
            seen.ambition.share,
            seen.ambition.met_count_all,
            [z_from],
            [z_tried],
            ([self.z_mean - sign * reach], [self.z_mean + sign * reach]),
            sign,
        )
        return Outlook(
            chance_band=str(seen.band[0]) or None,
            met_count=int(seen.ambition.met_count[0]),
            pool_count=int(seen.ambition.pool_count),
            label=str(labels[0]),
        )

    def preset(self, share: float) -> float | None:
        """The value reached at the pace that this share of past changes attained or bettered; None without a pool."""
        pace = self.pool.best_pace(share)
        if not np.isfinite(pace):
            return None
        return float(self.scale.from_z(self.scale.to_z(self.from_value) + pace))


def bench(
    panel: pl.DataFrame, projected: dict[str, Any] | None, row: dict[str, Any], indicator: dict[str, Any]
) -> Bench | None:
    """Lay out one target: the panel of its level, its projection for the target year, and its row of mart.target_gap.

    None where there is nothing to compare: direction `within`, no observation, or a target year that has passed.
    """
    sign = SIGN.get(str(indicator["good_direction"]))
    if sign is None or row["latest_value"] is None or row["latest_year"] >= row["target_year"] or panel.is_empty():
        return None
    breaks = panel.filter(pl.col("is_break").fill_null(False)).select("region_id", "observation_year")
    laid = lay_out(
        panel["region_id"].to_list(), panel["observation_year"], panel["observed_value"], dict(breaks.rows())
    )
    scale = choose_scale(
        str(indicator["unit_of_measure"]),
        indicator["lower_bound"],
        indicator["upper_bound"],
        int(indicator["decimal_places"]),
        laid.values,
    )
    horizon = int(row["target_year"] - row["latest_year"])
    stored = projected or {}
    return Bench(
        scale=scale,
        pool=pace_pool(laid.usable, laid.years, horizon, good_direction=sign, scale=scale),
        from_value=float(row["latest_value"]),
        z_mean=_or_nan(stored.get("z_mean")),
        z_sd=_or_nan(stored.get("z_sd")),
        degrees_of_freedom=_or_nan(stored.get("degrees_of_freedom"), 0.0),
    )


def _or_nan(figure: Any, otherwise: float = float("nan")) -> float:
    return otherwise if figure is None else float(figure)
