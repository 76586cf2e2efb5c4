"""Back-tests the projection on the published series and puts the result into rows.

The arithmetic lives in analysis/backtest.py; here is decided which series are long enough to be tried.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from pipelines.analysis.backtest import Score, backtest, overall
from pipelines.analysis.chance_record import chance_records
from pipelines.analysis.projection import Form
from pipelines.analysis.tables.panel import Panel

FEWEST_YEARS = 7
BACKTEST_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "indicator_code": pl.String,
    "region_level": pl.String,
    "method": pl.String,
    "horizon_years": pl.Int32,
    "forecast_count": pl.Int64,
    "mean_absolute_error": pl.Float64,
    "coverage80": pl.Float64,
    "coverage95": pl.Float64,
    "interval_score80": pl.Float64,
}

CHANCE_RECORD_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "indicator_code": pl.String,
    "region_level": pl.String,
    "horizon_years": pl.Int32,
    "chance_band": pl.String,
    "forecast_count": pl.Int64,
    "origin_count": pl.Int64,
    "came_true_share": pl.Float64,
    "recent_origin_count": pl.Int64,
    "recent_share": pl.Float64,
    "is_contradicted": pl.Boolean,
}


def backtest_frame(panels: Iterable[Panel], damping: float | None = None) -> pl.DataFrame:
    """Score every panel of provinces or districts with at least seven years of one series.

    `damping` None means each indicator's own.

    Grain: indicator_code, region_level, method, horizon_years, where horizon 0 holds all horizons together.
    """
    rows: list[tuple[object, ...]] = []
    for panel in panels:
        if panel.region_level == "country" or len(panel.years) < FEWEST_YEARS:
            continue
        scores = backtest(
            panel.usable, panel.years, panel.scale, panel.form if damping is None else Form.second(damping)
        )
        methods = dict.fromkeys(score.method for score in scores)
        together: list[Score] = [score for method in methods if (score := overall(scores, method))]
        rows += [(panel.indicator_code, panel.region_level, *score) for score in together + scores]
    return pl.DataFrame(rows, schema=BACKTEST_SCHEMA, orient="row").sort(
        "indicator_code", "region_level", "horizon_years", maintain_order=True
    )


def chance_record_frame(panels: Iterable[Panel]) -> pl.DataFrame:
    """Tell what became of chances given in the past, for every panel of provinces or districts with seven years.

    Grain: indicator_code, region_level, horizon_years (0 all together), chance_band.
    """
    rows = [
        (panel.indicator_code, panel.region_level, *record)
        for panel in panels
        if panel.region_level != "country" and len(panel.years) >= FEWEST_YEARS
        for record in chance_records(panel.usable, panel.years, panel.scale, panel.form, panel.good_direction)
    ]
    return pl.DataFrame(rows, schema=CHANCE_RECORD_SCHEMA, orient="row")
