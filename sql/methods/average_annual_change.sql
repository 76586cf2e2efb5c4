-- Yearly step really made between baseline and latest observation.
-- unit: the indicator's, per year; own sign
-- nulls: null when a value is missing or no year lies between
-- source: methods.md section 1 (beside the observed annual change)
create or replace macro average_annual_change(baseline_value, baseline_year, latest_value, latest_year) as
    case
        when latest_year > baseline_year
            then (latest_value - baseline_value) / cast(latest_year - baseline_year as double)
    end;
