"""Where each region would stand if all moved at the one pace that reaches the target above: analysis.shared_pace.

Who promises less than that carries the distance. Frames in, frames out; the search lives in analysis/shared_pace.py.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from pipelines.analysis.shared_pace import common_pace
from pipelines.analysis.tables.panel import Panel
from pipelines.analysis.tables.parents import KEY_SCHEMA, Parent, parents
from pipelines.analysis.tables.projection import PanelKey, ProjectedPanel
from pipelines.analysis.transforms import FloatArray

SHARED_PACE_SCHEMA = KEY_SCHEMA | {
    "region_id": pl.String,
    "from_year": pl.Int32,
    "pace_value": pl.Float64,
}


def shared_pace_frame(
    parts: pl.DataFrame, made: Mapping[PanelKey, ProjectedPanel], baseline_years: Mapping[str, int]
) -> pl.DataFrame:
    """Give one row per submitting region of every parent and year of `parts` (columns as `parents`).

    A year already observed is seen from the round's baseline year, as the target was when it was issued. A parent has
    no row when one of its submitting regions has no past figure or no weight, or no pace reaches the target above.
    """
    columns: dict[str, list[object]] = {name: [] for name in SHARED_PACE_SCHEMA}
    for parent in parents(parts):
        each, submitted = made.get(parent.panel_key), parent.submitted
        if each is None or not submitted.region_ids:
            continue
        round_id, _, _, target_year = parent.key
        last_year = target_year - 1
        if target_year <= int(each.panel.years[-1]):
            last_year = min(last_year, baseline_years.get(round_id, last_year))
        from_years, values = _shared_ends(submitted, each.panel, last_year)
        if values is None:
            continue
        count = len(submitted.region_ids)
        for name, value in parent.facts.items():
            columns[name] += [value] * count
        columns["region_id"] += submitted.region_ids
        columns["from_year"] += from_years.astype(int).tolist()
        columns["pace_value"] += values.tolist()
    return pl.DataFrame(columns, schema=SHARED_PACE_SCHEMA)


def _shared_ends(submitted: Parent, panel: Panel, last_year: int) -> tuple[FloatArray, FloatArray | None]:
    """Give the year each region is seen from, and where all would stand; None when nothing can be said."""
    start, from_years = _starts(panel, submitted.region_ids, last_year)
    weights, wanted = submitted.weights, submitted.wanted_value
    if not np.isfinite(start).all() or not np.isfinite(weights).all() or (weights <= 0).any():
        return from_years, None
    if submitted.is_sum:
        total = float(start.sum())
        return from_years, (start * wanted / total if total > 0 else None)
    steps = submitted.key[3] - from_years
    return from_years, common_pace(start, weights / weights.sum(), steps, wanted, panel.scale)


def _starts(panel: Panel, region_ids: list[str], last_year: int) -> tuple[FloatArray, FloatArray]:
    """Give each region's last figure not later than a year, and its year; nan and 0 where there is none."""
    kept = panel.years <= last_year
    values, years = panel.usable[:, kept], panel.years[kept]
    figures, when = np.full(len(region_ids), np.nan), np.zeros(len(region_ids))
    for place, region_id in enumerate(region_ids):
        row = panel.row.get(region_id)
        seen = np.flatnonzero(np.isfinite(values[row])) if row is not None else np.empty(0, dtype=np.int64)
        if row is not None and seen.size:
            figures[place], when[place] = values[row, seen[-1]], years[seen[-1]]
    return figures, when
