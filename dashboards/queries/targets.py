"""Targets beside where their regions stand: rows of mart.target_gap, each with the one standing it is shown under."""

from __future__ import annotations

import polars as pl

from dashboards.queries import Ask, of_one_region


def of_indicator(ask: Ask, round_id: str, indicator_code: str, target_year: int) -> pl.DataFrame:
    """All regions of one indicator and year, the farthest from its target first; one row a region."""
    return ask(
        """
        select
            gap.*,
            region.region_name,
            region.region_level,
            region.parent_region_id,
            split_part(region_code.code, '-', 2) as short_name,
        from mart.target_gap as gap
        inner join core.region as region on gap.region_id = region.region_id
        left join core.region_code as region_code
            on gap.region_id = region_code.region_id and region_code.scheme = 'iso3166_2'
        where gap.round_id = $round_id and gap.indicator_code = $indicator_code and gap.target_year = $target_year
        order by gap.gap_value desc nulls last, gap.region_id
        """,
        round_id=round_id,
        indicator_code=indicator_code,
        target_year=target_year,
    )


def of_region(ask: Ask, round_id: str, region_id: str) -> pl.DataFrame:
    """All targets of one region in a round, by indicator and year."""
    return ask(
        """
        select
            gap.*,
            indicator.name_id,
            indicator.name_en,
            indicator.unit_of_measure,
            indicator.decimal_places,
            indicator.good_direction,
            indicator.is_example,
        from mart.target_gap as gap
        inner join core.indicator as indicator on gap.indicator_code = indicator.indicator_code
        where gap.round_id = $round_id and gap.region_id = $region_id
        order by not indicator.is_priority, gap.indicator_code, gap.target_year
        """,
        round_id=round_id,
        region_id=region_id,
    )


def standings(ask: Ask, round_id: str, target_year: int) -> pl.DataFrame:
    """How many targets of a round and year stand how; one row a standing, and how many indicators it spans."""
    return ask(
        """
        with stood as (
            select
                gap.indicator_code,
                gap.standing,
            from mart.target_gap as gap
            where gap.round_id = $round_id and gap.target_year = $target_year
        )
        select
            standing,
            count(*) as target_count,
            count(distinct indicator_code) as indicator_count,
        from stood
        group by standing
        order by standing
        """,
        round_id=round_id,
        target_year=target_year,
    )


def path(ask: Ask, round_id: str, indicator_code: str, region_id: str) -> pl.DataFrame:
    """The targets of one region and indicator over the years of a round, with their ambition; one row a year."""
    return of_one_region(
        ask,
        """
        select
            gap.*,
            prospect.ambition_share_all,
        from mart.target_gap as gap
        left join analysis.prospect as prospect using (round_id, indicator_code, region_id, target_year)
        where gap.round_id = $round_id and gap.indicator_code = $indicator_code
        order by gap.target_year
        """,
        region_id,
        round_id=round_id,
        indicator_code=indicator_code,
    )


def asking_nothing(ask: Ask, round_id: str, target_year: int) -> pl.DataFrame:
    """The targets of a round and year that ask for no better than where their region began; one row a target."""
    return ask(
        """
        select
            gap.indicator_code,
            indicator.name_id,
            indicator.name_en,
            gap.region_id,
            gap.standing,
            region.region_name,
        from mart.target_gap as gap
        inner join core.indicator as indicator on gap.indicator_code = indicator.indicator_code
        inner join core.region as region on gap.region_id = region.region_id
        where gap.round_id = $round_id and gap.target_year = $target_year and gap.is_asking_nothing
        order by gap.indicator_code, gap.region_id
        """,
        round_id=round_id,
        target_year=target_year,
    )


def league(ask: Ask, round_id: str, target_year: int) -> pl.DataFrame:
    """Every target of a round and year with what planners sort by: distance, pace, certainty, what it carries of the
    national distance, findings, criteria assessed; one row a target, those that ask least first."""
    return ask(
        """
        with noted as (
            select
                indicator_code,
                region_id,
                count(*) as finding_count,
            from core.finding as finding
            where round_id = $round_id and severity in ('reject', 'ask')
                and coalesce(target_year, $target_year) = $target_year
            group by indicator_code, region_id
        ),
        assessed as (
            select
                indicator_code,
                region_id,
                count(distinct criterion_code) as criterion_count,
            from core.criterion_score as score
            where round_id = $round_id and level is not null
            group by indicator_code, region_id
        )
        select
            gap.*,
            region.region_name,
            indicator.name_id,
            indicator.name_en,
            indicator.unit_of_measure,
            indicator.good_direction,
            indicator.decimal_places,
            indicator.is_example,
            part.contribution_to_pace,
            coalesce(noted.finding_count, 0) as finding_count,
            coalesce(assessed.criterion_count, 0) as criterion_count,
        from mart.target_gap as gap
        inner join core.region as region on gap.region_id = region.region_id
        inner join core.indicator as indicator on gap.indicator_code = indicator.indicator_code
        left join mart.alignment_part as part
            on gap.round_id = part.round_id and gap.indicator_code = part.indicator_code
            and gap.region_id = part.region_id and gap.target_year = part.target_year
        left join noted on gap.indicator_code = noted.indicator_code and gap.region_id = noted.region_id
        left join assessed on gap.indicator_code = assessed.indicator_code and gap.region_id = assessed.region_id
        where gap.round_id = $round_id and gap.target_year = $target_year and gap.target_value is not null
        order by gap.ambition_share desc nulls last, gap.indicator_code, gap.region_id
        """,
        round_id=round_id,
        target_year=target_year,
    )
