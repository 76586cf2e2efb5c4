-- Which outcomes a round puts first: those its indicators serve and those units propose, and what the forum decided.
-- grain: round_id, outcome_code
-- units: counts of indicators and of target lines
-- nulls: decided_at, decided_by and reason where nothing was decided yet; unit_code for outcomes of the catalogue
with served as (
    select
        reference_sheet.round_id,
        reference_sheet.outcome_code,
        count(distinct reference_sheet.indicator_code) as indicator_count,
        count(*) as line_count,
        count_if(reference_sheet.counts_as = 'agreed') as agreed_count
    from mart.reference_sheet
    where reference_sheet.outcome_code is not null
    group by reference_sheet.round_id, reference_sheet.outcome_code
),

known as (
    select
        round_id,
        outcome_code
    from served
    union
    select
        round_id,
        outcome_code
    from core.proposed_outcome
    union
    select
        outcome_state.round_id,
        outcome_state.subject_code as outcome_code
    from core.outcome_state
    left join core.outcome on outcome_state.subject_code = outcome.outcome_code
    where outcome.outcome_code is not null or outcome_state.proposal_kind = 'outcome'
),

priority_outcome as (
    select
        known.round_id,
        known.outcome_code,
        coalesce(outcome.statement_id, proposed_outcome.statement_id, outcome_state.proposed_title) as statement_id,
        coalesce(outcome.statement_en, nullif(proposed_outcome.statement_en, '')) as statement_en,
        coalesce(outcome.programme_code, proposed_outcome.programme_code) as programme_code,
        coalesce(outcome.issue_tags, proposed_outcome.issue_tags) as issue_tags,
        review_state.state_code as state,
        review_state.is_chosen,
        outcome_state.reason,
        outcome_state.decided_by,
        outcome_state.decided_at,
        coalesce(served.indicator_count, 0) as indicator_count,
        coalesce(served.line_count, 0) as line_count,
        coalesce(served.agreed_count, 0) as agreed_count,
        coalesce(proposed_outcome.unit_code, outcome_state.unit_code) as unit_code,
        review_state.standing = 'decided'
        and coalesce(outcome_state.decided_fingerprint <> proposed_outcome.wording_fingerprint, false) as is_outdated,
        outcome.outcome_code is null and proposed_outcome.outcome_code is null as is_withdrawn
    from known
    left join served on known.round_id = served.round_id and known.outcome_code = served.outcome_code
    left join core.outcome on known.outcome_code = outcome.outcome_code
    left join core.proposed_outcome
        on known.round_id = proposed_outcome.round_id and known.outcome_code = proposed_outcome.outcome_code
    left join core.outcome_state
        on known.round_id = outcome_state.round_id and known.outcome_code = outcome_state.subject_code
    inner join core.review_state
        on
            review_state.subject_kind = 'outcome'
            and (
                outcome_state.state = review_state.state_code
                or (outcome_state.state is null and review_state.is_initial)
            )
)

select * from priority_outcome
