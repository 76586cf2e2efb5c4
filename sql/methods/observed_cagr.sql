-- Compound growth per year seen between baseline and latest observation.
-- unit: share per year
-- nulls: as cagr
-- source: methods.md section 1
create or replace macro observed_cagr(baseline_value, baseline_year, latest_value, latest_year) as
    cagr(baseline_value, latest_value, latest_year - baseline_year);
