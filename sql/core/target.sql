-- The targets in force: the accepted cells of each unit's newest usable file; a line before a session keeps its file.
-- grain: round_id, indicator_code, region_id, target_year
-- units: target_* in the indicator's unit; target_value is the end of the range that is easier to reach
-- nulls: an open end of a range; denominator, confidence, justification and note when not given
-- partition: planning_round
with in_force as (
    select
        submitted_target.round_id,
        submitted_target.indicator_code,
        submitted_target.region_id,
        submitted_target.target_year,
        submitted_target.target_low,
        submitted_target.target_high,
        submitted_target.target_value,
        submitted_target.denominator,
        submitted_target.numerator,
        submitted_target.confidence,
        submitted_target.is_provisional,
        submitted_target.justification,
        submitted_target.note,
        submitted_target.unit_code,
        submitted_target.submission_id,
        submitted_target.source_cell,
        submitted_target.printed_order,
        submitted_target.written,
        row_number() over (
            partition by
                submitted_target.round_id,
                submitted_target.indicator_code,
                submitted_target.region_id,
                submitted_target.target_year
            order by submission.received_at desc, submission.received_sequence desc, submitted_target.submission_id desc
        ) as newest_rank
    from core.submitted_target
    inner join core.submission on submitted_target.submission_id = submission.submission_id
    left join register.frozen_line
        on
            submitted_target.round_id = frozen_line.round_id
            and submitted_target.indicator_code = frozen_line.indicator_code
            and submitted_target.region_id = frozen_line.region_id
            and submitted_target.target_year = frozen_line.target_year
    where
        case
            when frozen_line.submission_id is null then is_usable_status(submission.status)
            else submitted_target.submission_id = frozen_line.submission_id
        end
),

target as (
    select
        round_id,
        indicator_code,
        region_id,
        target_year,
        target_low,
        target_high,
        target_value,
        denominator,
        confidence,
        is_provisional,
        justification,
        submission_id,
        source_cell,
        numerator,
        unit_code,
        printed_order,
        written,
        note
    from in_force
    where newest_rank = 1
)

select * from target
