-- Does every target name a submission of the edition that is in force?
-- severity: blocking
-- why: a reader must be able to walk back, and a held late file must not count; a line before a session keeps its file
with astray as (
    select
        target.round_id,
        target.indicator_code,
        target.region_id,
        target.target_year,
        target.submission_id,
        submission.status
    from core.target
    left join core.submission on target.submission_id = submission.submission_id
    left join register.frozen_line
        on
            target.round_id = frozen_line.round_id
            and target.indicator_code = frozen_line.indicator_code
            and target.region_id = frozen_line.region_id
            and target.target_year = frozen_line.target_year
            and target.submission_id = frozen_line.submission_id
    where
        not coalesce(is_usable_status(submission.status) or frozen_line.submission_id is not null, false)
        or submission.submission_id is null
        or coalesce(target.source_cell, '') = ''
)

select * from astray
