"""What only a model can say about the targets of a round: projections, chances, ambition, suggestions."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pipelines.analysis.tables.observation_noise import noise_frame
from pipelines.analysis.tables.panel import panels
from pipelines.analysis.tables.projection import Weights, project_all, projection_frame
from pipelines.analysis.tables.prospect import prospect_frame
from pipelines.analysis.tables.shared_pace import shared_pace_frame
from pipelines.analysis.tables.suggestion import suggestion_frames
from pipelines.steps.models.inputs import RoundFrames


def judge_rounds(given: RoundFrames) -> Mapping[str, pl.DataFrame]:
    """Give the frames of the round-wise tables for the rounds in these frames."""
    found = list(panels(given.series, given.indicators, given.regions))
    made = project_all(found, _target_years(given.targets), _weights(given.parts))
    baseline_years = dict(given.baseline_years.iter_rows())
    is_whole = {row["indicator_code"]: row["decimal_places"] == 0 for row in given.indicators.iter_rows(named=True)}
    suggestion, feasibility = suggestion_frames(given.parts, made, is_whole)
    return {
        "projection": projection_frame(made.values()),
        "prospect": prospect_frame(given.targets, made, given.regions, baseline_years),
        "suggestion": suggestion,
        "feasibility": feasibility,
        "shared_pace": shared_pace_frame(given.parts, made, baseline_years),
        "observation_noise": noise_frame(found),
    }


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
