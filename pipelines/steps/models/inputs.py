"""What models and back-tests are given of the warehouse: frames, so that they can compute in another process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import duckdb
import polars as pl

from pipelines.analysis.tables.composition_queries import BROKEN_SERIES

ROUND_SERIES = f"""
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
INDICATORS = "select * from core.indicator"
REGIONS = "select region_id, region_level, is_current from core.region"
# a national target is in force from the baseline year of its round on: that is what its planners knew
NATIONAL_TARGETS = """
    select
        national_target.indicator_code,
        planning_round.baseline_year,
        national_target.target_year,
        easy_end(national_target.target_low, national_target.target_high, indicator.good_direction) as wanted_value
    from core.national_target
    inner join core.planning_round on national_target.document_id = planning_round.national_document_id
    inner join core.indicator on national_target.indicator_code = indicator.indicator_code
    where not planning_round.is_example and wanted_value is not null
"""
WEIGHTS = """
    select distinct
        indicator.indicator_code,
        round_weight.weight_year,
        round_weight.region_id,
        round_weight.weight_value
    from core.round_weight
    inner join core.planning_round on round_weight.round_id = planning_round.round_id
    inner join core.indicator
        on round_weight.weight_name = rollup_weight_name(indicator.aggregation, indicator.weight_name, 'province')
    where not planning_round.is_example
"""


class RoundFrames(NamedTuple):
    """What the targets of some rounds are judged by; `baseline_years` has round_id and baseline_year."""

    series: pl.DataFrame
    indicators: pl.DataFrame
    regions: pl.DataFrame
    targets: pl.DataFrame
    parts: pl.DataFrame
    baseline_years: pl.DataFrame


class SeriesFrames(NamedTuple):
    """The newest figures, whichever round asks, with the indicators and regions they belong to."""

    series: pl.DataFrame
    indicators: pl.DataFrame
    regions: pl.DataFrame


class KnownFrames(NamedTuple):
    """The national targets and weights of the rounds that really took place."""

    national_targets: pl.DataFrame
    weights: pl.DataFrame


def round_frames(connection: duckdb.DuckDBPyConnection, rounds: Sequence[str]) -> RoundFrames:
    """Read what the targets of these rounds are judged by."""

    def of_rounds(query: str) -> pl.DataFrame:
        frame: pl.DataFrame = connection.sql(
            f"select * from ({query}) where round_id in (select unnest($rounds))", params={"rounds": list(rounds)}
        ).pl()
        return frame

    return RoundFrames(
        series=of_rounds(ROUND_SERIES),
        indicators=connection.sql(INDICATORS).pl(),
        regions=connection.sql(REGIONS).pl(),
        targets=of_rounds(TARGETS),
        parts=of_rounds(PARTS),
        baseline_years=of_rounds("select round_id, baseline_year from core.planning_round"),
    )


def series_frames(connection: duckdb.DuckDBPyConnection) -> SeriesFrames:
    """Read core.reference_series, as the series of a round without a name."""
    return SeriesFrames(
        series=connection.sql("select '' as round_id, * from core.reference_series").pl(),
        indicators=connection.sql(INDICATORS).pl(),
        regions=connection.sql(REGIONS).pl(),
    )


def known_frames(connection: duckdb.DuckDBPyConnection) -> KnownFrames:
    """Read which national targets and weights were known when."""
    return KnownFrames(connection.sql(NATIONAL_TARGETS).pl(), connection.sql(WEIGHTS).pl())
