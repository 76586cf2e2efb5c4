"""What has been observed: the series a round sees, its earlier vintages, projections and peers."""

from __future__ import annotations

import polars as pl

from dashboards.queries import Ask, of_one_region


def series(ask: Ask, round_id: str, indicator_code: str, region_id: str) -> pl.DataFrame:
    """The yearly observations a round sees, oldest first; `is_break` where the territory changed; one row a year."""
    return of_one_region(
        ask,
        """
        select
            seen.region_id,
            seen.observation_year,
            seen.observed_value,
            seen.period,
            seen.vintage,
            seen.source_id,
            coalesce(observation.mark = 'boundary_break', false) as is_break,
            observation.trust,
        from core.round_series as seen
        left join core.observation as observation using (indicator_code, region_id, period, vintage)
        where seen.round_id = $round_id and seen.indicator_code = $indicator_code
        order by seen.observation_year
        """,
        region_id,
        round_id=round_id,
        indicator_code=indicator_code,
    )


def before_division(ask: Ask, round_id: str, indicator_code: str, region_id: str) -> pl.DataFrame:
    """The figures of the territory a region was made from, up to the region's own first, to be shown and never
    computed with; one row a year, empty for a region that was never divided."""
    return of_one_region(
        ask,
        """
        with own as (
            select
                region_id,
                min(observation_year) as first_year,
            from core.round_series as own_series
            where round_id = $round_id and indicator_code = $indicator_code
            group by region_id
        )
        select
            division.successor_region_id as region_id,
            region.region_name as parent_name,
            division.founding_year as division_year,
            seen.observation_year,
            seen.observed_value,
        from core.territory_division as division
        inner join core.region as region on division.predecessor_region_id = region.region_id
        inner join core.round_series as seen on division.predecessor_region_id = seen.region_id
        left join own on division.successor_region_id = own.region_id
        where
            seen.round_id = $round_id and seen.indicator_code = $indicator_code
            and (own.first_year is null or seen.observation_year < own.first_year)
        order by seen.observation_year
        """,
        region_id,
        round_id=round_id,
        indicator_code=indicator_code,
    )


def replaced_figures(ask: Ask, round_id: str, indicator_code: str, region_id: str) -> pl.DataFrame:
    """Figures of other vintages that differ from the ones a round sees; one row a year and vintage."""
    return of_one_region(
        ask,
        """
        select
            observation.region_id,
            observation.observation_year,
            observation.observed_value,
            observation.vintage,
            observation.source_id,
        from core.observation as observation
        inner join core.round_series as seen
            on observation.indicator_code = seen.indicator_code and observation.region_id = seen.region_id
            and observation.period = seen.period
        where
            seen.round_id = $round_id and seen.indicator_code = $indicator_code
            and observation.observed_value <> seen.observed_value
        order by observation.observation_year, observation.vintage
        """,
        region_id,
        round_id=round_id,
        indicator_code=indicator_code,
    )


def projection(ask: Ask, round_id: str, indicator_code: str, region_id: str) -> pl.DataFrame:
    """The projection fan of one region, by year; empty where nothing is projected."""
    return of_one_region(
        ask,
        """
        select *
        from analysis.projection as projection
        where
            round_id = $round_id and indicator_code = $indicator_code
            and projection_value is not null
        order by projection_year
        """,
        region_id,
        round_id=round_id,
        indicator_code=indicator_code,
    )


def panel(ask: Ask, round_id: str, indicator_code: str, region_level: str) -> pl.DataFrame:
    """The series of all regions of a level as a round sees them, dissolved ones included; one row a region and year."""
    return ask(
        """
        with broken as (
            select region_id, max(observation_year) as first_year
            from core.observation as observation
            where indicator_code = $indicator_code and mark = 'boundary_break'
            group by region_id
        )
        select
            seen.region_id,
            region.region_name as name,
            region.is_current,
            seen.observation_year,
            seen.observed_value,
            coalesce(seen.observation_year = broken.first_year, false) as is_break,
        from core.round_series as seen
        inner join core.region as region on seen.region_id = region.region_id
        left join broken on seen.region_id = broken.region_id
        where
            seen.round_id = $round_id and seen.indicator_code = $indicator_code and region.region_level = $region_level
        order by seen.region_id, seen.observation_year
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        region_level=region_level,
    )


def peers(
    ask: Ask, round_id: str, indicator_code: str, region_id: str, target_year: int, count: int = 6
) -> pl.DataFrame:
    """The regions of the same level whose observation of the same year is nearest to one region's, that region
    first."""
    return ask(
        """
        with mine as (
            select gap.latest_value, gap.latest_year, region.region_level
            from mart.target_gap as gap
            inner join core.region as region on gap.region_id = region.region_id
            where
                gap.round_id = $round_id and gap.indicator_code = $indicator_code
                and gap.region_id = $region_id and gap.target_year = $target_year
        )
        select
            gap.*,
            region.region_name,
        from mart.target_gap as gap
        inner join core.region as region on gap.region_id = region.region_id
        inner join mine on region.region_level = mine.region_level
        where
            gap.round_id = $round_id and gap.indicator_code = $indicator_code and gap.target_year = $target_year
            and (gap.latest_year = mine.latest_year or gap.region_id = $region_id)
        order by
            gap.region_id <> $region_id,
            abs(baseline_gap_value(mine.latest_value, gap.latest_value)),
            gap.region_id
        limit $count
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        region_id=region_id,
        target_year=target_year,
        count=count + 1,
    )
