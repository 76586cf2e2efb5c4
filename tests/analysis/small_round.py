"""A small round of real provinces for tests of the glue: the regression panel as series, indicator and regions."""

from __future__ import annotations

import numpy as np
import polars as pl

from tests.analysis.facts import panel as regression_panel


def indicator(code: str = "poverty_rate", **changes: object) -> dict[str, object]:
    return {
        "indicator_code": code,
        "good_direction": "down",
        "aggregation": "weighted",
        "unit_of_measure": "percent",
        "lower_bound": 0.0,
        "upper_bound": 100.0,
        "decimal_places": 2,
    } | changes


def provinces() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Give series, indicators and regions of the regression panel (without the two Papuas) plus a nation."""
    _, years, figures = regression_panel()
    complete = np.isfinite(figures).all(axis=1)
    ids = [f"{number:02d}" for number in range(11, 11 + int(complete.sum()))]
    kept = figures[complete]
    rows = [
        ("r", "poverty_rate", region, int(year), float(value), False)
        for region, line in zip([*ids, "00"], [*kept, kept.mean(axis=0)], strict=True)
        for year, value in zip(years, line, strict=True)
    ]
    columns = ["round_id", "indicator_code", "region_id", "observation_year", "observed_value", "is_break"]
    levels = ["province"] * len(ids) + ["country"]
    regions = pl.DataFrame({"region_id": [*ids, "00"], "region_level": levels, "is_current": True})
    return pl.DataFrame(rows, schema=columns, orient="row"), pl.DataFrame([indicator()]), regions
