"""What can be chosen: rounds, their indicators and years, regions. Orders decide what a page shows first."""

from __future__ import annotations

import polars as pl

from dashboards.queries import Ask


def rounds(ask: Ask) -> pl.DataFrame:
    """All rounds, real ones before examples, those with targets first, newest first."""
    return ask(
        """
        with counted as (select round_id, count(*) as target_count from core.target as target group by round_id)
        select
            planning_round.*,
            coalesce(counted.target_count, 0) as target_count,
        from core.planning_round as planning_round
        left join counted on planning_round.round_id = counted.round_id
        order by
            planning_round.is_example,
            coalesce(counted.target_count, 0) = 0,
            planning_round.closes_at desc,
            planning_round.round_id
        """
    )


def indicators(ask: Ask, round_id: str) -> pl.DataFrame:
    """Indicators owed or targeted in a round, those that fall short of the nation first."""
    return ask(
        """
        with owed as (
            select indicator_code from core.owed_target where round_id = $round_id
            union
            select indicator_code from core.target as target where round_id = $round_id
        ),
        judged as (
            select
                indicator_code,
                min(case verdict when 'infeasible' then 0 when 'short_of_target' then 1 else 2 end) as gravity,
            from mart.alignment
            where round_id = $round_id and alignment_gap is not null
            group by indicator_code
        )
        select indicator.*
        from core.indicator as indicator
        inner join owed on indicator.indicator_code = owed.indicator_code
        left join judged on indicator.indicator_code = judged.indicator_code
        order by judged.gravity nulls last, not indicator.is_priority, indicator.kind, indicator.indicator_code
        """,
        round_id=round_id,
    )


def every_indicator(ask: Ask) -> pl.DataFrame:
    """Code and names of every indicator that some round owes or targets; one row an indicator."""
    return ask(
        """
        with used as (
            select indicator_code from core.owed_target
            union
            select indicator_code from core.target as target
        )
        select
            indicator.indicator_code,
            indicator.name_id,
            indicator.name_en,
        from core.indicator as indicator
        inner join used on indicator.indicator_code = used.indicator_code
        order by indicator.name_id
        """
    )


def target_years(ask: Ask, round_id: str) -> list[int]:
    """Target years of a round, the last first: what the round is about in the end."""
    frame = ask(
        "select target_year from core.round_target_year where round_id = $round_id order by target_year desc",
        round_id=round_id,
    )
    return [int(year) for year in frame["target_year"]]


def regions(ask: Ask) -> pl.DataFrame:
    """Regions of today with the two letters of their province where it has them, nation first, then by code."""
    return ask(
        """
        select
            region.region_id,
            region.region_level,
            region.region_name,
            region.parent_region_id,
            split_part(region_code.code, '-', 2) as short_name,
        from core.region as region
        left join core.region_code as region_code
            on region.region_id = region_code.region_id and region_code.scheme = 'iso3166_2'
        where region.is_current
        order by region.region_id <> '00', region.region_id
        """
    )


def edition_note(ask: Ask) -> pl.DataFrame:
    """One row: name and building time of the edition."""
    return ask("select edition_name, built_at from core.edition_note limit 1")
