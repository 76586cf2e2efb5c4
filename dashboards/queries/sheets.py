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


def take_up_totals(ask: Ask, round_id: str) -> pl.DataFrame:
    """Who took over what: the nation first, then provinces with an agreed line in them; one row each."""
    return ask(
        """
        select
            total.*,
            region.region_name,
            total.easier_count + total.stricter_count + total.other_band_count as differs_count,
        from mart.take_up_total as total
        inner join core.region as region on total.parent_region_id = region.region_id
        where total.round_id = $round_id
        order by total.parent_region_id
        """,
        round_id=round_id,
    )


def take_up_lines(ask: Ask, round_id: str, region_id: str) -> pl.DataFrame:
    """What one region made of each agreed target, differences first; one row a target year."""
    return ask(
        """
        select
            take_up.*,
            indicator.name_id,
            indicator.name_en,
            indicator.unit_of_measure,
            indicator.decimal_places,
        from mart.take_up as take_up
        inner join core.indicator as indicator on take_up.indicator_code = indicator.indicator_code
        where take_up.round_id = $round_id and take_up.region_id = $region_id
        order by
            take_up.take_up_state = 'taken_over', take_up.take_up_reason = 'nothing_agreed', take_up.indicator_code,
            take_up.target_year
        """,
        round_id=round_id,
        region_id=region_id,
    )


def take_up_findings(ask: Ask, round_id: str, region_id: str) -> pl.DataFrame:
    """What was said about the work plan that speaks for a region; one row a finding, the gravest first."""
    return ask(
        """
        select finding.*
        from core.take_up_finding as finding
        where finding.round_id = $round_id and finding.region_id = $region_id and finding.is_in_force
        order by finding.severity <> 'reject', finding.severity <> 'ask', finding.finding_number
        """,
        round_id=round_id,
        region_id=region_id,
    )
