-- Which events of a line still speak: the last, the proposal, the ministry's number, recommendation and decision.
-- grain: round_id, indicator_code, region_id, target_year
-- units: sequences count the events of one line from 1
-- nulls: a sequence that no event has given yet; decision_sequence also when the decision was taken back
with marked as (
    select
        review_event.round_id,
        review_event.indicator_code,
        review_event.region_id,
        review_event.target_year,
        review_event.subject_sequence,
        review_event.event_number,
        review_event.to_state,
        review_event.decision_sequence,
        case when review_event.proposal_submission_id is not null then review_event.subject_sequence end
            as proposal_sequence,
        case when review_event.ministry_printed is not null then review_event.subject_sequence end
            as ministry_sequence,
        case
            when review_state.is_recommendation and review_action.leads_to = review_event.to_state
                then review_event.subject_sequence
        end as recommendation_sequence
    from core.review_event
    inner join core.review_state
        on review_event.subject_kind = review_state.subject_kind and review_event.to_state = review_state.state_code
    inner join core.review_action
        on review_event.subject_kind = review_action.subject_kind and review_event.action = review_action.action_code
    where review_event.subject_kind = 'line'
),

carried as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        subject_sequence,
        event_number,
        to_state,
        decision_sequence,
        max(proposal_sequence) over so_far as proposal_sequence,
        max(ministry_sequence) over so_far as ministry_sequence,
        max(recommendation_sequence) over so_far as recommendation_sequence,
        row_number() over (
            partition by round_id, indicator_code, region_id, target_year
            order by subject_sequence desc
        ) as newest_rank
    from marked
    window so_far as (
        partition by round_id, indicator_code, region_id, target_year
        order by subject_sequence rows between unbounded preceding and current row
    )
),

line_sequence as (
    select
        newest.round_id,
        newest.indicator_code,
        newest.region_id,
        newest.target_year,
        newest.to_state as state,
        newest.subject_sequence as last_sequence,
        newest.event_number,
        newest.decision_sequence,
        newest.proposal_sequence,
        newest.ministry_sequence,
        newest.recommendation_sequence,
        recommended.proposal_sequence as recommended_proposal_sequence
    from carried as newest
    left join carried as recommended
        on
            newest.round_id = recommended.round_id
            and newest.indicator_code = recommended.indicator_code
            and newest.region_id = recommended.region_id
            and newest.target_year = recommended.target_year
            and newest.recommendation_sequence = recommended.subject_sequence
    where newest.newest_rank = 1
)

select * from line_sequence
