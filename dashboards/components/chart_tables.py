"""Tables that hold the very figures of a picture: a series with its targets and projection, and targets on one axis."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboards.charts.series import History
from dashboards.components.table import Column, table
from dashboards.state.context import Visit

SERIES = {"year": pl.Int64, "kind": pl.String, "low": pl.Float64, "value": pl.Float64, "high": pl.Float64}


def series_table(visit: Visit, shown: History, target_year: int) -> None:
    """What the series chart shows, year by year; one row a figure. A tried target stands in the last target year."""
    say, places = visit.say, int(visit.indicator["decimal_places"])
    rows = pl.DataFrame(_figures(shown, target_year), schema=SERIES, orient="row").sort("year", maintain_order=True)
    columns = [
        Column("year", say("column.year")),
        Column("kind", say("column.kind_of_figure"), words="series"),
        Column("value", say("column.value"), "number", places),
        Column("low", say("column.low"), "number", places),
        Column("high", say("column.high"), "number", places),
    ]
    caption = f"{say.name_of(visit.indicator)} ({visit.unit_words()})"
    table(visit, rows, columns, key="series", caption=caption, empty="")


def _figures(shown: History, target_year: int) -> list[tuple[Any, ...]]:
    """Year, kind, lowest, figure, highest; the ends only where the figure is a range."""
    found: list[tuple[Any, ...]] = []
    if not shown.observations.is_empty():
        seen = shown.observations.select("observation_year", "observed_value")
        found += [(year, "observed", None, value, None) for year, value in seen.iter_rows()]
    if not shown.revisions.is_empty():
        replaced = shown.revisions.select("observation_year", "observed_value")
        found += [(year, "replaced", None, value, None) for year, value in replaced.iter_rows()]
    if shown.baseline_year is not None:
        found.append((shown.baseline_year, "baseline", None, shown.baseline_value, None))
    if not shown.targets.is_empty():
        targets = shown.targets.select("target_year", "target_low", "target_value", "target_high")
        found += [(year, "target", low, value, high) for year, low, value, high in targets.iter_rows()]
    if not shown.projection.is_empty():
        fan = shown.projection.select("projection_year", "low80", "projection_value", "high80")
        found += [(year, "projected", low, value, high) for year, low, value, high in fan.iter_rows()]
    if shown.tried_value is not None:
        found.append((target_year, "tried", None, shown.tried_value, None))
    return found


def scale_table(visit: Visit, rows: pl.DataFrame, key: str) -> None:
    """The targets that share an axis, each with where it starts; one row a target."""
    say = visit.say
    columns = [
        Column("name", say("column.indicator")),
        Column("baseline_value", say("column.baseline"), "number", "decimal_places"),
        Column("latest_value", say("column.latest"), "number", "decimal_places"),
        Column("target_value", say("column.target"), "number", "decimal_places"),
        Column("gap_value", say("column.gap"), "number", "decimal_places", is_signed=True),
    ]
    table(visit, rows, columns, key=key, caption=", ".join(rows["name"].unique(maintain_order=True)), empty="")
