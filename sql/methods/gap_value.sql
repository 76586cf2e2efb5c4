-- Gap: what is still to go from the latest observation to the target; at or below zero the target is met.
-- unit: the indicator's
-- nulls: null when the observation, the target or the direction is missing
-- source: methods.md section 1
create or replace macro gap_value(latest_value, target_value, good_direction) as
    direction_sign(good_direction) * (target_value - latest_value);
