-- Every session of a desk: what it covers, when it was opened, closed, made final and signed, and how it ended.
-- grain: session_id
-- units: counts of lines at the moment of closing
-- nulls: an instant that has not come; counts before the closing; region_scope null means the whole country
with session_event as (
    select
        decision_event.round_id,
        split_part(decision_event.subject_key, '/', 2) as session_id,
        decision_event.subject_sequence,
        decision_event.to_state,
        decision_event.event_at,
        decision_event.payload,
        json_extract_string(decision_event.payload, '$.name') as session_name,
        json_extract_string(decision_event.payload, '$.minutes_number') as minutes_number,
        json_extract_string(decision_event.payload, '$.snapshot') as snapshot_sha256,
        json_extract_string(decision_event.payload, '$.closing.fingerprint') as closing_sha256,
        json_extract(decision_event.payload, '$.closing.counts') as closing_counts,
        review_state.takes_decisions,
        review_state.is_closed,
        review_state.keeps_decisions,
        review_state.fixes,
        row_number() over (
            partition by decision_event.subject_key
            order by decision_event.subject_sequence desc
        ) as newest_rank
    from register.decision_event
    inner join core.review_state
        on
            decision_event.subject_kind = review_state.subject_kind
            and decision_event.to_state = review_state.state_code
    where decision_event.subject_kind = 'session'
),

desk_session as (
    select
        session_id,
        max(case when newest_rank = 1 then to_state end) as state,
        max(session_name) as session_name,
        max(round_id) as round_id,
        max(json_extract_string(payload, '$.addendum_to')) as addendum_to,
        max(cast(json_extract(payload, '$.indicator_codes') as varchar)) as indicator_codes,
        max(json_extract_string(payload, '$.region_scope')) as region_scope,
        min(event_at) as planned_at,
        min(case when takes_decisions then event_at end) as opened_at,
        min(case when is_closed then event_at end) as closed_at,
        min(case when keeps_decisions then event_at end) as final_at,
        min(case when fixes then event_at end) as signed_at,
        max(minutes_number) as minutes_number,
        max(closing_sha256) as closing_sha256,
        max(snapshot_sha256) as snapshot_sha256,
        max(cast(json_extract_string(closing_counts, '$.agreed') as integer)) as closed_agreed_count,
        max(cast(json_extract_string(closing_counts, '$.not_agreed') as integer)) as closed_not_agreed_count,
        max(cast(json_extract_string(closing_counts, '$.deferred') as integer)) as closed_deferred_count,
        max(cast(json_extract_string(closing_counts, '$.not_discussed') as integer)) as closed_not_discussed_count
    from session_event
    group by session_id
)

select * from desk_session
