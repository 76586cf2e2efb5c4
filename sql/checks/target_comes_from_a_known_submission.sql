-- Does every target name a submission of the edition that is in force?
-- severity: blocking
-- why: a reader of the edition alone must be able to walk back, and a held late file must not count
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
    where not coalesce(is_usable_status(submission.status), false) or coalesce(target.source_cell, '') = ''
)

select * from astray
