-- Where each outcome and each proposed indicator stands in the forum: the newest decision, and the words it was about.
-- grain: round_id, subject_code (the code of an outcome, or of a proposed indicator)
-- units: none
-- nulls: reason where none was due; what a file said of it, and the fingerprint, for outcomes that no file proposed
with moved as (
    select
        event_number,
        round_id,
        split_part(subject_key, '/', 3) as subject_code,
        to_state,
        payload,
        actor_name,
        event_at,
        row_number() over (partition by subject_key order by subject_sequence desc) as newest_rank
    from register.decision_event
    where subject_kind = 'outcome' and from_state <> to_state
),

named as (
    select
        round_id,
        subject_code,
        max_by(json_extract_string(payload, '$.title'), event_number) as proposed_title,
        max_by(json_extract_string(payload, '$.proposal_kind'), event_number) as proposal_kind,
        max_by(json_extract_string(payload, '$.unit_code'), event_number) as unit_code
    from moved
    where json_extract_string(payload, '$.title') is not null
    group by round_id, subject_code
),

outcome_state as (
    select
        moved.round_id,
        moved.subject_code,
        moved.to_state as state,
        json_extract_string(moved.payload, '$.reason') as reason,
        json_extract_string(moved.payload, '$.wording_fingerprint') as decided_fingerprint,
        named.proposed_title,
        named.proposal_kind,
        named.unit_code,
        moved.actor_name as decided_by,
        moved.event_at as decided_at
    from moved
    left join named on moved.round_id = named.round_id and moved.subject_code = named.subject_code
    where moved.newest_rank = 1
)

select * from outcome_state
