-- Whether a value is at least as good as the target.
-- unit: yes or no
-- nulls: null when a value or the direction is missing
-- source: methods.md section 1 (gap)
create or replace macro is_met(latest_value, target_value, good_direction) as
    gap_value(latest_value, target_value, good_direction) <= 0;
