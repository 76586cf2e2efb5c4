"""`selaras backtest`: the back-test of the projection on the bundled series, in words. Scoring stands in analysis/."""

from __future__ import annotations

import duckdb
import polars as pl

from pipelines.analysis.backtest import PROJECTION
from pipelines.analysis.projection import DAMPING
from pipelines.analysis.tables.backtest import backtest_frame
from pipelines.analysis.tables.panel import Panel, panels
from pipelines.contract.paths import Paths
from pipelines.reference.read import read_catalogue
from pipelines.warehouse.bootstrap import in_memory


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
