"""Back-tests the rules that targets are composed by on the published series: rows for analysis.rule_hit_rate.

The arithmetic lives in analysis/compose/hit_rate.py; here is decided which series, national targets and weights are
passed to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.analysis.compose.hit_rate import Record, hit_rates
from pipelines.analysis.tables.backtest import FEWEST_YEARS
from pipelines.analysis.tables.panel import Panel
from pipelines.analysis.transforms import FloatArray

HIT_RATE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "indicator_code": pl.String,
    "region_level": pl.String,
    "rule": pl.String,
    "horizon_years": pl.Int32,
    "case_count": pl.Int64,
    "met_count": pl.Int64,
    "met_share": pl.Float64,
    "origin_count": pl.Int64,
    "first_origin_year": pl.Int32,
    "last_origin_year": pl.Int32,
}


@dataclass(frozen=True)
class KnownThen:
    """National targets by indicator and (in force from, target year); weights by indicator, year and region."""

    national_targets: Mapping[str, Mapping[tuple[int, int], float]]
    weights: Mapping[str, Mapping[int, Mapping[str, float]]]


NOTHING_KNOWN = KnownThen({}, {})


def rule_hit_rate_frame(panels: Iterable[Panel], known: KnownThen = NOTHING_KNOWN) -> pl.DataFrame:
    """Count hits on every panel of provinces or districts with at least seven years of one series.

    Grain: indicator_code, region_level, rule, horizon_years; no row where no target could be made or judged.
    """
    rows: list[tuple[object, ...]] = []
    for panel in panels:
        if panel.region_level == "country" or len(panel.years) < FEWEST_YEARS:
            continue
        rows += [
            (
                panel.indicator_code,
                panel.region_level,
                each.rule,
                each.horizon_years,
                each.case_count,
                each.met_count,
                each.met_count / each.case_count,
                each.origin_count,
                each.first_origin_year,
                each.last_origin_year,
            )
            for each in hit_rates(record_of(panel, known))
        ]
    return pl.DataFrame(rows, schema=HIT_RATE_SCHEMA, orient="row").sort(
        "indicator_code", "region_level", "horizon_years", maintain_order=True
    )


def record_of(panel: Panel, known: KnownThen) -> Record:
    """Give a panel as the back-test wants it; only provinces are held against a national target."""
    is_province = panel.region_level == "province"
    weights = known.weights.get(panel.indicator_code, {}) if is_province else {}
    return Record(
        values=panel.values,
        years=panel.years,
        first_usable_year=panel.first_usable_year,
        scale=panel.scale,
        good_direction=panel.good_direction,
        aggregation=panel.aggregation,
        bounds=panel.bounds,
        decimal_places=_decimal_places(panel),
        national_targets=known.national_targets.get(panel.indicator_code, {}) if is_province else {},
        weights={year: _in_order(panel, held) for year, held in weights.items()},
    )


def _decimal_places(panel: Panel) -> int:
    """Read the printed decimals back from half a rounding unit."""
    return int(-np.rint(np.log10(2 * panel.scale.half_unit)))


def _in_order(panel: Panel, held: Mapping[str, float]) -> FloatArray:
    return np.array([held.get(region_id, np.nan) for region_id in panel.region_ids], dtype=np.float64)


def known_then(national_targets: pl.DataFrame, weights: pl.DataFrame) -> KnownThen:
    """Sort national targets (indicator_code, baseline_year, target_year, wanted_value) and weights (indicator_code,
    weight_year, region_id, weight_value) by indicator."""
    targets: dict[str, dict[tuple[int, int], float]] = {}
    for indicator_code, since, year, wanted in national_targets.iter_rows():
        targets.setdefault(indicator_code, {})[int(since), int(year)] = float(wanted)
    held: dict[str, dict[int, dict[str, float]]] = {}
    for indicator_code, year, region_id, value in weights.iter_rows():
        held.setdefault(indicator_code, {}).setdefault(int(year), {})[region_id] = float(value)
    return KnownThen(targets, held)
