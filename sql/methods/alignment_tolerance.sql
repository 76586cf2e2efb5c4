-- How far two printed figures may lie apart and still say the same.
-- unit: the indicator's
-- nulls: null when the number of decimals of the indicator is missing
-- source: methods.md section 3
create or replace macro alignment_tolerance(decimal_places, national_decimal_places) as
    half_rounding_unit(decimal_places) + half_rounding_unit(coalesce(national_decimal_places, decimal_places));
