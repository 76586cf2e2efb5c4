-- What the regional target asks less than the national one (above zero: less than the nation needs).
-- unit: the indicator's
-- nulls: null when either target or the direction is missing
-- source: contracts.md section 5
create or replace macro national_gap_value(national_value, target_value, good_direction) as
    direction_sign(good_direction) * (national_value - target_value);
