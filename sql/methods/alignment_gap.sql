-- What the regions together fall short of the national target (above zero: they fall short).
-- unit: the indicator's
-- nulls: null when either value or the direction is missing
-- source: contracts.md section 5; methods.md section 3
create or replace macro alignment_gap(bottom_up_value, national_value, good_direction) as
    direction_sign(good_direction) * (national_value - bottom_up_value);
