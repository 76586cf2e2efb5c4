-- Does every target lead back to an accepted cell of a submission that is in force?
-- severity: blocking
-- why: every number of a mart can be walked back (contracts.md section 5)
with astray as (
    select
        target.round_id,
        target.indicator_code,
        target.region_id,
        target.target_year,
        target.submission_id,
        target.source_cell
    from core.target
    left join register.frozen_line
        on
            target.round_id = frozen_line.round_id
            and target.indicator_code = frozen_line.indicator_code
            and target.region_id = frozen_line.region_id
            and target.target_year = frozen_line.target_year
            and target.submission_id = frozen_line.submission_id
    left join core.submission
        on
            target.submission_id = submission.submission_id
            and (is_usable_status(submission.status) or frozen_line.submission_id is not null)
    left join register.judged_cell
        on
            target.submission_id = judged_cell.submission_id
            and target.source_cell = judged_cell.source_cell
            and target.indicator_code = judged_cell.indicator_code
            and target.region_id = judged_cell.region_id
            and target.target_year = judged_cell.target_year
            and target.target_value is not distinct from judged_cell.target_value
            and judged_cell.verdict = 'accepted'
    where submission.submission_id is null or judged_cell.submission_id is null
)

select * from astray
