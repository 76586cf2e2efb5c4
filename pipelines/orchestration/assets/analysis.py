"""What only a model can say about the targets: projections, chances, ambition, suggestions, and the back-test."""

from collections.abc import Iterator, Mapping, Sequence

import dagster as dg
import duckdb
import polars as pl

from pipelines.analysis.tables.backtest import backtest_frame, chance_record_frame
from pipelines.analysis.tables.observation_noise import noise_frame
from pipelines.analysis.tables.panel import panels
from pipelines.analysis.tables.projection import Weights, project_all, projection_frame
from pipelines.analysis.tables.prospect import prospect_frame
from pipelines.analysis.tables.rule_hit_rate import rule_hit_rate_frame
from pipelines.analysis.tables.shared_pace import shared_pace_frame
from pipelines.analysis.tables.suggestion import suggestion_frames
from pipelines.commands.backtest import panels_of_series
from pipelines.commands.rule_backtest import known_in
from pipelines.orchestration.assets.models import key
from pipelines.orchestration.described import OWNERS, tell
from pipelines.orchestration.partitions import planning_rounds
from pipelines.orchestration.resources import WarehouseResource, progress, rounds_of
from pipelines.warehouse import connection as warehouse

READS = [
    key(f"core.{name}")
    for name in (
        "round_series",
        "target",
        "parent_target",
        "alignment_basis",
        "round_target_year",
        "weight_error",
        "indicator",
        "region",
    )
]
DESCRIPTIONS = {
    "projection": "Where each region's series is heading if nothing changes, with bands of 50, 80 and 95 %.",
    "prospect": "How likely each target is, and how it compares with what regions have achieved in the past.",
    "suggestion": "What each region could add so that the national target is reached; beside the submitted numbers.",
    "shared_pace": "Where each region would stand if all moved at the one pace that reaches the target above.",
    "observation_noise": "How large the sampling error of a figure is, as its panel shows where none is published.",
    "feasibility": "Whether a national target can be reached from the submitted targets at a pace seen before.",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            key(f"analysis.{name}"),
            deps=READS,
            description=text,
            group_name="analysis",
            kinds={"python"},
            owners=OWNERS,
            partitions_def=planning_rounds,
        )
        for name, text in DESCRIPTIONS.items()
    ],
    backfill_policy=dg.BackfillPolicy.single_run(),
)
def judgement(context: dg.AssetExecutionContext, resource: WarehouseResource) -> Iterator[dg.MaterializeResult[None]]:
    """Project the series each round sees, judge its targets, and look for an adjustment that adds up."""
    rounds = rounds_of(context, resource) or list(resource.catalogue.rounds)
    for name, frame in judge_rounds(resource.connection, rounds).items():
        rows = warehouse.replace_rounds(resource.connection, f"analysis.{name}", frame, rounds)
        progress.info("  analysis.%s: %s rows", name, f"{rows:,}")
        told = tell(context, resource.connection, f"analysis.{name}", rounds)
        yield dg.MaterializeResult(asset_key=key(f"analysis.{name}"), metadata=told)


@dg.asset(
    key=key("analysis.backtest"),
    deps=[key(f"core.{name}") for name in ("reference_series", "indicator", "region")],
    group_name="analysis",
    kinds={"python"},
    owners=OWNERS,
)
def backtest(context: dg.AssetExecutionContext, resource: WarehouseResource) -> dg.MaterializeResult[None]:
    """How well the projection would have done in every past year, beside naive, drift and Theil-Sen."""
    frame = backtest_frame(panels_of_series(resource.connection))
    rows = warehouse.load(resource.connection, "analysis.backtest", frame)
    progress.info("  analysis.backtest: %s rows", f"{rows:,}")
    return dg.MaterializeResult(metadata=tell(context, resource.connection, "analysis.backtest"))


@dg.asset(
    key=key("analysis.chance_record"),
    deps=[key(f"core.{name}") for name in ("reference_series", "indicator", "region")],
    group_name="analysis",
    kinds={"python"},
    owners=OWNERS,
)
def chance_record(context: dg.AssetExecutionContext, resource: WarehouseResource) -> dg.MaterializeResult[None]:
    """What became of chances given in the past: how often each band came true, from how many origins."""
    frame = chance_record_frame(panels_of_series(resource.connection))
    rows = warehouse.load(resource.connection, "analysis.chance_record", frame)
    progress.info("  analysis.chance_record: %s rows", f"{rows:,}")
    return dg.MaterializeResult(metadata=tell(context, resource.connection, "analysis.chance_record"))


@dg.asset(
    key=key("analysis.rule_hit_rate"),
    deps=[
        key(f"core.{name}")
        for name in ("reference_series", "indicator", "region", "national_target", "planning_round", "round_weight")
    ],
    group_name="analysis",
    kinds={"python"},
    owners=OWNERS,
)
def rule_hit_rate(context: dg.AssetExecutionContext, resource: WarehouseResource) -> dg.MaterializeResult[None]:
    """How often targets made by each rule in past years would have been met, with the number of cases."""
    frame = rule_hit_rate_frame(panels_of_series(resource.connection), known_in(resource.connection))
    rows = warehouse.load(resource.connection, "analysis.rule_hit_rate", frame)
    progress.info("  analysis.rule_hit_rate: %s rows", f"{rows:,}")
    return dg.MaterializeResult(metadata=tell(context, resource.connection, "analysis.rule_hit_rate"))


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


SERIES = """
    select round_series.*, coalesce(round_series.observation_year = broken.first_year, false) as is_break
    from core.round_series
    left join (
        select indicator_code, region_id, max(observation_year) as first_year
        from core.observation
        where mark = 'boundary_break'
        group by indicator_code, region_id
    ) as broken using (indicator_code, region_id)
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
