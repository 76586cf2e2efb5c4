"""Do the regions' targets add up to the nation's: rows of mart.alignment and its parts."""

from __future__ import annotations

import polars as pl

from dashboards.queries import Ask

# The parent's own figures as a round sees them: the target year's where it has been observed, else the latest.
NATIONAL_SEEN = """
    select
        seen.round_id,
        seen.indicator_code,
        seen.region_id,
        seen.observed_value as latest_value,
        seen.observation_year as latest_year,
        seen.trust as latest_trust,
        source.publisher as latest_publisher,
    from core.round_series as seen
    left join core.source as source on seen.source_id = source.source_id
    where seen.round_id = $round_id and seen.region_id = $parent_region_id
    qualify
        row_number() over (
            partition by seen.indicator_code
            order by seen.observation_year = $target_year desc, seen.observation_year desc
        ) = 1
"""


def of_round(ask: Ask, round_id: str, target_year: int, parent_region_id: str = "00") -> pl.DataFrame:
    """Every indicator of a round and year with its verdict, worst first by distance over what is asked; one row an
    indicator.

    latest_value is the parent's figure of the target year where that has been observed, else the latest one."""
    return ask(
        f"""
        with national_seen as ({NATIONAL_SEEN})
        select
            alignment.*,
            indicator.name_id,
            indicator.name_en,
            indicator.unit_of_measure,
            indicator.good_direction,
            indicator.decimal_places,
            indicator.aggregation,
            is_decided_by_bounds(alignment.coverage_share, false) as is_coverage_low,
            indicator.is_example,
            indicator.is_priority,
            national_seen.latest_value,
            national_seen.latest_year,
            national_seen.latest_trust,
            national_seen.latest_publisher,
        from mart.alignment as alignment
        inner join core.indicator as indicator on alignment.indicator_code = indicator.indicator_code
        left join national_seen
            on alignment.round_id = national_seen.round_id
            and alignment.indicator_code = national_seen.indicator_code
            and alignment.parent_region_id = national_seen.region_id
        where
            alignment.round_id = $round_id and alignment.target_year = $target_year
            and alignment.parent_region_id = $parent_region_id
        order by
            case when alignment.severity <= 1 then 1 when alignment.severity <= 3 then 3 else alignment.severity end,
            alignment.shortfall_share desc nulls last,
            alignment.severity,
            not indicator.is_priority,
            alignment.indicator_code
        """,
        round_id=round_id,
        target_year=target_year,
        parent_region_id=parent_region_id,
    )


def parts(ask: Ask, round_id: str, indicator_code: str, target_year: int, parent_region_id: str = "00") -> pl.DataFrame:
    """What each region adds to the distance from the national target, the largest first; one row a region."""
    return ask(
        """
        select
            part.*,
            region.region_name,
            gap.target_value,
            gap.latest_value,
            gap.latest_year,
            gap.ambition_label,
            gap.standing,
        from mart.alignment_part as part
        inner join core.region as region on part.region_id = region.region_id
        left join mart.target_gap as gap
            on part.round_id = gap.round_id and part.indicator_code = gap.indicator_code
            and part.region_id = gap.region_id and part.target_year = gap.target_year
        where
            part.round_id = $round_id and part.indicator_code = $indicator_code
            and part.target_year = $target_year and part.parent_region_id = $parent_region_id
        order by part.contribution desc nulls last, part.region_id
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        target_year=target_year,
        parent_region_id=parent_region_id,
    )


def feasibility(
    ask: Ask, round_id: str, indicator_code: str, target_year: int, parent_region_id: str = "00"
) -> pl.DataFrame:
    """At most one row: whether the national target can be reached by the pace of the best tenth of peers, and what
    remains."""
    return ask(
        """
        select *
        from analysis.feasibility
        where
            round_id = $round_id and indicator_code = $indicator_code
            and target_year = $target_year and parent_region_id = $parent_region_id
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        target_year=target_year,
        parent_region_id=parent_region_id,
    )


def levers(ask: Ask, round_id: str, target_year: int, parent_region_id: str = "00") -> pl.DataFrame:
    """Regions that alone would carry a sum ahead to its target by moving at the common pace, the smallest step of the
    worst sum first; one row an indicator and region."""
    return ask(
        """
        select
            alignment.indicator_code,
            alignment.target_year,
            indicator.name_id,
            indicator.name_en,
            indicator.unit_of_measure,
            indicator.good_direction,
            indicator.decimal_places,
            region.region_name,
            part.part_value,
            part.pace_value,
        from mart.alignment as alignment
        inner join mart.alignment_part as part using (round_id, indicator_code, parent_region_id, target_year)
        inner join core.indicator as indicator on alignment.indicator_code = indicator.indicator_code
        inner join core.region as region on part.region_id = region.region_id
        where
            alignment.round_id = $round_id and alignment.target_year = $target_year
            and alignment.parent_region_id = $parent_region_id
            and alignment.verdict = 'short_of_target' and alignment.parent_observed_value is null
            and part.contribution_to_pace >= alignment.alignment_gap
        order by
            alignment.shortfall_share desc nulls last,
            alignment.indicator_code,
            part.contribution_to_pace,
            part.region_id
        """,
        round_id=round_id,
        target_year=target_year,
        parent_region_id=parent_region_id,
    )


def carried_by(parts: pl.DataFrame) -> str:
    """The column of mart.alignment_part by which regions carry a distance: the common pace, or the target itself where
    a region without a past leaves no common pace."""
    counted = parts.filter(pl.col("contribution").is_not_null())
    has_pace = not counted.is_empty() and counted["contribution_to_pace"].null_count() == 0
    return "contribution_to_pace" if has_pace else "contribution"
