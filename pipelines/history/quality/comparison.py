"""A new table against the figures already held: far fewer regions, or numbers of another size, refuse an indicator."""

from __future__ import annotations

import polars as pl

from pipelines.history.quality.faults import Fault
from pipelines.history.readers import PublishedTable

LEAST_SHARE = 0.7  # 30 % fewer regions than before
LEAST_RATIO, MOST_RATIO = 0.1, 10.0
KEY = ["indicator_code", "level", "period"]


def refused_indicators(table: PublishedTable, figures: pl.DataFrame, held: pl.DataFrame) -> dict[str, Fault]:
    """indicator code -> why the table's figures of it are not taken over."""
    refused = _fewer_regions(table.file_name, figures, held)
    return {**_other_size(table.file_name, figures, held), **refused}


def _with_level(figures: pl.DataFrame) -> pl.DataFrame:
    is_district = pl.col("region_id").str.contains(".", literal=True)
    level = pl.when(pl.col("region_id") == "00").then(pl.lit("country"))
    return figures.with_columns(
        level.when(is_district).then(pl.lit("district")).otherwise(pl.lit("province")).alias("level"),
        pl.col("region_id").str.slice(0, 2).alias("province"),
    ).filter(pl.col("level") != "country")


def _fewer_regions(file_name: str, figures: pl.DataFrame, held: pl.DataFrame) -> dict[str, Fault]:
    """Regions per period against those held for the period, or for the one before it in the same month. A table of one
    province's districts is compared with nothing: it never meant to cover the country."""
    new = _with_level(figures)
    national = new.group_by("indicator_code", "level").agg(pl.col("province").n_unique().alias("provinces"))
    counts = new.group_by(KEY).agg(pl.col("region_id").n_unique().alias("count"))
    before = _with_level(held).group_by(KEY).agg(pl.col("region_id").n_unique().alias("held_count"))
    wanted = counts.join(national.filter(pl.col("provinces") > 1), on=["indicator_code", "level"])
    month = pl.col("period").str.slice(4).alias("month")
    expected = (
        wanted.with_columns(month)
        .join(before.with_columns(month).rename({"period": "held_period"}), on=["indicator_code", "level", "month"])
        .filter(pl.col("held_period") <= pl.col("period"))
        .sort("held_period")
        .group_by([*KEY, "count"], maintain_order=True)
        .agg(pl.col("held_count").last())
        .group_by("indicator_code", "level", maintain_order=True)
        .agg(pl.col("count").sum(), pl.col("held_count").sum())
        .filter(pl.col("count") < LEAST_SHARE * pl.col("held_count"))
    )
    return {
        row["indicator_code"]: Fault(
            "file.fewer_rows",
            file_name,
            indicator_code=row["indicator_code"],
            figure_count=row["count"],
            facts={"evidence": str(row["held_count"])},
        )
        for row in expected.iter_rows(named=True)
    }


def _other_size(file_name: str, figures: pl.DataFrame, held: pl.DataFrame) -> dict[str, Fault]:
    """The middle ratio of new numbers to the newest held one of the same region."""
    key = ["indicator_code", "region_id"]
    newest = held.sort("period", "vintage").group_by(key, maintain_order=True).agg(pl.col("observed_value").last())
    ratios = (
        figures.join(newest.rename({"observed_value": "held_value"}), on=key)
        .filter((pl.col("held_value") > 0) & (pl.col("observed_value") > 0))
        .with_columns((pl.col("observed_value") / pl.col("held_value")).alias("ratio"))
        .group_by("indicator_code")
        .agg(pl.col("ratio").median(), pl.len().alias("count"))
        .filter((pl.col("ratio") < LEAST_RATIO) | (pl.col("ratio") > MOST_RATIO))
    )
    return {
        code: Fault(
            "file.scaled", file_name, indicator_code=code, figure_count=count, facts={"evidence": f"{ratio:.3g}"}
        )
        for code, ratio, count in ratios.rows()
    }
