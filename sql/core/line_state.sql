-- Where each line of the decision book stands: its state, three numbers, the recommendation, and the decision in force.
-- grain: round_id, indicator_code, region_id, target_year; lines of which the book holds an event
-- units: range ends in the indicator's unit
-- nulls: whatever nobody has given yet; the decision's columns also after it was taken back
with line_state as (
    select
        line.round_id,
        line.indicator_code,
        line.region_id,
        line.target_year,
        line.state,
        line.last_sequence,
        line.event_number,
        proposal.proposal_submission_id,
        proposal.proposal_unit_code,
        proposal.proposal_low,
        proposal.proposal_high,
        proposal.proposal_printed,
        proposal.proposal_denominator,
        ministry.ministry_low,
        ministry.ministry_high,
        ministry.ministry_printed,
        recommendation.to_state as recommendation,
        recommendation.reason as recommendation_reason,
        recommendation.acting_unit_code as recommending_unit_code,
        decision.agreed_low,
        decision.agreed_high,
        decision.agreed_printed,
        decision.reason as decision_reason,
        decision.statement_region,
        decision.statement_ministry,
        decision.next_forum,
        decision.session_id,
        decision.event_at as decided_at,
        recommendation.subject_sequence is not null
        and (
            proposal.proposal_low is distinct from recommended.proposal_low
            or proposal.proposal_high is distinct from recommended.proposal_high
            or proposal.proposal_denominator is distinct from recommended.proposal_denominator
        ) as is_outdated
    from core.line_sequence as line
    left join core.review_event as proposal
        on
            line.round_id = proposal.round_id
            and line.indicator_code = proposal.indicator_code
            and line.region_id = proposal.region_id
            and line.target_year = proposal.target_year
            and line.proposal_sequence = proposal.subject_sequence
    left join core.review_event as ministry
        on
            line.round_id = ministry.round_id
            and line.indicator_code = ministry.indicator_code
            and line.region_id = ministry.region_id
            and line.target_year = ministry.target_year
            and line.ministry_sequence = ministry.subject_sequence
    left join core.review_event as recommendation
        on
            line.round_id = recommendation.round_id
            and line.indicator_code = recommendation.indicator_code
            and line.region_id = recommendation.region_id
            and line.target_year = recommendation.target_year
            and line.recommendation_sequence = recommendation.subject_sequence
    left join core.review_event as recommended
        on
            line.round_id = recommended.round_id
            and line.indicator_code = recommended.indicator_code
            and line.region_id = recommended.region_id
            and line.target_year = recommended.target_year
            and line.recommended_proposal_sequence = recommended.subject_sequence
    left join core.review_event as decision
        on
            line.round_id = decision.round_id
            and line.indicator_code = decision.indicator_code
            and line.region_id = decision.region_id
            and line.target_year = decision.target_year
            and line.decision_sequence = decision.subject_sequence
)

select * from line_state
