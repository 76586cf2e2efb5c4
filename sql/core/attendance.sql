-- Who was present at which session, in which role and for which side; the newest entry of a person stands.
-- grain: session_id, person_number (people of a session in the order in which they were first written down)
-- units: none
-- nulls: side of those who speak for neither; unit_code when it was not given
with entry as (
    select
        split_part(decision_event.subject_key, '/', 2) as session_id,
        decision_event.round_id,
        decision_event.event_number,
        decision_event.event_at,
        cast(unnest(json_extract(decision_event.payload, '$.present[*]')) as varchar) as person
    from register.decision_event
    where decision_event.subject_kind = 'session' and json_extract(decision_event.payload, '$.present') is not null
),

identified as (
    select
        session_id,
        round_id,
        event_number,
        event_at,
        person,
        concat(json_extract_string(person, '$.issuer'), '|', json_extract_string(person, '$.subject')) as person_key
    from entry
),

ranked as (
    select
        session_id,
        round_id,
        event_at,
        person,
        min(event_number) over (partition by session_id, person_key) as first_number,
        person_key,
        row_number() over (partition by session_id, person_key order by event_number desc) as newest_rank
    from identified
),

attendance as (
    select
        session_id,
        round_id,
        row_number() over (partition by session_id order by first_number, person_key) as person_number,
        json_extract_string(person, '$.name') as person_name,
        json_extract_string(person, '$.role') as role_code,
        json_extract_string(person, '$.unit_code') as unit_code,
        json_extract_string(person, '$.side') as side,
        event_at as recorded_at
    from ranked
    where newest_rank = 1
)

select * from attendance
