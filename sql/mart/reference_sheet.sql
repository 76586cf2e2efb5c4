-- What each region is asked and has agreed to: a line of its reference sheet with codes, baseline, range and reasons.
-- grain: round_id, region_id, indicator_code, target_year; targets in force and targets owed
-- units: values in the indicator's unit
-- nulls: agreed_* unless the line is agreed; baseline without a figure; minutes_number until the minutes are signed
-- partition: planning_round
with sheet_round as (
    select
        round_id,
        count_if(counts_as = 'agreed') as agreed_count
    from mart.agreement
    group by round_id
),

reference_sheet as (
    select
        agreement.round_id,
        agreement.region_id,
        indicator.outcome_code,
        agreement.indicator_code,
        agreement.target_year,
        agreement.unit_code,
        outcome.statement_id,
        outcome.statement_en,
        indicator.name_id,
        indicator.name_en,
        indicator.unit_of_measure,
        indicator.good_direction,
        indicator.decimal_places,
        target_gap.baseline_year,
        target_gap.baseline_value,
        target_gap.baseline_source_id,
        target_gap.latest_year,
        target_gap.latest_value,
        agreement.proposal_low,
        agreement.proposal_high,
        agreement.ministry_low,
        agreement.ministry_high,
        agreement.agreed_low,
        agreement.agreed_high,
        agreement.agreed_value,
        agreement.state,
        agreement.counts_as,
        agreement.decision_reason,
        agreement.statement_region,
        agreement.statement_ministry,
        agreement.next_forum,
        target_gap.national_low,
        target_gap.national_high,
        case when indicator.kind = 'spm' then legal_minimum() end as legal_minimum_value,
        target_gap.chance_band,
        target_gap.standing,
        criteria_strip.criteria,
        outcome.programme_code,
        outcome.programme_name,
        outcome.programme_decree,
        outcome.issue_tags,
        indicator.external_codes,
        agreement.session_id,
        agreement.minutes_number,
        sheet_round.agreed_count = 0 as is_draft,
        planning_round.is_example
    from mart.agreement
    inner join core.indicator on agreement.indicator_code = indicator.indicator_code
    inner join core.planning_round on agreement.round_id = planning_round.round_id
    inner join sheet_round on agreement.round_id = sheet_round.round_id
    left join core.outcome on indicator.outcome_code = outcome.outcome_code
    left join mart.target_gap
        on
            agreement.round_id = target_gap.round_id
            and agreement.indicator_code = target_gap.indicator_code
            and agreement.region_id = target_gap.region_id
            and agreement.target_year = target_gap.target_year
    left join core.criteria_strip
        on
            agreement.round_id = criteria_strip.round_id
            and agreement.indicator_code = criteria_strip.indicator_code
            and agreement.region_id = criteria_strip.region_id
)

select * from reference_sheet
