-- Every submission as it stood at an instant: what had come in by then, what was held, what had been superseded.
-- grain: submission_id
-- nulls: as core.submission
create or replace macro submission_as_of(as_of_at) as table
    with arrived as (
        select
            submission.submission_id,
            submission.round_id,
            submission.unit_code,
            submission.file_name,
            submission.received_at,
            submission.received_sequence,
            case
                when submission.withdrawn_at <= as_of_at then 'returned'
                else
                    standing_status(
                        submission.judged_status,
                        submission.is_late,
                        case when submission.unlocked_at <= as_of_at then submission.unlocked_at end
                    )
            end as standing_status
        from core.submission
        where submission.received_at <= as_of_at
    ),

    ranked as (
        select
            submission_id,
            row_number() over (
                partition by round_id, unit_code, is_usable_status(standing_status)
                order by received_at desc, received_sequence desc, submission_id desc
            ) as newest_rank
        from arrived
    )

    select
        arrived.submission_id,
        arrived.round_id,
        arrived.unit_code,
        arrived.file_name,
        arrived.received_at,
        arrived.received_sequence,
        case
            when is_usable_status(arrived.standing_status) and ranked.newest_rank > 1 then 'superseded'
            else arrived.standing_status
        end as status
    from arrived
    inner join ranked on arrived.submission_id = ranked.submission_id;
