"""One region among others: its peers' figures, its children, and the criteria beside its targets."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboards.queries import Ask


def among(ask: Ask, round_id: str, indicator_code: str, target_year: int, parent_region_id: str) -> pl.DataFrame:
    """The current regions under one parent with figure and target of an indicator, by code; one row a region.

    latest_value is the observation of the target year where there is one, else the latest, as in mart.target_gap."""
    return ask(
        """
        select
            region.region_id,
            region.region_name,
            region.region_level,
            split_part(region_code.code, '-', 2) as short_name,
            coalesce(due.observed_value, seen.latest_value) as latest_value,
            coalesce(due.target_year, seen.latest_year) as latest_year,
            gap.baseline_value,
            gap.baseline_year,
            gap.target_value,
            gap.target_low,
            gap.target_high,
            gap.gap_value,
            gap.target_year,
            gap.required_annual_change,
            gap.standing,
        from core.region as region
        left join core.region_code as region_code
            on region.region_id = region_code.region_id and region_code.scheme = 'iso3166_2'
        left join core.latest_observation as seen
            on region.region_id = seen.region_id and seen.round_id = $round_id and seen.indicator_code = $indicator_code
        left join core.due_observation as due
            on region.region_id = due.region_id and due.round_id = $round_id
            and due.indicator_code = $indicator_code and due.target_year = $target_year
        left join mart.target_gap as gap
            on region.region_id = gap.region_id and gap.round_id = $round_id
            and gap.indicator_code = $indicator_code and gap.target_year = $target_year
        where region.is_current and region.parent_region_id = $parent_region_id
        order by region.region_id
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        target_year=target_year,
        parent_region_id=parent_region_id,
    )


def seen_in(ask: Ask, round_id: str, indicator_code: str, region_id: str, year: int) -> dict[str, Any] | None:
    """One region's figure of a year as a round sees it, the latest where that year has none; None without figures."""
    found = ask(
        """
        select
            seen.observation_year as latest_year,
            seen.observed_value as latest_value,
            seen.trust as latest_trust,
            source.publisher as latest_publisher,
        from core.round_series as seen
        left join core.source as source on seen.source_id = source.source_id
        where seen.round_id = $round_id and seen.indicator_code = $indicator_code and seen.region_id = $region_id
        order by seen.observation_year = $year desc, seen.observation_year desc
        limit 1
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        region_id=region_id,
        year=year,
    )
    return None if found.is_empty() else found.row(0, named=True)


def children(ask: Ask, round_id: str, target_year: int, parent_region_id: str) -> pl.DataFrame:
    """How the targets of each region under one parent stand in a year; one row a region, owing or not. From met_count
    on, the counts add up to owed_count."""
    return ask(
        """
        with stood as (
            select
                gap.region_id,
                gap.standing,
            from mart.target_gap as gap
            inner join core.region as child on gap.region_id = child.region_id
            where
                gap.round_id = $round_id and gap.target_year = $target_year
                and child.parent_region_id = $parent_region_id
        )
        select
            region.region_id,
            region.region_name,
            count(stood.standing) as owed_count,
            count(*) filter (where stood.standing not in ('not_submitted', 'late', 'rejected')) as submitted_count,
            count(*) filter (where stood.standing = 'met') as met_count,
            count(*) filter (where stood.standing = 'missed') as missed_count,
            count(*) filter (where stood.standing in ('asking_nothing', 'easier_than_today')) as nothing_count,
            count(*) filter (where stood.standing in ('below_trend', 'on_trend')) as trend_count,
            count(*) filter (where stood.standing in ('stretch', 'rare')) as stretch_count,
            count(*) filter (where stood.standing = 'beyond_precedent') as beyond_count,
            count(*) filter (where stood.standing in ('not_submitted', 'late', 'rejected')) as open_count,
            count(*) filter (
                where stood.standing in ('too_uncertain', 'not_available', 'no_data', 'zero')
            ) as unknown_count,
        from core.region as region
        left join stood on region.region_id = stood.region_id
        where region.is_current and region.parent_region_id = $parent_region_id
        group by region.region_id, region.region_name
        order by region.region_id
        """,
        round_id=round_id,
        target_year=target_year,
        parent_region_id=parent_region_id,
    )


def criteria(ask: Ask, round_id: str, region_id: str, assessor_kind: str = "unit") -> pl.DataFrame:
    """Every criterion of every target of a region in a round, assessed or not; one row an indicator and criterion."""
    return ask(
        """
        with targeted as (
            select distinct indicator_code
            from mart.target_gap as gap
            where round_id = $round_id and region_id = $region_id
        )
        select
            targeted.indicator_code,
            indicator.name_id as indicator_name_id,
            indicator.name_en as indicator_name_en,
            criterion.criterion_code,
            criterion.name_id,
            criterion.name_en,
            criterion.is_mandatory,
            criterion.position,
            score.level,
            coalesce(score.is_not_applicable, false) as is_not_applicable,
            score.reason,
            score.evidence,
        from targeted
        inner join core.indicator as indicator on targeted.indicator_code = indicator.indicator_code
        cross join core.criterion as criterion
        left join core.criterion_score as score
            on targeted.indicator_code = score.indicator_code and criterion.criterion_code = score.criterion_code
            and score.round_id = $round_id and score.region_id = $region_id and score.assessor_kind = $assessor_kind
        order by targeted.indicator_code, criterion.position
        """,
        round_id=round_id,
        region_id=region_id,
        assessor_kind=assessor_kind,
    )
