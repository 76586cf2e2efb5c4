-- What became of each target a unit offered in the file that speaks for it.
-- grain: round_id, unit_code, indicator_code, region_id, target_year
-- units: none
-- nulls: none; cells whose indicator, region or year could not be told are in core.finding only
-- partition: planning_round
with offered_target as (
    select
        unit_submission.round_id,
        unit_submission.unit_code,
        judged_cell.indicator_code,
        judged_cell.region_id,
        judged_cell.target_year,
        bool_or(judged_cell.verdict = 'accepted' and quarantined_cell.submission_id is null) as is_accepted,
        bool_or(judged_cell.verdict = 'rejected' or quarantined_cell.submission_id is not null) as is_rejected,
        any_value(unit_submission.is_late) as is_late,
        bool_or(
            judged_cell.verdict = 'accepted'
            and quarantined_cell.submission_id is null
            and is_usable_status(unit_submission.status)
        ) as is_in_force
    from core.unit_submission
    inner join register.judged_cell on unit_submission.submission_id = judged_cell.submission_id
    left join core.quarantined_cell
        on
            judged_cell.submission_id = quarantined_cell.submission_id
            and judged_cell.source_cell = quarantined_cell.source_cell
    where
        judged_cell.verdict <> 'blank'
        and judged_cell.indicator_code is not null
        and judged_cell.region_id is not null
        and judged_cell.target_year is not null
    group by
        unit_submission.round_id,
        unit_submission.unit_code,
        judged_cell.indicator_code,
        judged_cell.region_id,
        judged_cell.target_year
)

select * from offered_target
