-- Did no two units hand in the same target, so that one of them gave way to the other?
-- severity: warning
-- why: the newest is in force; the other unit should be told
with lost as (
    select
        cell.round_id,
        cell.indicator_code,
        cell.region_id,
        cell.target_year,
        cell.unit_code as unit_code_lost,
        target.unit_code as unit_code_kept
    from core.submitted_target as cell
    inner join core.submission
        on cell.submission_id = submission.submission_id and is_usable_status(submission.status)
    inner join core.target
        on
            cell.round_id = target.round_id
            and cell.indicator_code = target.indicator_code
            and cell.region_id = target.region_id
            and cell.target_year = target.target_year
    where cell.submission_id <> target.submission_id and cell.unit_code <> target.unit_code
)

select * from lost
