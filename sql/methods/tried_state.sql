-- The state of a target that somebody tries for a year still to come: same order, series and age taken as sufficient.
-- unit: label
-- nulls: never null
-- source: methods.md section 1 (states)
create or replace macro tried_state(baseline_value, latest_value, tried_value, good_direction, decimal_places) as
    target_state(baseline_value, latest_value, tried_value, good_direction, decimal_places, false, false, false, 3);
