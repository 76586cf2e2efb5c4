-- Half of the last digit that is printed.
-- unit: the indicator's
-- nulls: null when the number of decimals is missing
-- source: methods.md section 3 (tolerance)
create or replace macro half_rounding_unit(decimal_places) as
    0.5 * pow(10.0, -decimal_places);
