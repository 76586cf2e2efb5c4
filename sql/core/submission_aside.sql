-- What has been taken back of each file: withdrawn as a whole, or cells of it set aside.
-- grain: submission_id, for files withdrawn or with cells set aside only
-- units: counts of target cells
-- nulls: withdrawn_* when nobody withdrew it
with first_withdrawal as (
    select
        submission_id,
        arg_min(withdrawn_by, withdrawn_at) as withdrawn_by,
        arg_min(reason, withdrawn_at) as withdrawal_reason,
        min(withdrawn_at) as withdrawn_at
    from register.withdrawal
    group by submission_id
),

aside as (
    select
        submission_id,
        count(*) as aside_count
    from core.quarantined_cell
    group by submission_id
),

submission_aside as (
    select
        submission.submission_id,
        coalesce(aside.aside_count, 0) as aside_count,
        status_without(submission.judged_status, submission.accepted_count, coalesce(aside.aside_count, 0))
            as judged_status,
        first_withdrawal.withdrawn_by,
        first_withdrawal.withdrawal_reason,
        first_withdrawal.withdrawn_at
    from register.submission
    left join first_withdrawal on submission.submission_id = first_withdrawal.submission_id
    left join aside on submission.submission_id = aside.submission_id
    where first_withdrawal.submission_id is not null or aside.submission_id is not null
)

select * from submission_aside
