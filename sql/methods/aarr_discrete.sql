-- Average annual rate of reduction, year by year.
-- unit: share per year; above zero is a fall
-- nulls: null when a value is not above zero or no year lies between
-- source: UNICEF, average annual rate of reduction
create or replace macro aarr_discrete(from_value, to_value, year_count) as
    -cagr(from_value, to_value, year_count);
