-- The one file that speaks for a unit in a round: its usable one, else the late one held, else what was sent back.
-- grain: round_id, unit_code
-- units: counts of files
-- nulls: none; a unit that handed nothing in has no row
with ranked as (
    select
        round_id,
        unit_code,
        submission_id,
        status,
        is_late,
        received_at,
        count(*) over (partition by round_id, unit_code) as file_count,
        row_number() over (
            partition by round_id, unit_code
            order by
                case status
                    when 'late' then 2
                    when 'returned' then 3
                    when 'rejected' then 4
                    when 'superseded' then 5
                    else 1
                end,
                received_at desc,
                received_sequence desc,
                submission_id desc
        ) as preference
    from core.submission
    where round_id is not null and unit_code is not null
),

unit_submission as (
    select
        round_id,
        unit_code,
        submission_id,
        status,
        is_late,
        received_at,
        file_count
    from ranked
    where preference = 1
)

select * from unit_submission
