-- Share of the time from baseline year to target year that has passed at the latest observation.
-- unit: share
-- nulls: null when a year is missing or the target year is the baseline year
-- source: methods.md section 1
create or replace macro time_share(baseline_year, latest_year, target_year) as
    (latest_year - baseline_year) / nullif(cast(target_year - baseline_year as double), 0);
