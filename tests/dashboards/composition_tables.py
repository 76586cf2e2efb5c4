"""What Susun target asks beyond the invented edition: parts of parents, their targets, weights, and hit rates."""

from __future__ import annotations

import polars as pl

Tables = dict[str, pl.DataFrame]


def composition_tables(tables: Tables) -> Tables:
    """Provinces below the nation for every round, weights as in the alignment's parts, and a record for some rules."""
    provinces = tables["core.region"].filter(pl.col("region_level") == "province", pl.col("is_current"))
    wanted = tables["core.planning_round"].join(
        tables["core.national_target"], left_on="national_document_id", right_on="document_id"
    )
    asked = tables["core.round_target_year"]
    codes = tables["core.indicator"].select("indicator_code")
    parts = asked.join(codes, how="cross").join(
        provinces.select("region_id", "region_level", parent_region_id=pl.lit("00")), how="cross"
    )
    weights = asked.join(provinces.select("region_id"), how="cross").with_columns(
        weight_name=pl.lit("survey_population"),
        weight_year=pl.lit(2025),
        weight_value=1 + pl.col("region_id").cast(pl.Float64) / 10,
    )
    rates = [
        {"indicator_code": "poverty_rate", "region_level": "province", "rule": rule, "horizon_years": years}
        | {"case_count": 120, "met_count": met, "met_share": met / 120, "origin_count": 6}
        | {"first_origin_year": 2015, "last_origin_year": 2020}
        for rule, met in (("peers:50", 40), ("peers:90", 6), ("projection", 54))
        for years in range(1, 6)
    ]
    return {
        "core.parent_part": parts,
        "core.standing_weight": weights,
        "core.parent_target": wanted.select(
            "round_id",
            "indicator_code",
            "target_year",
            "target_low",
            "target_high",
            parent_region_id=pl.lit("00"),
            wanted_value=pl.col("target_high"),
            tolerance=pl.lit(0.1),
            origin=pl.lit("plan"),
        ),
        "analysis.rule_hit_rate": pl.DataFrame(rates),
    }
