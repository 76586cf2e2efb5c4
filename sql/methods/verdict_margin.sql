-- How large a distance must be before it is called short or beyond: rounding plus the measured error of the weight.
-- unit: the indicator's
-- nulls: null when the tolerance is missing; a weight whose error was never measured adds nothing
-- source: methods.md section 3 (a gap no larger than that error plus the rounding cannot be told)
create or replace macro verdict_margin(tolerance, weight_error_value) as
    tolerance + coalesce(weight_error_value, 0);
