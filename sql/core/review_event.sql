-- Every event about a line, an outcome or a session of the desk, in the order in which the decision book took it.
-- grain: event_number
-- units: range ends and denominator as given, in the indicator's unit and in what it counts
-- nulls: the line's columns for sessions and outcomes; what an event does not carry; the reason of a sealed level
with review_event as (
    select
        event.event_number,
        event.round_id,
        subject_kind,
        subject_key,
        subject_sequence,
        case when subject_kind = 'line' then split_part(subject_key, '/', 2) end as indicator_code,
        case when subject_kind = 'line' then split_part(subject_key, '/', 3) end as region_id,
        case when subject_kind = 'line' then cast(split_part(subject_key, '/', 4) as integer) end as target_year,
        action,
        from_state,
        to_state,
        actor_name,
        actor_role,
        acting_unit_code,
        event.event_at,
        door,
        case when subject_kind = 'session' then split_part(subject_key, '/', 2) end as own_session_id,
        json_extract_string(payload, '$.session_id') as session_id,
        cast(json_extract_string(payload, '$.stands') as bigint) as decision_sequence,
        json_extract_string(payload, '$.proposal.submission_id') as proposal_submission_id,
        json_extract_string(payload, '$.proposal.unit_code') as proposal_unit_code,
        json_extract_string(payload, '$.proposal.printed') as proposal_printed,
        cast(json_extract_string(payload, '$.proposal.low') as double) as proposal_low,
        cast(json_extract_string(payload, '$.proposal.high') as double) as proposal_high,
        cast(json_extract_string(payload, '$.proposal.denominator') as double) as proposal_denominator,
        json_extract_string(payload, '$.ministry.printed') as ministry_printed,
        cast(json_extract_string(payload, '$.ministry.low') as double) as ministry_low,
        cast(json_extract_string(payload, '$.ministry.high') as double) as ministry_high,
        json_extract_string(payload, '$.agreed.printed') as agreed_printed,
        cast(json_extract_string(payload, '$.agreed.low') as double) as agreed_low,
        cast(json_extract_string(payload, '$.agreed.high') as double) as agreed_high,
        case
            when
                json_extract_string(payload, '$.assessor_kind') = 'reviewer' and coalesce(assessment.is_sealed, true)
                then null
            else coalesce(
                json_extract_string(payload, '$.reason'),
                json_extract_string(payload, '$.note'),
                json_extract_string(payload, '$.text')
            )
        end as reason,
        json_extract_string(payload, '$.statement_region') as statement_region,
        json_extract_string(payload, '$.statement_ministry') as statement_ministry,
        json_extract_string(payload, '$.next_forum') as next_forum,
        source_sha256
    from register.decision_event as event
    left join core.criterion_assessment as assessment on event.event_number = assessment.event_number
    where subject_kind in ('line', 'outcome', 'session')
)

select * from review_event
