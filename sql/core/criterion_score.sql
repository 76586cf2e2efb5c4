-- The levels 0 to 3 given against the five criteria; they stand beside the number and never enter it.
-- grain: round_id, indicator_code, region_id, criterion_code, assessor_kind
-- units: level 0 to 3
-- nulls: level when not yet judged, which is not zero, or when the criterion does not apply
-- partition: planning_round
with criterion_score as (
    select
        submission.round_id,
        judged_criterion.indicator_code,
        judged_criterion.region_id,
        judged_criterion.criterion_code,
        judged_criterion.assessor_kind,
        judged_criterion.level,
        judged_criterion.is_not_applicable,
        judged_criterion.reason,
        judged_criterion.evidence,
        judged_criterion.submission_id,
        judged_criterion.source_cell
    from register.judged_criterion
    inner join core.submission on judged_criterion.submission_id = submission.submission_id
    where is_usable_status(submission.status)
)

select * from criterion_score
