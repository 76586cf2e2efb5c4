-- Whether a target asks for no improvement over the baseline; such a target is never counted as met.
-- unit: yes or no
-- nulls: null when the baseline, the target, the direction or the number of decimals is missing
-- source: methods.md section 1 (states)
create or replace macro is_asking_nothing(baseline_value, target_value, good_direction, decimal_places) as
    required_total_change(baseline_value, target_value, good_direction) <= half_rounding_unit(decimal_places);
