-- Value on the compound path from a base to a target after so many years.
-- unit: the indicator's
-- nulls: null when a value is not above zero
-- source: World Bank, corporate scorecard projection
create or replace macro cagr_required_path(base_value, target_value, year_count, offset_years) as
    base_value * pow(1 + cagr(base_value, target_value, year_count), offset_years);
