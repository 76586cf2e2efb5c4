-- What became of each line: what was proposed, what the ministry asks, what was agreed or why not, in which minutes.
-- grain: round_id, indicator_code, region_id, target_year; targets in force and targets owed
-- units: numbers in the indicator's unit; agreed_minus_proposal above zero: more was agreed than was proposed
-- nulls: every number nobody has given; agreed_* unless the line is agreed; minutes_number until they are signed
with line as (
    select
        line_fact.round_id,
        line_fact.indicator_code,
        line_fact.region_id,
        line_fact.target_year,
        line_fact.unit_code,
        indicator.good_direction,
        coalesce(line_state.state, opening.state_code) as state,
        coalesce(line_state.proposal_low, target.target_low) as proposal_low,
        coalesce(line_state.proposal_high, target.target_high) as proposal_high,
        coalesce(line_state.proposal_printed, target.written) as proposal_printed,
        coalesce(line_state.proposal_submission_id, target.submission_id) as submission_id,
        coalesce(target.is_provisional, false) as is_provisional,
        line_state.ministry_low,
        line_state.ministry_high,
        line_state.ministry_printed,
        line_state.recommendation,
        line_state.recommendation_reason,
        line_state.agreed_low,
        line_state.agreed_high,
        line_state.agreed_printed,
        line_state.decision_reason,
        line_state.statement_region,
        line_state.statement_ministry,
        line_state.next_forum,
        line_state.session_id,
        line_state.decided_at,
        coalesce(line_state.is_outdated, false) as is_outdated
    from core.line_fact
    inner join core.indicator using (indicator_code)
    inner join core.review_state as opening on opening.subject_kind = 'line' and opening.is_initial
    left join core.line_state using (round_id, indicator_code, region_id, target_year)
    left join core.target using (round_id, indicator_code, region_id, target_year)
),

agreement as (
    select
        line.round_id,
        line.indicator_code,
        line.region_id,
        line.target_year,
        line.unit_code,
        line.state,
        review_state.counts_as,
        line.proposal_low,
        line.proposal_high,
        easy_end(line.proposal_low, line.proposal_high, line.good_direction) as proposal_value,
        line.proposal_printed,
        line.submission_id,
        line.is_provisional,
        line.ministry_low,
        line.ministry_high,
        easy_end(line.ministry_low, line.ministry_high, line.good_direction) as ministry_value,
        line.ministry_printed,
        line.recommendation,
        line.recommendation_reason,
        line.agreed_low,
        line.agreed_high,
        easy_end(line.agreed_low, line.agreed_high, line.good_direction) as agreed_value,
        line.agreed_printed,
        line.decision_reason,
        line.statement_region,
        line.statement_ministry,
        line.next_forum,
        case when review_state.has_number then line.decided_at end as agreed_at,
        line.decided_at,
        line.session_id,
        minutes.minutes_number,
        agreed_minus_proposal(
            easy_end(line.proposal_low, line.proposal_high, line.good_direction),
            easy_end(line.agreed_low, line.agreed_high, line.good_direction),
            line.good_direction
        ) as agreed_minus_proposal,
        line.is_outdated
    from line
    inner join core.review_state
        on review_state.subject_kind = 'line' and line.state = review_state.state_code
    left join core.minutes on line.session_id = minutes.session_id
)

select * from agreement
