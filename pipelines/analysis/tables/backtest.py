"""Back-tests the projection on the published series and puts the result into rows and into words.

The arithmetic lives in analysis/backtest.py; here is decided which series are long enough to be tried.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import polars as pl

from pipelines.analysis.backtest import PROJECTION, Score, backtest, overall
from pipelines.analysis.projection import DAMPING
from pipelines.analysis.tables.panel import Panel, panels
from pipelines.contract.paths import Paths
from pipelines.reference.read import read_catalogue
from pipelines.warehouse.bootstrap import in_memory

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
}


def backtest_frame(panels: Iterable[Panel], damping: float = DAMPING) -> pl.DataFrame:
    """Score every panel of provinces or districts with at least seven years of one series.

    Grain: indicator_code, region_level, method, horizon_years, where horizon 0 holds all horizons together.
    """
    rows: list[tuple[object, ...]] = []
    for panel in panels:
        if panel.region_level == "country" or len(panel.years) < FEWEST_YEARS:
            continue
        scores = backtest(panel.usable, panel.years, panel.scale, damping)
        methods = dict.fromkeys(score.method for score in scores)
        together: list[Score] = [score for method in methods if (score := overall(scores, method))]
        rows += [(panel.indicator_code, panel.region_level, *score) for score in together + scores]
    return pl.DataFrame(rows, schema=BACKTEST_SCHEMA, orient="row").sort(
        "indicator_code", "region_level", "horizon_years", maintain_order=True
    )


def panels_of_series(connection: duckdb.DuckDBPyConnection) -> list[Panel]:
    """Give the panels of core.reference_series: the newest figures, whichever round asks."""
    series = connection.sql("select '' as round_id, * from core.reference_series").pl()
    indicators = connection.sql("select * from core.indicator").pl()
    regions = connection.sql("select region_id, region_level, is_current from core.region").pl()
    return list(panels(series, indicators, regions))


def bundled_panels(paths: Paths) -> list[Panel]:
    """Give the panels of the bundled series without touching the warehouse."""
    catalogue = read_catalogue(paths.reference)
    with in_memory(paths, catalogue, "core.reference_series") as connection:
        return panels_of_series(connection)


def report(paths: Paths, damping: float = DAMPING) -> str:
    """Print the back-test of the bundled series: all horizons together, then each horizon of the projection.

    Another damping than the product's own is for trying whether it would do better.
    """
    scores = backtest_frame(bundled_panels(paths), damping)
    lines = [
        f"Back-test, rolling origin, horizons 1 to 5, damping {damping:g}; "
        "every method scored on the same forecasts, window and scale."
    ]
    for (indicator_code, level), rows in scores.partition_by("indicator_code", "region_level", as_dict=True).items():
        lines.append(f"\n{indicator_code}, {level}")
        lines.append(f"  {'method':<22}{'years':>6}{'forecasts':>11}{'MAE':>14}{'80 %':>8}{'95 %':>8}")
        shown = rows.filter((pl.col("horizon_years") == 0) | (pl.col("method") == PROJECTION))
        lines += [
            f"  {row['method']:<22}{row['horizon_years'] or '1-5':>6}{row['forecast_count']:>11,}"
            f"{row['mean_absolute_error']:>14,.4f}{row['coverage80']:>8.3f}{row['coverage95']:>8.3f}"
            for row in shown.iter_rows(named=True)
        ]
    return "\n".join(lines)
