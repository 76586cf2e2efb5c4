-- The minutes of every session that was closed: their number, what they fix, and where the decision book stood.
-- grain: session_id
-- units: none
-- nulls: minutes_number and signed_at until they are signed; snapshot_sha256 until the minutes are final
with book_head as (
    select
        round_id,
        split_part(subject_key, '/', 2) as session_id,
        max(event_number) as event_number,
        arg_max(event_hash, event_number) as event_hash
    from register.decision_event
    where subject_kind = 'session'
    group by round_id, split_part(subject_key, '/', 2)
),

minutes as (
    select
        desk_session.session_id,
        desk_session.round_id,
        desk_session.session_name,
        desk_session.state,
        desk_session.minutes_number,
        desk_session.addendum_to,
        desk_session.closed_at,
        desk_session.final_at,
        desk_session.signed_at,
        desk_session.closing_sha256,
        desk_session.snapshot_sha256,
        book_head.event_number as book_event_number,
        book_head.event_hash as book_event_hash
    from core.desk_session
    inner join book_head on desk_session.session_id = book_head.session_id
    where desk_session.closed_at is not null
)

select * from minutes
