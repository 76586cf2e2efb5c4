-- Why a verdict is what it is, as a key of core.verdict_reason.
-- unit: label
-- nulls: never null
-- source: methods.md section 3
create or replace macro verdict_reason(
    aggregation, has_weights, national_value, submitted_count, is_by_bounds, verdict
) as
    case
        when aggregation in ('official_only', 'category') then aggregation
        when submitted_count = 0 then 'nothing_submitted'
        when not has_weights then 'weights_missing'
        when national_value is null then 'no_national_target'
        when verdict = 'cannot_say' and is_by_bounds then 'coverage_too_low'
        when verdict = 'cannot_say' then 'within_weight_error'
        when verdict = 'infeasible' then 'beyond_best_pace'
        when is_by_bounds then 'bounds_agree'
        else 'compared'
    end;
