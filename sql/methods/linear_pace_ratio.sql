-- Way covered against time passed; 1 is exactly on pace. Moving away from the good side is always negative.
-- unit: ratio
-- nulls: null when a value is missing, target equals baseline, or no time has passed
-- source: methods.md section 1 (headline; two negatives never make a plus)
create or replace macro linear_pace_ratio(
    baseline_value, baseline_year, latest_value, latest_year, target_value, target_year, good_direction
) as
    direction_sign(good_direction) * (latest_value - baseline_value)
    / nullif(abs(cast(target_value - baseline_value as double)), 0)
    / nullif(time_share(baseline_year, latest_year, target_year), 0);
