-- Improvement the target asks for over the baseline; at or below zero it asks for none.
-- unit: the indicator's
-- nulls: null when the baseline, the target or the direction is missing
-- source: methods.md section 1
create or replace macro required_total_change(baseline_value, target_value, good_direction) as
    direction_sign(good_direction) * (target_value - baseline_value);
