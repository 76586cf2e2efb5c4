-- Average annual rate of reduction that a slope of logarithms stands for.
-- unit: share per year; above zero is a fall
-- nulls: null when the slope is missing
-- source: United Nations, annual rate of reduction from a regression of logarithms
create or replace macro aarr_from_log_slope(log_slope) as
    1 - exp(log_slope);
