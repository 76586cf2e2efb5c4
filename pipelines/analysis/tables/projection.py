"""Carries every series a round sees into the years ahead: rows for analysis.projection.

Frames in, frames out; the formulas live in analysis/. What a projection says about targets lives in prospects.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.analysis.nation import project_nation
from pipelines.analysis.projection import PanelProjection, project_panel
from pipelines.analysis.tables.panel import Panel

YEARS_AHEAD = 5
BANDS = {50: 0.50, 80: 0.80, 95: 0.95}
PanelKey = tuple[str, str, str]
Weights = Mapping[tuple[str, str], Mapping[str, float]]

PROJECTION_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "round_id": pl.String,
    "indicator_code": pl.String,
    "region_id": pl.String,
    "from_year": pl.Int32,
    "projection_year": pl.Int32,
    "projection_value": pl.Float64,
    **{f"{end}{percent}": pl.Float64 for percent in BANDS for end in ("low", "high")},
    "z_from": pl.Float64,
    "z_mean": pl.Float64,
    "z_sd": pl.Float64,
    "degrees_of_freedom": pl.Float64,
    "scale": pl.String,
    "is_borrowed": pl.Boolean,
    "is_common_pace": pl.Boolean,
    "state": pl.String,
}


@dataclass(frozen=True)
class ProjectedPanel:
    """A panel with its projection; the nation's own panel holds one row that was added up from the provinces."""

    panel: Panel
    projection: PanelProjection

    def column(self, year: int) -> int | None:
        """Find the projected year; None when nothing was asked for it."""
        found = np.flatnonzero(self.projection.years == year)
        return int(found[0]) if found.size else None

    def until(self, last_year: int, projection_year: int) -> ProjectedPanel | None:
        """Project one year from what had been observed by an earlier year; None when nothing had been."""
        panel = self.panel.until(last_year)
        if panel is None:
            return None
        asked = np.arange(int(panel.years[0]) + 1, projection_year + 1)
        return ProjectedPanel(panel, panel.project(asked))


def project_all(
    found: Iterable[Panel],
    target_years: Mapping[tuple[str, str], Sequence[int]],
    weights: Weights,
) -> dict[PanelKey, ProjectedPanel]:
    """Project every panel to five years past its end, and on to the last target year of its round and indicator.

    `weights` per (round, indicator) carry provinces into the nation; without them the nation borrows the provinces'
    common drift and keeps its own last figure.
    """
    by_key = {(panel.round_id, panel.indicator_code, panel.region_level): panel for panel in found}
    made: dict[PanelKey, ProjectedPanel] = {}
    for key, panel in by_key.items():
        if panel.region_level == "country":
            continue
        last = max([int(panel.years[-1]) + YEARS_AHEAD, *target_years.get(key[:2], ())])
        asked = np.arange(int(panel.years[0]) + 1, last + 1)
        made[key] = ProjectedPanel(panel, panel.project(asked))
    for key, nation in by_key.items():
        provinces = made.get((*key[:2], "province"))
        if nation.region_level == "country" and provinces is not None:
            made[key] = ProjectedPanel(nation, _project_nation(nation, provinces, weights.get(key[:2], {})))
    return made


def _project_nation(nation: Panel, provinces: ProjectedPanel, weights: Mapping[str, float]) -> PanelProjection:
    """Project the nation's own row beside the provinces, then take the added-up path where weights carry it."""
    below = provinces.panel
    years = np.arange(min(nation.years[0], below.years[0]), max(nation.years[-1], below.years[-1]) + 1)
    values = np.full((len(below.region_ids) + 1, len(years)), np.nan)
    values[:-1, below.years - years[0]] = below.usable
    values[-1, nation.years - years[0]] = nation.values[0]
    outside = np.arange(len(values)) == len(values) - 1
    beside = project_panel(
        values,
        years,
        provinces.projection.years,
        below.scale,
        outside_pool=outside,
        form=below.form,
        band_factor=below.band_record().factor,
    )
    row = slice(len(values) - 1, len(values))
    z_mean, z_sd, freedom = beside.z_mean[row], beside.z_sd[row], beside.degrees_of_freedom[row]
    held = np.array([weights.get(region_id, np.nan) for region_id in below.region_ids])
    start = int(beside.from_year[-1])
    is_added_up = False
    if np.isfinite(held).any() and start:
        official = float(below.scale.from_z(beside.z_from[-1]))
        added_mean, added_sd, added_freedom = project_nation(provinces.projection, held, official)
        same_start = bool((provinces.projection.from_year[np.isfinite(held)] == start).all())
        if same_start and np.isfinite(added_mean).any():
            z_mean, z_sd, freedom, is_added_up = added_mean[None, :], added_sd[None, :], added_freedom[None, :], True
    return PanelProjection(
        scale=below.scale,
        years=beside.years,
        from_year=beside.from_year[row],
        z_from=beside.z_from[row],
        z_mean=z_mean,
        z_sd=z_sd,
        z_sd_shared=beside.z_sd_shared[row],
        degrees_of_freedom=freedom,
        is_borrowed=np.array([not is_added_up]) & beside.is_borrowed[row],
        state=np.array(["ok"]) if is_added_up else beside.state[row],
        pool=None,
    )


def projection_frame(made: Iterable[ProjectedPanel]) -> pl.DataFrame:
    """Give one row per round, indicator, region of today and projected year; only what was projected."""
    frames = [_projection_rows(each) for each in made]
    return pl.concat([pl.DataFrame(schema=PROJECTION_SCHEMA), *frames])


def _projection_rows(each: ProjectedPanel) -> pl.DataFrame:
    panel, projection = each.panel, each.projection
    rows, columns = np.nonzero(np.isfinite(projection.z_mean) & panel.is_current[:, None])
    bands = {percent: projection.interval(coverage) for percent, coverage in BANDS.items()}
    regions = np.array(panel.region_ids, dtype=object)
    return pl.DataFrame(
        {
            "round_id": [panel.round_id] * len(rows),
            "indicator_code": [panel.indicator_code] * len(rows),
            "region_id": regions[rows].tolist(),
            "from_year": projection.from_year[rows],
            "projection_year": projection.years[columns],
            "projection_value": projection.value()[rows, columns],
            **{
                f"{end}{percent}": bands[percent][place][rows, columns]
                for percent in BANDS
                for place, end in enumerate(("low", "high"))
            },
            "z_from": projection.z_from[rows],
            "z_mean": projection.z_mean[rows, columns],
            "z_sd": projection.z_sd[rows, columns],
            "degrees_of_freedom": projection.degrees_of_freedom[rows, columns],
            "scale": [panel.scale.kind] * len(rows),
            "is_borrowed": projection.is_borrowed[rows],
            "is_common_pace": projection.is_common_pace[rows],
            "state": projection.state[rows].tolist(),
        },
        schema=PROJECTION_SCHEMA,
    )
