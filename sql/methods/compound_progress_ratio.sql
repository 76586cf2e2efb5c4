-- Compound growth seen against compound growth needed, in the good direction.
-- unit: ratio
-- nulls: null where a growth rate does not exist or the target equals the baseline
-- source: Statistics Canada, SDG progress calculation (Open SDG progress measure)
create or replace macro compound_progress_ratio(
    baseline_value, baseline_year, latest_value, latest_year, target_value, target_year, good_direction
) as
    direction_sign(good_direction) * sign(baseline_value)
    * observed_cagr(baseline_value, baseline_year, latest_value, latest_year)
    / nullif(abs(required_cagr(baseline_value, baseline_year, target_value, target_year)), 0);
