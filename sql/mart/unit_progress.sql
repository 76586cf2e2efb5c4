-- Who has handed in and who has not: every unit that owes something in a round, and the state of its file.
-- grain: round_id, unit_code
-- units: counts of targets, files and findings; fill_share 0 to 1
-- nulls: submission_id and received_at of a unit that is still awaited (status waiting)
-- partition: planning_round
with owed as (
    select
        round_id,
        unit_code,
        sum(expected) as expected,
        sum(received) as received,
        sum(on_time) as on_time,
        sum(accepted) as accepted,
        sum(rejected) as rejected
    from mart.round_progress
    group by round_id, unit_code
),

found as (
    select
        submission_id,
        count(*) filter (where severity = 'reject') as reject_count,
        count(*) filter (where severity = 'ask' and not is_justified) as ask_count,
        count(*) filter (where severity = 'note') as note_count
    from core.finding
    group by submission_id
),

unit_progress as (
    select
        owed.round_id,
        owed.unit_code,
        coalesce(unit_submission.status, 'waiting') as status,
        unit_submission.submission_id,
        unit_submission.received_at,
        coalesce(unit_submission.is_late, false) as is_late,
        coalesce(unit_submission.file_count, 0) as file_count,
        cast(owed.expected as bigint) as expected,
        cast(owed.received as bigint) as received,
        cast(owed.on_time as bigint) as on_time,
        cast(owed.accepted as bigint) as accepted,
        cast(owed.rejected as bigint) as rejected,
        share_of(owed.accepted, owed.expected) as fill_share,
        coalesce(found.reject_count, 0) as reject_count,
        coalesce(found.ask_count, 0) as ask_count,
        coalesce(found.note_count, 0) as note_count
    from owed
    left join core.unit_submission
        on owed.round_id = unit_submission.round_id and owed.unit_code = unit_submission.unit_code
    left join found on unit_submission.submission_id = found.submission_id
)

select * from unit_progress
