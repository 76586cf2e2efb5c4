-- How far each desk has come: its lines by what became of them; every line stands in exactly one of the counts.
-- grain: round_id, session_id
-- units: counts of lines
-- nulls: session_id for the lines of a round that no session has before it
with placed as (
    select
        agreement.round_id,
        session_line.session_id,
        agreement.counts_as,
        agreement.state,
        agreement.recommendation,
        coalesce(agreement.ministry_low, agreement.ministry_high) is not null as has_ministry_number,
        agreement.is_outdated,
        agreement.proposal_value is not null as has_proposal
    from mart.agreement
    left join core.session_line using (round_id, indicator_code, region_id, target_year)
),

desk_progress as (
    select
        placed.round_id,
        placed.session_id,
        desk_session.session_name,
        desk_session.state as session_state,
        count(*) as line_count,
        count(*) filter (where placed.counts_as = 'agreed') as agreed_count,
        count(*) filter (where placed.counts_as = 'not_agreed') as not_agreed_count,
        count(*) filter (where placed.counts_as = 'deferred') as deferred_count,
        count(*) filter (where placed.counts_as = 'not_discussed') as not_discussed_count,
        count(*) filter (where placed.counts_as = 'undecided') as undecided_count,
        count(*) filter (where placed.counts_as = 'withdrawn') as withdrawn_count,
        count(*) filter (where placed.has_proposal) as proposal_count,
        count(*) filter (where placed.has_ministry_number) as ministry_number_count,
        count(*) filter (where placed.recommendation is not null) as recommendation_count,
        count(*) filter (where placed.is_outdated) as outdated_count
    from placed
    left join core.desk_session on placed.session_id = desk_session.session_id
    group by placed.round_id, placed.session_id, desk_session.session_name, desk_session.state
)

select * from desk_progress
