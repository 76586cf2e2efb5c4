"""Where each region would stand if all moved at the one pace that reaches the target above: analysis.shared_pace.

Who promises less than that carries the distance. Frames in, frames out; the search lives in analysis/shared_pace.py.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from pipelines.analysis.shared_pace import common_pace
from pipelines.analysis.tables.panel import Panel
from pipelines.analysis.tables.projection import PanelKey, Projected
from pipelines.analysis.transforms import FloatArray

KEY = ("round_id", "indicator_code", "parent_region_id", "target_year")
SHARED_PACE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "round_id": pl.String,
    "indicator_code": pl.String,
    "parent_region_id": pl.String,
    "target_year": pl.Int32,
    "region_id": pl.String,
    "from_year": pl.Int32,
    "pace_value": pl.Float64,
}


def shared_pace_frame(
    parts: pl.DataFrame, made: Mapping[PanelKey, Projected], baseline_years: Mapping[str, int]
) -> pl.DataFrame:
    """Give one row per submitting region of every parent and year of `parts` (columns as suggestion_frames).

    A year already observed is seen from the round's baseline year, as the target was when it was issued. A parent has
    no row when one of its submitting regions has no past figure or no weight, or no pace reaches the target above.
    """
    frames = [pl.DataFrame(schema=SHARED_PACE_SCHEMA)]
    for key, rows in parts.sort(*KEY, "region_id").partition_by(*KEY, as_dict=True).items():
        round_id, indicator_code, target_year = str(key[0]), str(key[1]), int(key[3])
        each = made.get((round_id, indicator_code, str(rows["region_level"][0])))
        submitted = rows.filter(pl.col("target_value").is_not_null())
        if each is None or submitted.is_empty():
            continue
        last_year = target_year - 1
        if target_year <= int(each.panel.years[-1]):
            last_year = min(last_year, baseline_years.get(round_id, last_year))
        moved = _moved(submitted, each.panel, last_year, target_year)
        if moved is not None:
            frames.append(moved)
    return pl.concat(frames)


def _moved(rows: pl.DataFrame, panel: Panel, last_year: int, target_year: int) -> pl.DataFrame | None:
    start, from_year = _starts(panel, rows["region_id"].to_list(), last_year)
    weights = rows["part_weight"].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    if not np.isfinite(start).all() or not np.isfinite(weights).all() or (weights <= 0).any():
        return None
    wanted = float(rows["wanted_value"][0])
    if rows["is_sum"][0]:
        total = float(start.sum())
        values = start * wanted / total if total > 0 else None
    else:
        values = common_pace(start, weights / weights.sum(), target_year - from_year, wanted, panel.scale)
    if values is None:
        return None
    made = rows.select(*KEY, "region_id").with_columns(
        pl.Series("from_year", from_year), pl.Series("pace_value", values)
    )
    return made.select([pl.col(name).cast(kind) for name, kind in SHARED_PACE_SCHEMA.items()])


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
