-- Yearly step the series really makes: median slope over at most ten years. Lists are in year order.
-- unit: the indicator's, per year; own sign
-- nulls: null with fewer than three points
-- source: methods.md section 1 (Theil-Sen)
create or replace macro observed_annual_change(years, observed_values) as
    case
        when array_length(years) >= 3 then theil_sen_slope(years, observed_values, greatest(1, array_length(years) - 9))
    end;
