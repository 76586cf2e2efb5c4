"""Regions keep their order from year to year: in a column that turns it over names and figures are misaligned (sorted
by itself, moved by a row), and a figure that leaps farther than any did is marked. Sizes are compared elsewhere."""

from __future__ import annotations

import math

import polars as pl

YEARS_AROUND = 3
FEWEST_REGIONS = 10
FEWEST_PERIODS = 3  # held, to say what is usual
STEADY_ORDER = 0.8  # rank correlation with the years around: below it an indicator has no order to keep
LEAST_ORDER = 0.35  # below what is usual: no period of a steady bundled series lies so far (lowest: 0.31, Gini 2010)
FARTHER = 1.25  # than the farthest leap among figures held, in logarithms
LEAST_LEAP = math.log(1.5)
NUMBER = "row_number"
_KEY = ["indicator_code", "region_id"]
_COLUMN = ["indicator_code", "level", "period"]


def with_level(figures: pl.DataFrame) -> pl.DataFrame:
    """Provinces and districts with their level; the country is left out."""
    level = pl.when(pl.col("region_id").str.contains(".", literal=True)).then(pl.lit("district"))
    return figures.filter(pl.col("region_id") != "00").with_columns(level.otherwise(pl.lit("province")).alias("level"))


def apart(figures: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Figures above zero beside the middle of those held of their region for other periods of the years around, and how
    far apart they are as a logarithm. Grain: figure that has such others."""
    year = pl.col("period").str.slice(0, 4).cast(pl.Int32)
    numbered = with_level(figures.filter(pl.col("observed_value") > 0))
    other = held.filter(pl.col("observed_value") > 0).select(
        *_KEY, pl.col("period").alias("held_period"), year.alias("held_year"), pl.col("observed_value").alias("other")
    )
    around = (
        numbered.select(NUMBER, *_KEY, "period", year.alias("year"))
        .join(other, on=_KEY)
        .filter((pl.col("held_year") - pl.col("year")).abs() <= YEARS_AROUND)
        .filter(pl.col("held_period") != pl.col("period"))
        .group_by(NUMBER)
        .agg(pl.col("other").median().alias("held_value"))
    )
    leap = (pl.col("observed_value") / pl.col("held_value")).log().abs().alias("leap")
    return (
        numbered.join(around, on=NUMBER, maintain_order="left")
        .filter(pl.col("held_value").is_not_null())
        .with_columns(leap)
    )


def misaligned_columns(found: pl.DataFrame, usual: pl.DataFrame) -> pl.DataFrame:
    """Columns of `found` whose order of regions is far from the usual one. Grain: indicator, level, period."""
    steady = (
        _orders(usual)
        .group_by("indicator_code", "level")
        .agg(pl.col("order").median().alias("usual_order"), pl.len().alias("periods"))
        .filter((pl.col("periods") >= FEWEST_PERIODS) & (pl.col("usual_order") >= STEADY_ORDER))
    )
    return (
        _orders(found)
        .join(steady, on=["indicator_code", "level"])
        .filter(pl.col("order") < pl.col("usual_order") - LEAST_ORDER)
    )


def _orders(figures: pl.DataFrame) -> pl.DataFrame:
    return (
        figures.group_by(_COLUMN, maintain_order=True)
        .agg(
            pl.corr("observed_value", "held_value", method="spearman").fill_nan(0.0).alias("order"),  # all alike: none
            pl.len().alias("count"),
        )
        .filter(pl.col("count") >= FEWEST_REGIONS)
    )


def leaping(found: pl.DataFrame, usual: pl.DataFrame) -> pl.DataFrame:
    """Figures of `found` that lie farther from the years around than any figure held. Grain: figure."""
    farthest = (
        usual.group_by("indicator_code", "level")
        .agg(pl.col("leap").max().alias("farthest"), pl.col("period").n_unique().alias("periods"))
        .filter(pl.col("periods") >= FEWEST_PERIODS)
    )
    limit = pl.max_horizontal(FARTHER * pl.col("farthest"), pl.lit(LEAST_LEAP))
    return found.join(farthest, on=["indicator_code", "level"], maintain_order="left").filter(pl.col("leap") > limit)
