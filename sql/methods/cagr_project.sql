-- Value after so many years when the growth of the last year goes on.
-- unit: the indicator's
-- nulls: null when a value is not above zero; never beyond the upper limit where one is given
-- source: World Bank, corporate scorecard projection
create or replace macro cagr_project(previous_value, base_value, year_count, upper_limit := null) as
    case
        when previous_value > 0 and base_value > 0
            then least(base_value * pow(cast(base_value as double) / previous_value, year_count), upper_limit)
    end;
