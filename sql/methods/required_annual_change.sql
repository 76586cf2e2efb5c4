-- Yearly step needed from the given observation to the target.
-- unit: the indicator's, per year; own sign
-- nulls: null when a value is missing or no year lies between
-- source: methods.md section 1; contracts.md section 5
create or replace macro required_annual_change(latest_value, latest_year, target_value, target_year) as
    case
        when target_year > latest_year
            then (target_value - latest_value) / cast(target_year - latest_year as double)
    end;
