"""`selaras backtest`: the back-test of the projection on the bundled series, in words. Scoring stands in analysis/."""

from __future__ import annotations

import polars as pl

from pipelines.analysis.backtest import FIRST_PROJECTION, PROJECTION
from pipelines.analysis.tables.backtest import backtest_frame
from pipelines.analysis.tables.panel import Panel
from pipelines.contract.paths import Paths
from pipelines.reference.read import read_catalogue
from pipelines.steps.models.series import panels_of_series
from pipelines.warehouse.bootstrap import in_memory

SOUND_COVERAGE = (0.70, 0.90)


def bundled_panels(paths: Paths) -> list[Panel]:
    """Give the panels of the bundled series without touching the warehouse."""
    catalogue = read_catalogue(paths.reference)
    with in_memory(paths, catalogue, "core.reference_series") as connection:
        return panels_of_series(connection)


def report(paths: Paths, damping: float | None = None) -> str:
    """Print the back-test of the bundled series: all horizons together, then each horizon of the projection.

    Another damping than each indicator's own is for trying whether it would do better.
    """
    scores = backtest_frame(bundled_panels(paths), damping)
    tried = "the damping of each indicator" if damping is None else f"damping {damping:g}"
    lines = [
        f"Back-test, rolling origin, horizons 1 to 5, {tried}; every method scored on the same forecasts, window and "
        "scale.",
        "MAE and score (interval score of the 80 % band, lower is better) in the indicator's unit; 80 % and 95 % say "
        "how often the band held.",
    ]
    for (indicator_code, level), rows in scores.partition_by("indicator_code", "region_level", as_dict=True).items():
        lines.append(f"\n{indicator_code}, {level}")
        lines.append(f"  {'method':<22}{'years':>6}{'forecasts':>11}{'MAE':>14}{'score':>14}{'80 %':>8}{'95 %':>8}")
        shown = rows.filter((pl.col("horizon_years") == 0) | (pl.col("method") == PROJECTION))
        lines += [
            f"  {row['method']:<22}{row['horizon_years'] or '1-5':>6}{row['forecast_count']:>11,}"
            f"{row['mean_absolute_error']:>14,.4f}{row['interval_score80']:>14,.4f}"
            f"{row['coverage80']:>8.3f}{row['coverage95']:>8.3f}"
            for row in shown.iter_rows(named=True)
        ]
    return "\n".join([*lines, "", *against_first_form(scores)])


def against_first_form(scores: pl.DataFrame) -> list[str]:
    """Say in two lines what the second form of the projection gains over the first, series by series and together."""
    together = scores.filter(pl.col("horizon_years") == 0)
    key = ["indicator_code", "region_level"]
    both = together.filter(pl.col("method") == PROJECTION).join(
        together.filter(pl.col("method") == FIRST_PROJECTION), on=key, suffix="_first"
    )
    if both.is_empty():
        return ["No series is long enough to be tried."]
    error, score = (
        float((both[name] / both[f"{name}_first"] - 1).mean() or 0.0)  # type: ignore[arg-type]
        for name in ("mean_absolute_error", "interval_score80")
    )
    held = both["coverage80"].is_between(*SOUND_COVERAGE).sum()
    before = both["coverage80_first"].is_between(*SOUND_COVERAGE).sum()
    return [
        f"Against the first form over {both.height} series: MAE {error:+.1%}, interval score {score:+.1%} (mean of the "
        "series' changes).",
        f"80 % bands that held between 70 and 90 %: {held} of {both.height} series; {before} with the first form.",
    ]
