-- Every file handed in, once, with what became of it: whose it is, late, withdrawn, or replaced by a later one.
-- grain: submission_id (the fingerprint of the bytes); the same bytes again add no row
-- units: counts of target cells
-- nulls: round_id and unit_code when the file did not say them; unlocked_*, withdrawn_* when nobody did
with first_unlock as (
    select
        submission_id,
        arg_min(unlocked_by, unlocked_at) as unlocked_by,
        arg_min(reason, unlocked_at) as unlock_reason,
        min(unlocked_at) as unlocked_at
    from register.unlock
    group by submission_id
),

standing as (
    select
        submission.submission_id,
        coalesce(submission.received_at > planning_round.closes_at, false) as is_late,
        case
            when submission_aside.withdrawn_at is not null then 'returned'
            else
                standing_status(
                    coalesce(submission_aside.judged_status, submission.judged_status),
                    coalesce(submission.received_at > planning_round.closes_at, false),
                    first_unlock.unlocked_at
                )
        end as standing_status,
        first_unlock.unlocked_by,
        first_unlock.unlock_reason,
        first_unlock.unlocked_at
    from register.submission
    left join core.planning_round on submission.round_id = planning_round.round_id
    left join first_unlock on submission.submission_id = first_unlock.submission_id
    left join core.submission_aside on submission.submission_id = submission_aside.submission_id
),

ranked as (
    select
        submission.submission_id,
        row_number() over (
            partition by
                submission.round_id,
                submission.unit_code,
                is_usable_status(standing.standing_status)
            order by submission.received_at desc, submission.received_sequence desc, submission.submission_id desc
        ) as newest_rank,
        row_number() over (
            partition by submission.round_id, submission.unit_code
            order by submission.received_at, submission.received_sequence, submission.submission_id
        ) as revision_number
    from register.submission
    inner join standing on submission.submission_id = standing.submission_id
),

submission as (
    select
        submission.submission_id,
        submission.round_id,
        submission.unit_code,
        submission.file_name,
        submission.received_at,
        case
            when is_usable_status(standing.standing_status) and ranked.newest_rank > 1 then 'superseded'
            else standing.standing_status
        end as status,
        coalesce(submission_aside.judged_status, submission.judged_status) as judged_status,
        standing.is_late,
        ranked.revision_number,
        standing.unlocked_by,
        standing.unlock_reason,
        standing.unlocked_at,
        submission.form,
        submission.template,
        submission.received_sequence,
        submission.offered_count,
        remaining_count(submission.accepted_count, coalesce(submission_aside.aside_count, 0)) as accepted_count,
        submission.rejected_count + coalesce(submission_aside.aside_count, 0) as rejected_count,
        submission.blank_count,
        submission.ruleset_version,
        submission_aside.withdrawn_by,
        submission_aside.withdrawal_reason,
        submission_aside.withdrawn_at
    from register.submission
    inner join standing on submission.submission_id = standing.submission_id
    inner join ranked on submission.submission_id = ranked.submission_id
    left join core.submission_aside on submission.submission_id = submission_aside.submission_id
)

select * from submission
