-- The verdict on what regions promise together, easy end against easy end; never against the distance shown beside it.
-- unit: label
-- nulls: never null
-- source: contracts.md section 5; methods.md section 3 (verdict, weight error, bounds for what is missing)
create or replace macro alignment_verdict(
    is_refused, gap, gap_missing_best, gap_missing_baseline, tolerance, is_by_bounds, is_feasible,
    weight_error_value := 0
) as
    case
        when is_refused then 'refused'
        when gap is null then 'cannot_say'
        when abs(gap) <= tolerance and not is_by_bounds then 'aligned'
        when abs(gap) <= tolerance and abs(gap_missing_best) <= tolerance and abs(gap_missing_baseline) <= tolerance
            then 'aligned'
        when abs(gap) <= verdict_margin(tolerance, weight_error_value) then 'cannot_say'
        when gap > 0 and (not is_by_bounds or gap_missing_best > verdict_margin(tolerance, weight_error_value))
            then case when is_feasible = false then 'infeasible' else 'short_of_target' end
        when gap < 0 and (not is_by_bounds or gap_missing_baseline < -verdict_margin(tolerance, weight_error_value))
            then 'beyond_target'
        else 'cannot_say'
    end;
