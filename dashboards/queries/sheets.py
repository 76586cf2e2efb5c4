"""What regions take over: the lines of a round's reference sheets, per region and per outcome."""

from __future__ import annotations

import polars as pl

from dashboards.queries import Ask


def regions(ask: Ask, round_id: str) -> pl.DataFrame:
    """Regions that have a sheet in a round, with what became of their lines; one row a region, by code."""
    return ask(
        """
        select
            sheet.region_id,
            region.region_name,
            count(*) as line_count,
            count(*) filter (where sheet.counts_as = 'agreed') as agreed_count,
            count(*) filter (where sheet.counts_as = 'not_agreed') as not_agreed_count,
            count(*) filter (where sheet.counts_as = 'deferred') as deferred_count,
            count(*) filter (where sheet.counts_as = 'not_discussed') as not_discussed_count,
            count(*) filter (where sheet.counts_as = 'undecided') as undecided_count,
        from mart.reference_sheet as sheet
        inner join core.region as region on sheet.region_id = region.region_id
        where sheet.round_id = $round_id
        group by sheet.region_id, region.region_name
        order by sheet.region_id
        """,
        round_id=round_id,
    )


def outcomes(ask: Ask, round_id: str) -> pl.DataFrame:
    """Outcomes of a round with their indicators and what was agreed of them; one row an indicator."""
    return ask(
        """
        select
            sheet.outcome_code,
            sheet.statement_id,
            sheet.statement_en,
            sheet.indicator_code,
            sheet.name_id,
            sheet.name_en,
            sheet.programme_code,
            count(distinct sheet.region_id) as region_count,
            count(*) as line_count,
            count(*) filter (where sheet.counts_as = 'agreed') as agreed_count,
        from mart.reference_sheet as sheet
        where sheet.round_id = $round_id
        group by
            sheet.outcome_code, sheet.statement_id, sheet.statement_en, sheet.indicator_code, sheet.name_id,
            sheet.name_en, sheet.programme_code
        order by agreed_count desc, sheet.outcome_code nulls last, sheet.indicator_code
        """,
        round_id=round_id,
    )


def priorities(ask: Ask, round_id: str) -> pl.DataFrame:
    """Outcomes of a round with what the forum decided of them, chosen ones first; one row an outcome."""
    return ask(
        """
        select
            outcome.*,
            state.name_id as state_id,
            state.name_en as state_en,
        from mart.priority_outcome as outcome
        inner join core.review_state as state
            on state.subject_kind = 'outcome' and outcome.state = state.state_code
        where outcome.round_id = $round_id
        order by outcome.is_chosen desc, outcome.agreed_count desc, outcome.outcome_code
        """,
        round_id=round_id,
    )


def lines(ask: Ask, round_id: str, region_id: str) -> pl.DataFrame:
    """The lines of one region's sheet with the words of their state, agreed ones first; one row a target year."""
    return ask(
        """
        select
            sheet.*,
            state.name_id as state_id,
            state.name_en as state_en,
        from mart.reference_sheet as sheet
        inner join core.review_state as state on state.subject_kind = 'line' and sheet.state = state.state_code
        where sheet.round_id = $round_id and sheet.region_id = $region_id
        order by sheet.counts_as <> 'agreed', sheet.outcome_code nulls last, sheet.indicator_code, sheet.target_year
        """,
        round_id=round_id,
        region_id=region_id,
    )
