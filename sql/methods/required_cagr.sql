-- Compound growth per year that would lead from baseline to target.
-- unit: share per year
-- nulls: as cagr
-- source: methods.md section 1
create or replace macro required_cagr(baseline_value, baseline_year, target_value, target_year) as
    cagr(baseline_value, target_value, target_year - baseline_year);
