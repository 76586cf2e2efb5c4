-- Who was given which role for which unit and regions, by whom, for how long, and when it was ended.
-- grain: grant_id
-- units: none
-- nulls: unit_code and ends_on when the grant is not limited so; ended_* while nobody has ended it
with grant_event as (
    select
        split_part(subject_key, '/', 2) as grant_id,
        subject_sequence,
        to_state,
        payload,
        event_at,
        row_number() over (partition by subject_key order by subject_sequence desc) as newest_rank
    from register.decision_event
    where subject_kind = 'grant'
),

ending as (
    select
        grant_event.grant_id,
        grant_event.event_at as ended_at,
        json_extract_string(grant_event.payload, '$.reason') as end_reason
    from grant_event
    inner join core.review_state
        on review_state.subject_kind = 'grant' and grant_event.to_state = review_state.state_code
    where not review_state.is_active
),

role_grant as (
    select
        given.grant_id,
        json_extract_string(given.payload, '$.name') as person_name,
        json_extract_string(given.payload, '$.role') as role_code,
        json_extract_string(given.payload, '$.unit_code') as unit_code,
        json_extract_string(given.payload, '$.region_scope') as region_scope,
        cast(json_extract_string(given.payload, '$.starts_on') as date) as starts_on,
        cast(json_extract_string(given.payload, '$.ends_on') as date) as ends_on,
        json_extract_string(given.payload, '$.granted_by') as granted_by,
        given.event_at as granted_at,
        newest.to_state as state,
        ending.ended_at,
        ending.end_reason
    from grant_event as given
    inner join grant_event as newest on given.grant_id = newest.grant_id and newest.newest_rank = 1
    left join ending on given.grant_id = ending.grant_id
    where given.subject_sequence = 1
)

select * from role_grant
