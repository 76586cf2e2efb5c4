"""What the projections and past changes say about each target: rows for analysis.prospect.

Frames in, frames out; the formulas live in analysis/. National values and suggestions live in suggestions.py.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.analysis import ambition
from pipelines.analysis.projection import chance_at_least_as_good, chance_band, quantile
from pipelines.analysis.tables.panel import Panel
from pipelines.analysis.tables.projection import PanelKey, ProjectedPanel
from pipelines.analysis.transforms import FloatArray

DUE = "due"
NO_SERIES = "insufficient_data"

PROSPECT_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "round_id": pl.String,
    "indicator_code": pl.String,
    "region_id": pl.String,
    "target_year": pl.Int32,
    "chance_share": pl.Float64,
    "chance_band": pl.String,
    "chance_band_hard_end": pl.String,
    "ambition_share": pl.Float64,
    "ambition_pool_count": pl.Int64,
    "ambition_met_count": pl.Int64,
    "ambition_share_all": pl.Float64,
    "ambition_pool_count_all": pl.Int64,
    "ambition_met_count_all": pl.Int64,
    "ambition_horizon_years": pl.Int32,
    "ambition_label": pl.String,
    "ambition_label_hard_end": pl.String,
    "state": pl.String,
}


def prospect_frame(
    targets: pl.DataFrame,
    made: Mapping[PanelKey, ProjectedPanel],
    levels: pl.DataFrame,
    baseline_years: Mapping[str, int],
) -> pl.DataFrame:
    """Judge every target (round_id, indicator_code, region_id, target_year, target_low, target_high, target_value).

    A target whose year is not after the last figure is `due`: it has no chance, and its ambition is what it was when
    issued, seen from the baseline year of its round. Grain: as the targets.
    """
    placed = targets.join(levels.select("region_id", "region_level"), on="region_id").sort(
        "round_id", "indicator_code", "region_level", "target_year", "region_id"
    )
    frames = [pl.DataFrame(schema=PROSPECT_SCHEMA)]
    keys = ("round_id", "indicator_code", "region_level", "target_year")
    for key, rows in placed.partition_by(*keys, as_dict=True).items():
        round_id, target_year = str(key[0]), int(key[3])
        each = made.get((round_id, str(key[1]), str(key[2])))
        judged = _prospect_rows(rows, each, target_year)
        is_due = pl.col("state") == DUE
        baseline_year = baseline_years.get(round_id, target_year)
        if each is not None and each.panel.region_level != "country" and baseline_year < target_year:
            due = rows.join(judged.filter(is_due).select("region_id"), on="region_id", how="semi")
            frames += [judged.filter(~is_due), _as_issued(due, each, baseline_year, target_year)]
        else:
            frames.append(judged)
    return pl.concat(frames)


def _as_issued(due: pl.DataFrame, each: ProjectedPanel, baseline_year: int, target_year: int) -> pl.DataFrame:
    """Judge due targets with what had been observed by the baseline year; the state stays `due`, the chance empty."""
    if due.is_empty():
        return pl.DataFrame(schema=PROSPECT_SCHEMA)
    hindsight_free = each.until(baseline_year, target_year)
    judged = _prospect_rows(due, hindsight_free, target_year)
    unsaid = [name for name in PROSPECT_SCHEMA if name.startswith("chance_")]
    return judged.with_columns(
        *(pl.lit(None).cast(PROSPECT_SCHEMA[name]).alias(name) for name in unsaid), state=pl.lit(DUE)
    )


def _prospect_rows(rows: pl.DataFrame, each: ProjectedPanel | None, target_year: int) -> pl.DataFrame:
    """Judge the targets of one panel and year; without a panel every one of them says so."""
    count = rows.height
    table: dict[str, object] = {name: rows[name] for name in ("round_id", "indicator_code", "region_id", "target_year")}
    column = each.column(target_year) if each is not None else None
    if each is None or (column is None and target_year > each.projection.years[-1]):
        table |= {"ambition_label": ["not_available"] * count, "state": [NO_SERIES] * count}
    elif column is None:
        table |= {"ambition_label": ["not_available"] * count, "state": [DUE] * count}
    else:
        table |= _judge(rows, each, column, target_year)
    missing = {name: pl.lit(None).cast(kind).alias(name) for name, kind in PROSPECT_SCHEMA.items() if name not in table}
    frame = pl.DataFrame(table).with_columns(**missing)
    return frame.select([pl.col(name).cast(kind) for name, kind in PROSPECT_SCHEMA.items()])


def _judge(rows: pl.DataFrame, each: ProjectedPanel, column: int, target_year: int) -> dict[str, object]:
    """Compare easy and hard ends with the projection and with past changes from each region's own last figure."""
    panel, projection = each.panel, each.projection
    places = np.array([panel.row.get(region_id, -1) for region_id in rows["region_id"]])
    present = places >= 0
    horizon = np.where(present, target_year - projection.from_year[places], 0)
    state = np.where(present, projection.state[places], "no_observation").astype(object)
    observed = present & (projection.from_year[places] > 0)
    due = observed & (horizon < 1)
    state[due] = DUE

    def of(series: FloatArray) -> FloatArray:
        return np.where(present & ~due, series[places], np.nan)

    z_mean, z_sd, z_from = of(projection.z_mean[:, column]), of(projection.z_sd[:, column]), of(projection.z_from)
    freedom = of(projection.degrees_of_freedom[:, column])
    reach = quantile(0.75, freedom) * z_sd
    direction = panel.good_direction
    easy_edge, hard_edge = z_mean - direction * reach, z_mean + direction * reach
    hard_end = "target_high" if direction > 0 else "target_low"
    easy, hard = (_figures(rows[name]) for name in ("target_value", hard_end))
    words: dict[str, object] = {}
    compared, labels = _compare(panel, horizon, z_from, panel.scale.to_z(easy), (easy_edge, hard_edge))
    _, hard_labels = _compare(panel, horizon, z_from, panel.scale.to_z(hard), (easy_edge, hard_edge))
    chance, hard_chance = (
        chance_at_least_as_good(end, z_mean, z_sd, freedom, good_direction=direction, scale=panel.scale)
        for end in (easy, hard)
    )
    words["chance_share"] = _nullable(chance)
    words["chance_band"] = _words(chance_band(chance))
    words["chance_band_hard_end"] = _words(chance_band(hard_chance))
    words |= compared
    words["ambition_horizon_years"] = _nullable(np.where(horizon > 0, horizon, np.nan))
    words["ambition_label"] = labels.tolist()
    words["ambition_label_hard_end"] = [
        str(word) if np.isfinite(end) else None for word, end in zip(hard_labels, hard, strict=True)
    ]
    words["state"] = [str(word) for word in state]
    return words


def _compare(
    panel: Panel,
    horizon: npt.NDArray[np.int64],
    z_from: FloatArray,
    z_target: FloatArray,
    band: tuple[FloatArray, FloatArray],
) -> tuple[dict[str, object], npt.NDArray[np.str_]]:
    """Count past changes per horizon, and label; the nation has no peers and keeps only its projection."""
    count = len(horizon)
    shares, shares_all = np.full(count, np.nan), np.full(count, np.nan)
    numbers = np.zeros((4, count), dtype=np.int64)
    for years in np.unique(horizon[horizon > 0]) if panel.region_level != "country" else ():
        chosen = horizon == years
        seen = ambition.compare(panel.pool(int(years)), z_from[chosen], z_target[chosen])
        shares[chosen], shares_all[chosen] = seen.share, seen.share_all
        numbers[0, chosen], numbers[1, chosen] = seen.met_count, seen.pool_count
        numbers[2, chosen], numbers[3, chosen] = seen.met_count_all, seen.pool_count_all
    labels = ambition.label(shares, numbers[2], z_from, z_target, band, panel.good_direction)
    known = np.isfinite(shares)
    names = ("ambition_met_count", "ambition_pool_count", "ambition_met_count_all", "ambition_pool_count_all")
    columns: dict[str, object] = {
        name: _nullable(np.where(known, numbers[place], np.nan)) for place, name in enumerate(names)
    }
    columns["ambition_share"], columns["ambition_share_all"] = _nullable(shares), _nullable(shares_all)
    return columns, labels


def _figures(column: pl.Series) -> FloatArray:
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy().astype(np.float64)


def _nullable(values: npt.NDArray[np.floating]) -> pl.Series:
    return pl.Series(values, nan_to_null=True)


def _words(words: npt.NDArray[np.str_]) -> list[str | None]:
    return [str(word) or None for word in words]
