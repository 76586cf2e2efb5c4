-- Yearly step the target asks for when counted from the baseline.
-- unit: the indicator's, per year; own sign
-- nulls: null when a value is missing or no year lies between
-- source: methods.md section 1; contracts.md section 5
create or replace macro required_annual_change_from_baseline(
    baseline_value, baseline_year, target_value, target_year
) as
    required_annual_change(baseline_value, baseline_year, target_value, target_year);
