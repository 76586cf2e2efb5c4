-- How many times faster than now it must go. No number when the series stands still or goes the wrong way.
-- unit: ratio
-- nulls: null when a change is missing or the observed one is not an improvement: a reversal is needed
-- source: methods.md section 1
create or replace macro acceleration_factor(required_change, observed_change, good_direction) as
    case
        when direction_sign(good_direction) * observed_change > 0 then cast(required_change as double) / observed_change
    end;
