"""What the review desk asks beyond the invented edition: line facts, open findings, held targets, parts and weights."""

from __future__ import annotations

import polars as pl

Tables = dict[str, pl.DataFrame]
KEYS = ["round_id", "indicator_code", "region_id", "target_year"]


def desk_tables(tables: Tables) -> Tables:
    """Tables of the desk, made of the targets, obligations and findings that stand in the invented edition."""
    target = tables["core.target"].with_columns(
        written=pl.col("target_value").cast(pl.String), unit_code=pl.lit("dinsos-11")
    )
    lines = pl.concat(
        [tables["core.owed_target"].select(*KEYS, "unit_code"), target.select(*KEYS, "unit_code")],
        how="vertical_relaxed",
    ).unique(KEYS, keep="first", maintain_order=True)
    facts = (
        lines.join(tables["core.indicator"].select("indicator_code", "lower_bound", "upper_bound"), on="indicator_code")
        .join(tables["core.planning_round"].select("round_id", "is_example"), on="round_id")
        .with_columns(open_finding_count=pl.lit(0, pl.Int64))
    )
    part = tables["mart.alignment_part"]
    return {
        "core.target": target,
        "core.line_fact": facts,
        "core.open_finding": target.head(0).select(
            *KEYS,
            *(pl.lit("", pl.String).alias(name) for name in ("finding_id", "rule_id", "message_id", "message_en")),
            "source_cell",
        ),
        "core.held_target": target.head(0).select(*KEYS, "submission_id"),
        "core.alignment_basis": part.join(
            tables["core.indicator"].select("indicator_code", "aggregation", "good_direction"), on="indicator_code"
        ).select(
            "round_id",
            "indicator_code",
            "parent_region_id",
            "target_year",
            "region_id",
            "aggregation",
            "good_direction",
            (pl.col("aggregation") == "sum").alias("is_sum"),
            pl.lit(True).alias("is_applicable"),
            pl.col("weight").alias("part_weight"),
            pl.lit("registered_population").alias("weight_name"),
            pl.lit(None, pl.Float64).alias("baseline_value"),
            pl.lit(7.0).alias("wanted_value"),
        ),
        "core.region_weight": pl.DataFrame(
            schema={"region_id": pl.String, "weight_name": pl.String, "weight_value": pl.Float64}
        ),
    }
