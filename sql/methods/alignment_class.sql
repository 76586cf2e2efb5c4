-- What a distance between bottom-up value and national target says: aligned, short or beyond.
-- unit: label
-- nulls: null when the distance is missing
-- source: methods.md section 3 (verdict)
create or replace macro alignment_class(gap, tolerance) as
    case
        when abs(gap) <= tolerance then 'aligned'
        when gap > tolerance then 'short_of_target'
        when gap < -tolerance then 'beyond_target'
    end;
