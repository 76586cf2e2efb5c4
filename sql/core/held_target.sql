-- Newer targets that wait: their line is before a session, or its minutes are final, so the proposal decided on stays.
-- grain: round_id, indicator_code, region_id, target_year, submission_id
-- units: target_* in the indicator's unit
-- nulls: an open end of a range; a denominator that was not given
with held_target as (
    select
        submitted_target.round_id,
        submitted_target.indicator_code,
        submitted_target.region_id,
        submitted_target.target_year,
        submitted_target.submission_id,
        submitted_target.unit_code,
        submitted_target.target_low,
        submitted_target.target_high,
        submitted_target.target_value,
        submitted_target.denominator,
        submitted_target.source_cell,
        frozen_line.submission_id as standing_submission_id,
        frozen_line.session_name
    from register.frozen_line
    inner join core.submitted_target
        on
            frozen_line.round_id = submitted_target.round_id
            and frozen_line.indicator_code = submitted_target.indicator_code
            and frozen_line.region_id = submitted_target.region_id
            and frozen_line.target_year = submitted_target.target_year
            and frozen_line.submission_id <> submitted_target.submission_id
    inner join core.submission on submitted_target.submission_id = submission.submission_id
    where is_usable_status(submission.status)
)

select * from held_target
