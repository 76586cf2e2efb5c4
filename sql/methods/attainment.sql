-- Share of the way from baseline to target that the latest observation has covered, not clipped.
-- unit: share; 1 is the target
-- nulls: null when a value is missing or the target equals the baseline
-- source: methods.md section 1
create or replace macro attainment(baseline_value, latest_value, target_value) as
    (latest_value - baseline_value) / nullif(cast(target_value - baseline_value as double), 0);
