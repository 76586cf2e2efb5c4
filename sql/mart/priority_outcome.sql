-- Which outcomes a round puts first: every outcome its indicators serve, what the forum decided of it, and why.
-- grain: round_id, outcome_code
-- units: counts of indicators and of target lines
-- nulls: decided_at, decided_by and reason where nothing was decided yet
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

moved as (
    select
        round_id,
        split_part(subject_key, '/', 3) as outcome_code,
        to_state,
        reason,
        actor_name,
        event_at,
        row_number() over (partition by subject_key order by subject_sequence desc) as newest_rank
    from core.review_event
    where subject_kind = 'outcome' and from_state <> to_state
),

priority_outcome as (
    select
        coalesce(served.round_id, moved.round_id) as round_id,
        coalesce(served.outcome_code, moved.outcome_code) as outcome_code,
        outcome.statement_id,
        outcome.statement_en,
        outcome.programme_code,
        outcome.issue_tags,
        review_state.state_code as state,
        review_state.is_chosen,
        moved.reason,
        moved.actor_name as decided_by,
        moved.event_at as decided_at,
        coalesce(served.indicator_count, 0) as indicator_count,
        coalesce(served.line_count, 0) as line_count,
        coalesce(served.agreed_count, 0) as agreed_count
    from served
    full outer join moved
        on
            served.round_id = moved.round_id
            and served.outcome_code = moved.outcome_code
            and moved.newest_rank = 1
    inner join core.outcome on coalesce(served.outcome_code, moved.outcome_code) = outcome.outcome_code
    inner join core.review_state
        on
            review_state.subject_kind = 'outcome'
            and (moved.to_state = review_state.state_code or (moved.to_state is null and review_state.is_initial))
    where coalesce(moved.newest_rank, 1) = 1
)

select * from priority_outcome
