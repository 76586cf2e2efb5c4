-- Indicators that units propose, with the outcome they measure and what the forum decided of each.
-- grain: round_id, proposal_code
-- units: unit_of_measure is the catalogue's word where the unit as written was recognised
-- nulls: what a file said, once the file no longer proposes it; decided_at, decided_by and reason before a decision
with known as (
    select
        round_id,
        proposal_code
    from core.proposed_indicator
    union
    select
        round_id,
        subject_code as proposal_code
    from core.outcome_state
    where proposal_kind = 'indicator'
),

proposed_indicator as (
    select
        known.round_id,
        known.proposal_code,
        coalesce(proposed.unit_code, outcome_state.unit_code) as unit_code,
        proposed.outcome_code,
        proposed_outcome.statement_id,
        proposed_outcome.statement_en,
        coalesce(proposed.name_id, outcome_state.proposed_title) as name_id,
        proposed.definition_id,
        proposed.numerator,
        proposed.denominator,
        proposed.unit_written,
        proposed.unit_of_measure,
        proposed.good_direction,
        proposed.source,
        proposed.first_year,
        proposed.aggregation,
        proposed.wording_fingerprint,
        review_state.state_code as state,
        review_state.is_chosen,
        outcome_state.reason,
        outcome_state.decided_by,
        outcome_state.decided_at,
        review_state.standing = 'decided'
        and coalesce(outcome_state.decided_fingerprint <> proposed.wording_fingerprint, false) as is_outdated,
        proposed.proposal_code is null as is_withdrawn,
        proposed.submission_id,
        proposed.source_cell
    from known
    left join core.proposed_indicator as proposed
        on known.round_id = proposed.round_id and known.proposal_code = proposed.proposal_code
    left join core.proposed_outcome
        on proposed.round_id = proposed_outcome.round_id and proposed.outcome_code = proposed_outcome.outcome_code
    left join core.outcome_state
        on known.round_id = outcome_state.round_id and known.proposal_code = outcome_state.subject_code
    inner join core.review_state
        on
            review_state.subject_kind = 'outcome'
            and (
                outcome_state.state = review_state.state_code
                or (outcome_state.state is null and review_state.is_initial)
            )
)

select * from proposed_indicator
