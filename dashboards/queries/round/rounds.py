"""The round manager's questions: what was owed and came, from whom, when, and what changed against the round before."""

from __future__ import annotations

import polars as pl

from dashboards.queries import Ask


def totals(ask: Ask, round_id: str) -> pl.DataFrame:
    """What a round expected and received, in targets and in units; one row, or none when nobody owes anything."""
    return ask(
        """
        select
            count(*) as unit_count,
            count(*) filter (where progress.received = 0) as silent_count,
            count(*) filter (where progress.status = 'late') as late_count,
            count(*) filter (where progress.status = 'returned') as returned_count,
            cast(sum(progress.expected) as bigint) as expected,
            cast(sum(progress.received) as bigint) as received,
            cast(sum(progress.on_time) as bigint) as on_time,
            cast(sum(progress.accepted) as bigint) as accepted,
            cast(sum(progress.rejected) as bigint) as rejected,
            share_of(sum(progress.received), sum(progress.expected)) as received_share,
            share_of(sum(progress.accepted), sum(progress.expected)) as fill_share,
        from mart.unit_progress as progress
        where progress.round_id = $round_id
        having count(*) > 0
        """,
        round_id=round_id,
    )


def units(ask: Ask, round_id: str) -> pl.DataFrame:
    """Every unit that owes something with the state of its file, the emptiest first; one row a unit."""
    return ask(
        """
        select
            progress.*,
            unit.name_id,
            unit.name_en,
            unit.unit_kind,
            case
                when unit.unit_kind <> 'regional_office' then unit.unit_kind
                when strpos(unit.region_scope, '.') > 0 then 'district_office'
                else 'province_office'
            end as unit_group,
        from mart.unit_progress as progress
        left join core.organisation_unit as unit on progress.unit_code = unit.unit_code
        where progress.round_id = $round_id
        order by share_of(progress.received, progress.expected), progress.unit_code
        """,
        round_id=round_id,
    )


def by_indicator(ask: Ask, round_id: str) -> pl.DataFrame:
    """What was owed and came of each indicator and level, the emptiest first; one row an indicator and level."""
    return ask(
        """
        select
            progress.indicator_code,
            progress.region_level,
            indicator.name_id,
            indicator.name_en,
            cast(sum(progress.expected) as bigint) as expected,
            cast(sum(progress.received) as bigint) as received,
            cast(sum(progress.on_time) as bigint) as on_time,
            cast(sum(progress.accepted) as bigint) as accepted,
            cast(sum(progress.rejected) as bigint) as rejected,
            share_of(sum(progress.accepted), sum(progress.expected)) as fill_share,
        from mart.round_progress as progress
        inner join core.indicator as indicator on progress.indicator_code = indicator.indicator_code
        where progress.round_id = $round_id
        group by progress.indicator_code, progress.region_level, indicator.name_id, indicator.name_en
        order by fill_share, progress.indicator_code, progress.region_level
        """,
        round_id=round_id,
    )


def of_unit(ask: Ask, round_id: str, unit_code: str) -> pl.DataFrame:
    """What one unit owes and has handed in per indicator and level, the emptiest first; one row each."""
    return ask(
        """
        select
            progress.*,
            indicator.name_id,
            indicator.name_en,
        from mart.round_progress as progress
        inner join core.indicator as indicator on progress.indicator_code = indicator.indicator_code
        where progress.round_id = $round_id and progress.unit_code = $unit_code
        order by progress.fill_share, progress.indicator_code, progress.region_level
        """,
        round_id=round_id,
        unit_code=unit_code,
    )


def submissions(ask: Ask, round_id: str) -> pl.DataFrame:
    """Every file of a round with what became of it, the newest first; one row a submission."""
    return ask(
        """
        select
            submission.*,
            unit.name_id,
            unit.name_en,
        from core.submission as submission
        left join core.organisation_unit as unit on submission.unit_code = unit.unit_code
        where submission.round_id = $round_id
        order by submission.received_at desc, submission.received_sequence desc
        """,
        round_id=round_id,
    )


def repeat_count(ask: Ask, round_id: str) -> int:
    """How often bytes came again that had been handed in before."""
    found = ask(
        """
        select count(*) as repeat_count
        from core.reception as reception
        inner join core.submission as submission on reception.submission_id = submission.submission_id
        where submission.round_id = $round_id and reception.outcome = 'duplicate'
        """,
        round_id=round_id,
    )
    return int(found["repeat_count"][0])


def changes_by_indicator(ask: Ask, round_id: str, target_year: int) -> pl.DataFrame:
    """What changed per indicator since the previous round of the same plan year, and what the changes of one target
    year do to the national sum (in the good direction, null without a weight); one row an indicator."""
    return ask(
        """
        select
            change.indicator_code,
            indicator.name_id,
            indicator.name_en,
            cast(sum(change.raised) as bigint) as raised,
            cast(sum(change.created) as bigint) as created,
            cast(sum(change.unchanged) as bigint) as unchanged,
            cast(sum(change.lowered) as bigint) as lowered,
            cast(sum(change.withdrawn) as bigint) as withdrawn,
            sum(change.national_effect_value) filter (where change.target_year = $target_year) as national_effect_value,
            any_value(indicator.decimal_places) + 1 as effect_places,
        from mart.round_change as change
        inner join core.indicator as indicator on change.indicator_code = indicator.indicator_code
        where change.round_id = $round_id
        group by change.indicator_code, indicator.name_id, indicator.name_en
        order by sum(change.lowered) desc, sum(change.withdrawn) desc, change.indicator_code
        """,
        round_id=round_id,
        target_year=target_year,
    )


def changed_targets(ask: Ask, round_id: str, indicator_code: str) -> pl.DataFrame:
    """The targets of one indicator that are not what they were, the eased ones first and among them those that
    move the national sum most; one row a region and year."""
    return ask(
        """
        select
            change.region_id,
            region.region_name,
            change.target_year,
            change.change,
            change.previous_value,
            change.target_value,
            indicator.decimal_places,
            change.national_effect_value,
            indicator.decimal_places + 2 as effect_places,
        from mart.round_change as change
        inner join core.region as region on change.region_id = region.region_id
        inner join core.indicator as indicator on change.indicator_code = indicator.indicator_code
        where change.round_id = $round_id and change.indicator_code = $indicator_code and change.change <> 'unchanged'
        order by
            case change.change when 'lowered' then 0 when 'withdrawn' then 1 when 'created' then 2 else 3 end,
            abs(change.national_effect_value) desc nulls last,
            change.region_id,
            change.target_year
        """,
        round_id=round_id,
        indicator_code=indicator_code,
    )


def set_aside(ask: Ask, round_id: str) -> pl.DataFrame:
    """Cells set aside because a check of the whole failed with them; one row a cell."""
    return ask(
        """
        select
            finding.unit_code,
            finding.source_cell,
            finding.written,
            finding.message_id,
            finding.message_en,
        from core.finding as finding
        where finding.round_id = $round_id and finding.rule_id = 'file.quarantined_cell'
        order by finding.unit_code, finding.finding_number
        """,
        round_id=round_id,
    )
