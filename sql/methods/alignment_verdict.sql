-- The verdict on what the regions promise together, easy end against easy end; bounds speak for the missing.
-- unit: label
-- nulls: never null
-- source: contracts.md section 5; methods.md section 3 (verdict, bounds for what is missing)
create or replace macro alignment_verdict(
    is_refused, gap, gap_missing_best, gap_missing_baseline, tolerance, is_by_bounds, is_feasible
) as
    case
        when is_refused then 'refused'
        when gap is null then 'cannot_say'
        when not is_by_bounds and gap > tolerance and is_feasible = false then 'infeasible'
        when not is_by_bounds then alignment_class(gap, tolerance)
        when gap_missing_best > tolerance and is_feasible = false then 'infeasible'
        when gap_missing_best > tolerance then 'short_of_target'
        when gap_missing_baseline < -tolerance then 'beyond_target'
        when abs(gap_missing_best) <= tolerance and abs(gap_missing_baseline) <= tolerance then 'aligned'
        else 'cannot_say'
    end;
