-- Average annual rate of reduction, continuous.
-- unit: share per year; above zero is a fall
-- nulls: null when a value is not above zero or no time lies between
-- source: inter-agency group for child mortality estimation, annual rate of reduction
create or replace macro aarr_continuous(from_value, to_value, year_count) as
    case
        when from_value > 0 and to_value > 0 and year_count > 0
            then ln(cast(from_value as double) / to_value) / year_count
    end;
