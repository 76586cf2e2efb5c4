-- Every target that the rules accepted, of every file ever handed in, so that any past moment can be told again.
-- grain: submission_id, source_cell
-- units: target_* in the indicator's unit; denominator and numerator in persons or what the indicator counts
-- nulls: an open end of a range; denominator, confidence, justification and note when not given
with submitted_target as (
    select
        submission.round_id,
        submission.unit_code,
        judged_cell.indicator_code,
        judged_cell.region_id,
        judged_cell.target_year,
        judged_cell.target_low,
        judged_cell.target_high,
        judged_cell.target_value,
        judged_cell.printed_order,
        judged_cell.written,
        judged_cell.denominator,
        numerator_value(judged_cell.target_value, judged_cell.denominator) as numerator,
        judged_cell.confidence,
        coalesce(judged_cell.is_provisional, false) as is_provisional,
        judged_cell.justification,
        judged_cell.note,
        judged_cell.submission_id,
        judged_cell.source_cell
    from register.judged_cell
    inner join register.submission on judged_cell.submission_id = submission.submission_id
    left join core.quarantined_cell
        on
            judged_cell.submission_id = quarantined_cell.submission_id
            and judged_cell.source_cell = quarantined_cell.source_cell
    where judged_cell.verdict = 'accepted' and quarantined_cell.submission_id is null
)

select * from submitted_target
