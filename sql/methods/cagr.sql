-- Compound growth per year that leads from one value to another.
-- unit: share per year
-- nulls: null when either value is not above zero or less than one year lies between
-- source: methods.md section 1 (observed and required CAGR)
create or replace macro cagr(from_value, to_value, year_count) as
    case
        when from_value > 0 and to_value > 0 and year_count >= 1
            then pow(cast(to_value as double) / from_value, 1.0 / year_count) - 1
    end;
