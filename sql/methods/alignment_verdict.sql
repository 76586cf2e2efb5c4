-- The verdict on what the regions promise together, easy end against easy end.
-- unit: label
-- nulls: never null
-- source: contracts.md section 5; methods.md section 3 (verdict, bounds for what is missing)
create or replace macro alignment_verdict(
    is_refused, gap, gap_missing_best, gap_missing_baseline, tolerance, coverage_share, is_feasible
) as
    case
        when is_refused then 'refused'
        when gap is null then 'cannot_say'
        when coverage_share < 0.9
            and alignment_class(gap_missing_best, tolerance)
            is distinct from alignment_class(gap_missing_baseline, tolerance) then 'cannot_say'
        when coverage_share < 0.9 and gap_missing_best is null then 'cannot_say'
        when coverage_share < 0.9 and gap_missing_best > tolerance and is_feasible = false then 'infeasible'
        when coverage_share < 0.9 then alignment_class(gap_missing_best, tolerance)
        when gap > tolerance and is_feasible = false then 'infeasible'
        else alignment_class(gap, tolerance)
    end;
