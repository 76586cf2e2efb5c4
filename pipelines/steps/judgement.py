"""What only a model can say about the targets of a round: projections, chances, ambition, suggestions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import polars as pl

from pipelines.analysis.tables.composition_queries import BROKEN_SERIES
from pipelines.analysis.tables.observation_noise import noise_frame
from pipelines.analysis.tables.panel import panels
from pipelines.analysis.tables.projection import Weights, project_all, projection_frame
from pipelines.analysis.tables.prospect import prospect_frame
from pipelines.analysis.tables.shared_pace import shared_pace_frame
from pipelines.analysis.tables.suggestion import suggestion_frames


def judge_rounds(connection: duckdb.DuckDBPyConnection, rounds: Sequence[str]) -> Mapping[str, pl.DataFrame]:
    """Give the frames of the round-wise tables for these rounds."""

    def of_rounds(query: str) -> pl.DataFrame:
        frame: pl.DataFrame = connection.sql(
            f"select * from ({query}) where round_id in (select unnest($rounds))", params={"rounds": list(rounds)}
        ).pl()
        return frame

    indicators = connection.sql("select * from core.indicator").pl()
    regions = connection.sql("select region_id, region_level, is_current from core.region").pl()
    targets = of_rounds(TARGETS)
    parts = of_rounds(PARTS)
    found = list(panels(of_rounds(SERIES), indicators, regions))
    made = project_all(found, _target_years(targets), _weights(parts))
    rounds_known = of_rounds("select round_id, baseline_year from core.planning_round")
    baseline_years = dict(rounds_known.iter_rows())
    is_whole = {row["indicator_code"]: row["decimal_places"] == 0 for row in indicators.iter_rows(named=True)}
    suggestion, feasibility = suggestion_frames(parts, made, is_whole)
    return {
        "projection": projection_frame(made.values()),
        "prospect": prospect_frame(targets, made, regions, baseline_years),
        "suggestion": suggestion,
        "feasibility": feasibility,
        "shared_pace": shared_pace_frame(parts, made, baseline_years),
        "observation_noise": noise_frame(found),
    }


SERIES = f"""
    select round_series.*, coalesce(round_series.observation_year = broken.first_year, false) as is_break
    from core.round_series
    left join ({BROKEN_SERIES}) as broken using (indicator_code, region_id)
"""
TARGETS = """
    select round_id, indicator_code, region_id, target_year, target_low, target_high, target_value
    from core.target
    union all
    select
        round_id, indicator_code, parent_target.parent_region_id, target_year, target_low, target_high, wanted_value
    from core.parent_target
    inner join core.region on parent_target.parent_region_id = region.region_id and region.region_level = 'country'
"""
PARTS = """
    select
        basis.round_id, basis.indicator_code, basis.parent_region_id, basis.target_year, basis.region_id,
        basis.region_level, basis.wanted_value, basis.target_value, basis.part_weight, basis.is_sum,
        verdict_margin(parent_target.tolerance, weight_error.weight_error_value) as margin
    from core.alignment_basis as basis
    inner join core.region as parent on basis.parent_region_id = parent.region_id
    inner join core.parent_target
        on
            basis.round_id = parent_target.round_id
            and basis.indicator_code = parent_target.indicator_code
            and basis.parent_region_id = parent_target.parent_region_id
            and basis.target_year = parent_target.target_year
    left join core.weight_error
        on
            basis.round_id = weight_error.round_id
            and basis.indicator_code = weight_error.indicator_code
            and basis.weight_name = weight_error.weight_name
            and basis.region_level = 'province'
            and parent.region_level = 'country'
    where
        basis.wanted_value is not null and basis.is_applicable
        and basis.aggregation in ('sum', 'ratio_of_sums', 'weighted')
"""


def _target_years(targets: pl.DataFrame) -> dict[tuple[str, str], list[int]]:
    return {
        (str(key[0]), str(key[1])): rows["target_year"].to_list()
        for key, rows in targets.partition_by("round_id", "indicator_code", as_dict=True).items()
    }


def _weights(parts: pl.DataFrame) -> Weights:
    """Give what carries provinces into the nation, of the last target year that has weights."""
    held = parts.filter(
        (pl.col("region_level") == "province") & ~pl.col("is_sum") & pl.col("part_weight").is_not_null()
    ).sort("target_year")
    return {
        (str(key[0]), str(key[1])): dict(zip(rows["region_id"], rows["part_weight"], strict=True))
        for key, rows in held.partition_by("round_id", "indicator_code", as_dict=True).items()
    }
